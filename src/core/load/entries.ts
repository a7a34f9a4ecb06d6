import { isArray, isObject, type Json, type JsonObject, put } from '../model/json.ts'
import { isIndexKey, type Notes } from './notes.ts'

/** An object that is built entry by entry. */
export interface Entries {
  readonly object: Record<string, Json>
  /** In the order of the source. */
  readonly keys: string[]
  /** Keys that come from a merge and may be set again. */
  readonly merged: Set<string>
  hasIndex: boolean
}

export const newEntries = (): Entries => ({ object: {}, keys: [], merged: new Set(), hasIndex: false })

/** @param source how a number is written @returns false if the key was there already */
export function addEntry(entries: Entries, key: string, value: Json, source: string | undefined, notes: Notes): boolean {
  const { object, merged } = entries
  if (!Object.hasOwn(object, key)) addKey(entries, key)
  else if (!merged.delete(key)) return false
  put(object, key, value)
  if (typeof value === 'number') notes.number(object, key, source ?? String(value), value)
  return true
}

/**
 * A merge key (https://yaml.org/type/merge.html): adds what is not there yet. Keys of the object itself win, and
 * earlier sources win over later ones.
 *
 * @param value an object or a list of them @returns false if it is neither
 */
export function mergeEntries(entries: Entries, value: Json, notes: Notes): boolean {
  const { object, merged } = entries
  for (const from of isArray(value) ? value : [value]) {
    if (!isObject(from)) return false
    for (const key of notes.keys(from)) {
      if (Object.hasOwn(object, key)) continue
      addKey(entries, key)
      merged.add(key)
      put(object, key, from[key])
      const exact = notes.numberAt(from, key)
      if (exact !== undefined) notes.number(object, key, exact, Number(exact))
    }
  }
  return true
}

/** @returns the object, when all entries have been added */
export function closeEntries({ object, keys, hasIndex }: Entries, notes: Notes): JsonObject {
  if (hasIndex) notes.order(object, keys)
  return object
}

function addKey(entries: Entries, key: string): void {
  entries.keys.push(key)
  entries.hasIndex ||= isIndexKey(key)
}
