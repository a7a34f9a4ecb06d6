import { isArray, isContainer, type Json, type JsonObject, put } from '../../model/json.ts'
import { addEntry, type Entries } from '../entries.ts'
import { BAIL } from './bytes.ts'
import { clear, closeMap, type Output } from './output.ts'
import type { Restorer } from './restore.ts'

/**
 * How much of a large text is JSON at any time: little enough to stay in the processor's cache, and for V8 to have room
 * for it at hand. Larger strings get memory of their own from the system each time.
 */
export const PIECE = 1 << 16

/** Puts what was written into a container, and makes room for the next. */
export function takeInto(container: object, key: string, output: Output, restorer: Restorer): void {
  const { isMarked } = output
  const raw = parsed(output)
  clear(output)
  if (isMarked) restorer.restoreInto(container, key, raw)
  else put(container, key, raw)
}

/** Adds the entries of the object that is being written. */
export function takeEntries(entries: Entries, output: Output, restorer: Restorer): void {
  const holder: Record<string, Json> = {}
  closeMap(output)
  takeInto(holder, 'object', output, restorer)
  const object = holder['object'] as JsonObject
  const { notes } = restorer
  for (const key of notes.keys(object)) {
    if (!addEntry(entries, key, object[key]!, notes.numberAt(object, key), notes)) throw BAIL
  }
}

/** Takes the name that was written last, from where it begins. A mark among them is left to the full parser. */
export function takeName(output: Output, from: number): string {
  const name = JSON.parse(output.bytes.toString('latin1', from, output.length - 1)) as string
  if (name.startsWith('\0')) throw BAIL
  clear(output)
  return name
}

function parsed({ bytes, length, names }: Output): Json {
  const raw = JSON.parse(bytes.toString('latin1', 0, length)) as Json
  // JSON.parse keeps the last of those that are equal.
  if (isContainer(raw) && namesIn(raw) !== names) throw BAIL
  return raw
}

function namesIn(container: object & Json): number {
  let count = 0
  if (isArray(container)) {
    for (const item of container) if (isContainer(item)) count += namesIn(item)
    return count
  }
  // Unlike Object.keys, this makes nothing new.
  for (const name in container) {
    // Once an object has had this name, JSON.parse of Node 24 takes other names with an escape for it; the full parser does not ask it.
    if (name === '\\') throw BAIL
    count++
    const value = container[name]!
    if (isContainer(value)) count += namesIn(value)
  }
  return count
}
