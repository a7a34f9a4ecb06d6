import { isArray, isContainer, type Json, type JsonObject, put } from '../../model/json.ts'
import { addEntry, type Entries } from '../entries.ts'
import { BAIL } from '../../machine/bail.ts'
import { type Machine, room } from '../../machine/machine.ts'
import type { Texts } from '../notes.ts'
import type { Outline } from '../outline.ts'
import type { Reading } from './reading.ts'
import type { Restorer } from './restore.ts'

/**
 * How much of a large text is JSON at any time: little enough to stay in the processor's cache, and for V8 to have room
 * for it at hand. Larger strings get memory of their own from the system each time.
 */
export const PIECE = 1 << 16

/** How much of a text is looked at while pieces of such a size are read: a few of them. */
export const windowFor = (piece: number): number => 4 * piece

/** Puts what was read into a container, and makes room for the next. @returns its JSON, if there are no marks in it */
export function takeInto(container: object, key: string, reading: Reading, restorer: Restorer): string | undefined {
  const isMarked = reading.machine.isMarked()
  const json = reading.json()
  const raw = parsed(json, reading)
  reading.machine.clear()
  if (isMarked) restorer.restoreInto(container, key, raw)
  else put(container, key, raw)
  return isMarked ? undefined : json
}

/** Adds the entries of the object that is being read. @returns it, and its JSON, if there are no marks in it */
function takeEntries(entries: Entries, reading: Reading, restorer: Restorer): [object: JsonObject, json: string | undefined] {
  const holder: Record<string, Json> = {}
  reading.machine.closeMap()
  const json = takeInto(holder, 'object', reading, restorer)
  const object = holder['object'] as JsonObject
  const { notes } = restorer
  for (const key of notes.keys(object)) {
    if (!addEntry(entries, key, object[key]!, notes.numberAt(object, key), notes)) throw BAIL
  }
  return [object, json]
}

/** Takes the name that was read last, in an object that was opened for it. A mark among them is left to the full parser. */
function takeName(reading: Reading): string {
  const name = JSON.parse(reading.json(1, reading.machine.length() - 1)) as string
  if (name.startsWith('\0')) throw BAIL
  reading.machine.clear()
  return name
}

/**
 * Adds the entry that was read by itself, and notes where it begins.
 *
 * @param read reads its value, if only its name was read, and notes where the entries in that begin
 */
export function takeEntry(entries: Entries, outline: Outline, reading: Reading, restorer: Restorer, read: ReadInside | undefined): void {
  const start = reading.machine.entryStart() >>> 0
  if (read) {
    const name = takeName(reading)
    const inside: Outline = new Map()
    if (!addEntry(entries, name, read(name, inside), undefined, restorer.notes)) throw BAIL
    outline.set(name, { start, inside })
  } else {
    takeEntries(entries, reading, restorer)
    outline.set(entries.keys.at(-1)!, { start, inside: undefined })
  }
}

type ReadInside = (name: string, inside: Outline) => Json

/** Where in a field of the root those objects are that are written as they stand there: 2 for operations, 1 for components. */
export const depthOf = (field: string): number => (PATHS.has(field) ? 2 : 1)

const PATHS: ReadonlySet<string> = new Set(['paths', 'webhooks', 'x-webhooks'])

/**
 * Adds entries that are read together, and where they begin.
 *
 * @param depth where those objects and lists are whose JSON is kept: 1 if they are the entries' values, 2 if they are in them
 * @returns what reading them does
 */
export function takeBatch<T>(
  entries: Entries,
  starts: number[],
  depth: number,
  reading: Reading,
  restorer: Restorer,
  read: (machine: Machine) => T,
): T {
  const { machine } = reading
  machine.openMap()
  machine.beginEntries()
  machine.beginTexts(depth)
  const result = reading.step(read)
  const at = machine.entryStarts()
  for (let index = 0; index < machine.entryCount(); index++) starts.push(room().readUInt32LE(at + 4 * index))
  const [object, json] = takeEntries(entries, reading, restorer)
  const { texts } = restorer.notes
  if (texts && json !== undefined) keepTexts(object, depth, json, machine, texts)
  return result
}

/** Keeps the JSON of objects and lists, each a part of the one that they were read in. */
function keepTexts(object: JsonObject, depth: number, json: string, machine: Machine, texts: Texts): void {
  const values = Object.values(object)
  const containers = (depth === 1 ? values : values.filter(isContainer).flatMap((value) => Object.values<Json>(value))).filter(isContainer)
  // There may be too many.
  if (containers.length !== machine.textCount()) return
  const places = new Uint32Array(room().buffer, machine.texts(), 2 * containers.length)
  for (const [index, value] of containers.entries()) {
    const [start, end] = [places[2 * index]!, places[2 * index + 1]!]
    if (start < end) texts.set(value, json.slice(start, end))
  }
}

/** Notes where the entries begin of an object that was read in batches. */
export function noteEntries(outline: Outline, { keys }: Entries, starts: readonly number[]): void {
  for (const [index, name] of keys.entries()) outline.set(name, { start: starts[index]!, inside: undefined })
}

function parsed(json: string, reading: Reading): Json {
  const raw = JSON.parse(json) as Json
  // JSON.parse keeps the last of those that are equal.
  if (isContainer(raw) && namesIn(raw) !== reading.machine.names()) throw BAIL
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
