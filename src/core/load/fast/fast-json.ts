import type { Json } from '../../model/json.ts'
import { addEntry, closeEntries, newEntries } from '../entries.ts'
import type { Notes } from '../notes.ts'
import type { Outline } from '../outline.ts'
import {
  BACKSLASH,
  BAIL,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DASH,
  NEWLINE,
  NINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  RETURN,
  SPACE,
  TAB,
} from './bytes.ts'
import {
  closeList,
  closeMap,
  emptyOutput,
  endName,
  markText,
  openList,
  openMap,
  type Output,
  releaseOutput,
  separate,
  stopsAt,
  textOf,
  writeByte,
  writeCharacter,
  writeNumber,
  writeText,
  writeUntil,
} from './output.ts'
import { PIECE, takeEntries, takeInto, takeName } from './pieces.ts'
import { Restorer } from './restore.ts'

/**
 * Parses JSON (RFC 8259). At a name used twice, and at whatever else is a mistake, it gives up, so that the careful
 * parser reads the whole text and says what is wrong.
 *
 * @param outline is filled in, if the text is large
 * @param piece how much of a large text is copied at any time
 * @returns undefined if it gives up
 */
export function fastJson(bytes: Buffer, notes: Notes, outline: Outline = new Map(), piece: number = PIECE): Json | undefined {
  const reader = Object.assign(READER, { bytes, at: 0, output: emptyOutput() })
  try {
    return readDocument(reader, new Restorer(notes), outline, piece)
  } catch (error) {
    if (error === BAIL || error instanceof RangeError || error instanceof SyntaxError) return undefined
    throw error
  } finally {
    reader.bytes = NONE
    releaseOutput()
  }
}

/** JSON without spaces, and in ASCII; undefined where that could not say everything, or the text is no JSON. */
export function compactJson(bytes: Buffer): string | undefined {
  const output = emptyOutput()
  const reader = Object.assign(READER, { bytes, at: 0, output })
  try {
    readValue(reader)
    skipSpace(reader)
    return reader.at < bytes.length ? undefined : textOf(output)
  } catch (error) {
    if (error === BAIL) return undefined
    throw error
  } finally {
    reader.bytes = NONE
    releaseOutput()
  }
}

interface Reader {
  bytes: Buffer
  at: number
  output: Output
}

const NONE = Buffer.alloc(0)

/** One does for all, for the same reason as the output. */
const READER: Reader = { bytes: NONE, at: 0, output: emptyOutput() }

function readDocument(reader: Reader, restorer: Restorer, outline: Outline, piece: number): Json {
  const holder: Json[] = []
  if (reader.bytes.length > piece && skipSpace(reader) === OPEN_BRACE) holder.push(readLarge(reader, restorer, outline, piece, true))
  else {
    readValue(reader)
    takeInto(holder, '0', reader.output, restorer)
  }
  skipSpace(reader)
  if (reader.at < reader.bytes.length) throw BAIL
  return holder[0]!
}

/**
 * An object that is put together here, so that only pieces of a large text are copied at any time: the entries of
 * `paths`, of `components/schemas` and so on, several at once.
 */
function readLarge(reader: Reader, restorer: Restorer, outline: Outline, piece: number, isRoot: boolean): Json {
  const { output } = reader
  const entries = newEntries()
  for (let isMore = enter(reader); isMore; isMore = isNext(reader)) {
    openMap(output)
    const from = output.length
    const start = nextToken(reader)
    readName(reader)
    if (skipSpace(reader) === OPEN_BRACE) {
      const name = takeName(output, from)
      const inside: Outline = new Map()
      const read = isRoot && name === 'components' ? readLarge : readBatches
      const value = read(reader, restorer, inside, piece, false)
      if (!addEntry(entries, name, value, undefined, restorer.notes)) throw BAIL
      outline.set(name, { start, inside })
    } else {
      readValue(reader)
      takeEntries(entries, output, restorer)
      outline.set(entries.keys.at(-1)!, { start, inside: undefined })
    }
  }
  return closeEntries(entries, restorer.notes)
}

function readBatches(reader: Reader, restorer: Restorer, outline: Outline, piece: number): Json {
  const { output } = reader
  const entries = newEntries()
  const starts: number[] = []
  openMap(output)
  for (let isMore = enter(reader); isMore; isMore = isNext(reader)) {
    if (output.length > piece) {
      takeEntries(entries, output, restorer)
      openMap(output)
    }
    separate(output)
    starts.push(nextToken(reader))
    readName(reader)
    readValue(reader)
  }
  takeEntries(entries, output, restorer)
  for (const [index, name] of entries.keys.entries()) outline.set(name, { start: starts[index]!, inside: undefined })
  return closeEntries(entries, restorer.notes)
}

/** Moves into an object. @returns whether it has entries */
function enter(reader: Reader): boolean {
  reader.at++
  if (skipSpace(reader) !== CLOSE_BRACE) return true
  reader.at++
  return false
}

/** Moves to the next entry of an object, or behind it. @returns whether there is one */
function isNext(reader: Reader): boolean {
  const code = skipSpace(reader)
  if (code !== COMMA && code !== CLOSE_BRACE) throw BAIL
  reader.at++
  return code === COMMA
}

/** Reads a name and its colon. */
function readName(reader: Reader): void {
  const { output } = reader
  const { length } = output
  if (skipSpace(reader) !== QUOTE) throw BAIL
  reader.at = readString(reader, reader.at)
  if (skipSpace(reader) !== COLON) throw BAIL
  reader.at++
  endName(output, length)
}

/** Copies a value, token by token. Whether they stand where they may is for `JSON.parse` to say. */
function readValue(reader: Reader): void {
  const { bytes, output } = reader
  const { depth } = output
  let { at } = reader
  /** Where the last string begins, which may be a name. */
  let string = 0
  do {
    let code = bytes[at]!
    while (isWhite(code)) code = bytes[++at]!
    switch (code) {
      case QUOTE:
        string = output.length
        at = readString(reader, at)
        continue
      case COLON:
        endName(output, string)
        break
      case COMMA:
        writeByte(output, COMMA)
        break
      case OPEN_BRACE:
        openMap(output)
        break
      case CLOSE_BRACE:
        closeMap(output)
        break
      case OPEN_BRACKET:
        openList(output)
        break
      case CLOSE_BRACKET:
        closeList(output)
        break
      default:
        at = readScalar(reader, at)
        continue
    }
    at++
  } while (output.depth > depth)
  reader.at = at
}

/** Copies a string; whether its escapes are right is for `JSON.parse` to say. @returns where it ends */
function readString({ bytes, output }: Reader, open: number): number {
  let at = open + 1
  writeByte(output, QUOTE)
  if (bytes[at] === BACKSLASH && bytes.toString('latin1', at, at + 6) === '\\u0000') markText(output)
  for (;;) {
    at = writeUntil(output, bytes, at, STRING)
    const code = bytes[at]!
    if (code === QUOTE) break
    if (code === BACKSLASH) {
      writeByte(output, BACKSLASH)
      writeByte(output, bytes[at + 1]!)
      at += 2
    } else if (code >= 128) at = writeCharacter(output, bytes, at)
    else throw BAIL
  }
  writeByte(output, QUOTE)
  return at + 1
}

const STRING = stopsAt()

/** Copies a number or word; which it is, is for `JSON.parse` to say. @returns where it ends */
function readScalar({ bytes, output }: Reader, from: number): number {
  let at = from
  let isExponential = false
  for (let code = bytes[at]!; ENDS_SCALAR[code] === 0; code = bytes[++at]!) isExponential ||= code === UPPER_E || code === LOWER_E
  // Two of them with nothing but a space between must not become one.
  const isBehindOther = output.length > 0 && IS_BEFORE_VALUE[output.bytes[output.length - 1]!] === 0
  if (at === from || isBehindOther) throw BAIL
  const isNumber = bytes[from]! <= NINE
  // Fifteen digits fit into a double; more and exponents may not, and -0 is not 0.
  if (isNumber && (isExponential || bytes[from] === DASH || at - from > 15)) writeExactly(output, bytes.toString('latin1', from, at))
  else writeText(output, bytes, from, at)
  return at
}

function writeExactly(output: Output, written: string): void {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(written)) throw BAIL
  writeNumber(output, written, Number(written))
}

const isWhite = (code: number): boolean => code === SPACE || code === NEWLINE || code === RETURN || code === TAB

const ENDS_SCALAR = new Uint8Array(256)
for (const code of [SPACE, NEWLINE, RETURN, TAB, QUOTE, COLON, COMMA, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET]) {
  ENDS_SCALAR[code] = 1
}

const IS_BEFORE_VALUE = new Uint8Array(256)
for (const code of [COLON, COMMA, OPEN_BRACKET]) IS_BEFORE_VALUE[code] = 1

const UPPER_E = 69
const LOWER_E = 101

/** Moves to the next token. @returns where it is */
function nextToken(reader: Reader): number {
  skipSpace(reader)
  return reader.at
}

/** Moves to the next token, and tells its first character; no number at the end of the text. */
function skipSpace(reader: Reader): number {
  const { bytes } = reader
  let { at } = reader
  while (isWhite(bytes[at]!)) at++
  reader.at = at
  return bytes[at]!
}
