import { CLOSE_BRACE, CLOSE_BRACKET, COLON, OPEN_BRACE, OPEN_BRACKET } from '../machine/codes.ts'
import type { Notes } from '../load/notes.ts'
import { MAX_DEPTH } from '../load/syntax-problem.ts'
import { hasWritten, isTrap, keepsWritten, put, putName, release, room, theMachine } from '../machine/machine.ts'
import { isArray, isContainer, type Json } from '../model/json.ts'
import type { Format } from './format.ts'

/** Writes entries of objects and items of lists, each by itself. */
export class Printer {
  readonly format: Format

  constructor(format: Format) {
    this.format = format
  }

  /**
   * One entry, or one item if `key` is undefined, as it stands in a document, with the separator from what follows.
   *
   * @param exact the source text of a number that must be kept @throws RenderError, RangeError
   */
  write(key: string | undefined, value: Json, depth: number, notes: Notes, exact?: string): Buffer {
    const json = jsonOf(value, notes, this.format, exact)
    // A UTF-16 unit takes at most three bytes.
    const at = placeFor(key, 3 * json.length)
    const written = this.#written(key, at, put(json, begin(key, at)), depth)
    // What is one scalar, however long, needs no reading back.
    if (isContainer(value)) keepsWritten(written)
    else release()
    return written
  }

  /** What stands in front of the entries or items of a field. */
  head(key: string, isList: boolean, depth: number): Buffer {
    const at = placeFor(key, 2)
    let end = begin(key, at)
    const bytes = room()
    bytes[end++] = isList ? OPEN_BRACKET : OPEN_BRACE
    bytes[end++] = isList ? CLOSE_BRACKET : CLOSE_BRACE
    return this.format.head(this.#written(key, at, end, depth))
  }

  #written(key: string | undefined, at: number, end: number, depth: number): Buffer {
    const machine = theMachine()
    room()[end] = key === undefined ? CLOSE_BRACKET : CLOSE_BRACE
    machine.beginToWrite(end + 1 - at)
    this.format.write(machine, depth)
    const { separator } = this.format
    const [start, length] = [machine.start() >>> 0, machine.length() >>> 0]
    const written = Buffer.allocUnsafe(length + separator.length)
    room().copy(written, 0, start, start + length)
    for (let index = 0; index < separator.length; index++) written[length + index] = separator.charCodeAt(index)
    return written
  }

  /** An entry or item as a document by itself. */
  asDocument(written: Uint8Array, isItem: boolean): Buffer {
    const { name, separator } = this.format
    const text = written.subarray(0, written.length - separator.length)
    return Buffer.concat(name === 'yaml' ? [text] : [Buffer.from(isItem ? '[' : '{'), text, Buffer.from(isItem ? ']' : '}')])
  }

  /** Whether something that was written reads as what it was written of; false also where that must be found out in another way. */
  readsTheSame(written: Uint8Array): boolean {
    if (!hasWritten(written)) return false
    try {
      return Boolean(theMachine().readsTheSame(this.format.name === 'yaml', MAX_DEPTH - 3))
    } catch (error) {
      if (isTrap(error)) return false
      throw error
    } finally {
      release()
    }
  }
}

/** Where an entry or item begins as JSON, with room for so many bytes of its value, brackets, quotes and a colon. */
const placeFor = (key: string | undefined, size: number): number => theMachine().placeToWrite(MAX_UNIT * (key?.length ?? 0) + size + 5)

/** Bytes that a UTF-16 unit of a name takes at most, escaped. */
const MAX_UNIT = 6

/** @returns where its value begins */
function begin(key: string | undefined, at: number): number {
  const bytes = room()
  bytes[at] = key === undefined ? OPEN_BRACKET : OPEN_BRACE
  if (key === undefined) return at + 1
  const end = putName(key, at + 1)
  bytes[end] = COLON
  return end + 1
}

/** A value as JSON: `JSON.stringify` says everything, unless there are notes in it. */
function jsonOf(value: Json, notes: Notes, format: Format, exact: string | undefined): string {
  if (typeof value === 'number') return format.number(value, exact)
  if (!isContainer(value)) return JSON.stringify(value)
  const kept = notes.textOf(value)
  if (kept !== undefined) return kept
  if (notes.isEmpty) return JSON.stringify(value)
  const noted = new Set<object>()
  return hasNotes(value, notes, noted) ? jsonWithNotes(value, notes, noted, format) : JSON.stringify(value)
}

/** @param noted is given all that have any, and what these stand in */
function hasNotes(container: object & Json, notes: Notes, noted: Set<object>): boolean {
  let has = notes.about(container) !== undefined
  for (const value of isArray(container) ? container : Object.values(container)) {
    if (isContainer(value) && hasNotes(value, notes, noted)) has = true
  }
  if (has) noted.add(container)
  return has
}

function jsonWithNotes(container: object & Json, notes: Notes, noted: ReadonlySet<object>, format: Format): string {
  const within = (value: Json, key: string | number): string => {
    if (typeof value === 'number') return format.number(value, notes.numberAt(container, key))
    return isContainer(value) && noted.has(value) ? jsonWithNotes(value, notes, noted, format) : JSON.stringify(value)
  }
  if (isArray(container)) return `[${container.map(within).join(',')}]`
  return `{${notes
    .keys(container)
    .map((key) => `${JSON.stringify(key)}:${within(container[key]!, key)}`)
    .join(',')}}`
}
