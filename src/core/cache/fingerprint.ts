import { createHash, type Hash } from 'node:crypto'
import type { Closure } from '../link/closures.ts'
import type { LinkedDescription, Unit } from '../link/linked.ts'
import { isContainer, type Json } from '../model/json.ts'
import type { Slice } from '../slice/slice.ts'

/**
 * A text for each slice that changes when anything in it does: a Merkle hash, over the hashes of its parts. A part is
 * hashed once, and so is each set of components.
 *
 * @returns undefined for a slice that cannot be told from others
 */
export function fingerprints(linked: LinkedDescription): (slice: Slice) => string | undefined {
  const { notes, root, model } = linked.source
  const units = new Map<Unit, string>()
  const closures = new WeakMap<Closure, string>()
  const frame = JSON.stringify([linked.source.version, notes.keys(root), linked.kinds, model.family])
  const shell = hashed((hash) => {
    hash.update(frame)
    for (const [key, unit] of linked.shell) hash.update(`${key}\n${hashOf(unit)}\n`)
  })

  return ({ endpoints, closure, tags, security }) => {
    try {
      return hashed((hash) => {
        hash.update(shell)
        for (const { item, operation } of endpoints) {
          hash.update(JSON.stringify([item.isWebhook, item.key, operation.field, notes.keys(item.value)]))
          hash.update(hashOf(item.shared)).update(hashOf(operation))
        }
        for (const unit of tags) hash.update(hashOf(unit))
        hash.update(security ? hashOf(security) : '')
        hash.update(closureHash(closure))
      })
    } catch (error) {
      // Nested too deeply to be printed.
      if (error instanceof RangeError) return undefined
      throw error
    }
  }

  function closureHash(closure: Closure): string {
    let known = closures.get(closure)
    if (known !== undefined) return known
    known = hashed((hash) => {
      for (const id of closure.ids) {
        const component = linked.components[id]!
        hash.update(`${component.kind}/${component.name}\n${hashOf(component)}\n`)
      }
    })
    closures.set(closure, known)
    return known
  }

  function hashOf(unit: Unit): string {
    let known = units.get(unit)
    if (known === undefined) units.set(unit, (known = hashed((hash) => hash.update(textOf(unit.value)))))
    return known
  }

  /** With what plain data cannot hold: the order of keys that look like numbers, and numbers beyond a double. */
  function textOf(value: Json): string {
    const marks: unknown[] = []
    const pending = [value]
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (!isContainer(node)) continue
      const noted = notes.about(node)
      if (noted) marks.push(noted)
      for (const key in node) {
        const child = (node as Record<string, Json>)[key]!
        if (isContainer(child)) pending.push(child)
      }
    }
    return JSON.stringify(marks.length > 0 ? [value, marks] : value)
  }
}

function hashed(feed: (hash: Hash) => unknown): string {
  const hash = createHash('sha1')
  feed(hash)
  return hash.digest('base64')
}
