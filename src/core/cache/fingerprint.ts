import { hash } from '../digest.ts'
import type { Closure } from '../link/closures.ts'
import type { Component, LinkedDescription, Unit } from '../link/linked.ts'
import { isContainer, type Json } from '../model/json.ts'
import type { Slice } from '../slice/slice.ts'

export interface Fingerprints {
  /** Of a slice; undefined for one that cannot be told from others. */
  of(slice: Slice): string | undefined
  /** Of a part; undefined for one that nests too deeply. */
  ofUnit(unit: Unit): string | undefined
}

/**
 * A text for each slice that changes when anything in it does: a Merkle hash, over the hashes of its parts. A part is
 * hashed once, and so is each set of components.
 *
 * @param known hashes that stand for those of some parts
 */
export function fingerprints(linked: LinkedDescription, known?: ReadonlyMap<Unit, string>): Fingerprints {
  const { notes, root, model } = linked.source
  const units = new Map<Unit, string>(known)
  const closures = new WeakMap<Closure, string>()
  /** By id: what a set of components is hashed as, put together. */
  const lines: string[] = []
  const frame = JSON.stringify([linked.source.version, notes.keys(root), linked.kinds, model.family])
  const shell = hashed(frame + Array.from(linked.shell, ([key, unit]) => `${key}\n${hashOf(unit)}\n`).join(''))

  return { of: (slice) => unlessTooDeep(() => sliceHash(slice)), ofUnit: (unit) => unlessTooDeep(() => hashOf(unit)) }

  function sliceHash({ endpoints, closure, tags, security }: Slice): string {
    let text = shell
    for (const { item, operation } of endpoints) {
      text += JSON.stringify([item.isWebhook, item.key, operation.field, notes.keys(item.value)])
      text += hashOf(item.shared) + hashOf(operation)
    }
    for (const unit of tags) text += hashOf(unit)
    text += security ? hashOf(security) : ''
    return hashed(text + closureHash(closure))
  }

  function closureHash(closure: Closure): string {
    let known = closures.get(closure)
    if (known === undefined) {
      let text = ''
      for (const id of closure.ids) text += lines[id] ??= lineOf(linked.components[id]!)
      closures.set(closure, (known = hashed(text)))
    }
    return known
  }

  function lineOf(component: Component): string {
    return `${component.kind}/${component.name}\n${hashOf(component)}\n`
  }

  function hashOf(unit: Unit): string {
    let known = units.get(unit)
    if (known === undefined) units.set(unit, (known = hashed(textOf(unit.value))))
    return known
  }

  /** With what plain data cannot hold: the order of keys that look like numbers, and numbers beyond a double. */
  function textOf(value: Json): string {
    const kept = notes.textOf(value)
    if (kept !== undefined) return kept
    const marks = notes.isEmpty ? [] : marksIn(value)
    return JSON.stringify(marks.length > 0 ? [value, marks] : value)
  }

  function marksIn(value: Json): unknown[] {
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
    return marks
  }
}

const hashed = (text: string): string => hash('sha1', text, 'base64')

/** Of what is nested too deeply to be printed there is none. */
function unlessTooDeep(hash: () => string): string | undefined {
  try {
    return hash()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
