import { isArray, isObject, type Json, put } from './json.ts'

/** Enough to recognise the place; a report with whole schemas in it would be longer than the description. */
const MAX_VALUES = 24
const MAX_TEXT = 120
const LEFT_OUT = '…'

/** The beginning of a value, for a message: never more than a few dozen values. */
export function excerpt(value: Json): Json {
  let left = MAX_VALUES
  return cut(value)

  function cut(node: Json): Json {
    left--
    if (typeof node === 'string') return node.length > MAX_TEXT ? node.slice(0, MAX_TEXT) + LEFT_OUT : node
    if (isArray(node)) return cutList(node)
    return isObject(node) ? cutObject(Object.entries(node)) : node
  }

  function cutList(items: readonly Json[]): Json {
    const kept: Json[] = []
    for (const item of items) {
      if (left <= 0) return [...kept, LEFT_OUT]
      kept.push(cut(item))
    }
    return kept
  }

  function cutObject(entries: [string, Json][]): Json {
    const kept: Record<string, Json> = {}
    for (const [key, child] of entries) {
      if (left <= 0) {
        put(kept, LEFT_OUT, LEFT_OUT)
        return kept
      }
      put(kept, key, cut(child))
    }
    return kept
  }
}
