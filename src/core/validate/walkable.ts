import { expandedSize } from '../model/expanded-size.ts'
import { isArray, isContainer, isObject, type Json, type JsonObject, put, refOf, text, valueAt } from '../model/json.ts'
import { tokensOf } from '../model/pointer.ts'

/**
 * Levels that the linter may go down, through references too. Real descriptions have about a hundred; its call stack
 * holds three thousand, and how many exactly depends on who calls.
 */
const MAX_LEVELS = 1_000

/** Values beyond which a document with aliases is not written out. */
const MAX_VALUES = 2_000_000

/** Characters of a key or URL: the linter's expressions take a time that grows with the square of them. */
export const MAX_NAME = 10_000

export const TOO_DEEP = 'it leads down more levels than the linter can go'

/** A document that the linter can walk, or why it cannot. */
export interface Walkable {
  document: JsonObject
  failure?: string
}

/**
 * A document as its text would be read: the linter looks once at what is the same object, where an alias, or a reference
 * to a path, makes it stand in several places.
 */
export function walkable(document: JsonObject): Walkable {
  const { levels, isShared, hasLongName } = lookedThrough(document)
  if (levels > MAX_LEVELS) return { document, failure: TOO_DEEP }
  if (hasLongName) return { document, failure: `a name or URL in it has more than ${MAX_NAME} characters` }
  if (!isShared) return { document }
  if (expandedSize(document) > MAX_VALUES) return { document, failure: 'YAML aliases make it too large' }
  return { document: unshared(document) as JsonObject }
}

/** Goes the way of the linter: depth first, through references, and into each object once. */
function lookedThrough(document: JsonObject): { levels: number; isShared: boolean; hasLongName: boolean } {
  const seen = new Set<Json>()
  /** What references have led to, and whose own place is still to come. */
  const awaited = new Set<Json>()
  const pending: JsonObject[] = [document]
  const depths = [0]
  let levels = 0
  let isShared = false
  let hasLongName = false
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (seen.has(node) && !awaited.delete(node)) isShared = true
    // What a reference leads to comes before what stands beside it.
    for (let next: Json | undefined = node, depth = depths.pop()!; isContainer(next) && !seen.has(next); next = targetOf(next, document)) {
      seen.add(next)
      if (next !== node) awaited.add(next)
      levels = Math.max(levels, depth++)
      hasLongName ||= isObject(next) && namesSomethingLong(next)
      const children: readonly Json[] = isArray(next) ? next : Object.values(next)
      for (let index = children.length - 1; index >= 0; index--) {
        const child = children[index]!
        if (!isContainer(child)) continue
        pending.push(child as JsonObject)
        depths.push(depth)
      }
    }
  }
  return { levels, isShared, hasLongName }
}

function namesSomethingLong(node: JsonObject): boolean {
  for (const key in node) if (key.length > MAX_NAME) return true
  return (text(node, 'url')?.length ?? 0) > MAX_NAME
}

function targetOf(node: Json, document: JsonObject): Json | undefined {
  const ref = refOf(node)
  const tokens = ref?.startsWith('#') ? tokensOf(ref) : undefined
  return tokens && valueAt(document, tokens)
}

function unshared(node: Json): Json {
  if (!isContainer(node)) return node
  if (isArray(node)) return node.map(unshared)
  const copy = {}
  for (const key of Object.keys(node)) put(copy, key, unshared(node[key]!))
  return copy
}
