import {
  AMPERSAND,
  APOSTROPHE,
  ASTERISK,
  BACKSLASH,
  BAIL,
  BAR,
  CLOSE_BRACE,
  COLON,
  DASH,
  GREATER,
  HASH,
  isBlank,
  LESS,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUESTION,
  QUOTE,
  SPACE,
  TAB,
} from '../bytes.ts'
import {
  closeList,
  closeMap,
  endName,
  openList,
  openMap,
  separate,
  stopsAt,
  writeAscii,
  writeByte,
  writeCharacter,
  writeMark,
  writeUntil,
} from '../output.ts'
import { readAlias, readName } from './anchors.ts'
import { readBlockScalar } from './block-scalar.ts'
import { readFlow } from './flow.ts'
import { endLine, lineEnd, nextLine } from './lines.ts'
import { canBegin, readPlain, restateKey } from './plain.ts'
import { closingQuote, readQuoted } from './quoted.ts'
import type { Reader } from './reader.ts'

/** Reads the collection or scalar that begins at the current line (YAML 1.2.2 §8.2), whose parent stands at `column`. */
export function readBlock(reader: Reader, column: number): void {
  if (isDash(reader)) return readList(reader)
  if (isKey(reader)) return readMap(reader)
  const code = reader.bytes[reader.start]!
  // An anchor or alias on a line of its own is rare, and may stand behind another one.
  if (code === AMPERSAND || code === ASTERISK) throw BAIL
  reader.at = reader.start
  readValue(reader, column, false)
}

/** A map (§8.2.2). */
function readMap(reader: Reader): void {
  const { output, indent: column } = reader
  openMap(output)
  do readEntry(reader, column)
  while (reader.indent === column)
  if (reader.indent > column) throw BAIL
  closeMap(output)
}

export function readEntry(reader: Reader, column: number): void {
  separate(reader.output)
  readKey(reader)
  if (isColon(reader)) readItem(reader)
  else readValue(reader, column, true)
}

/** A list (§8.2.1). */
function readList(reader: Reader): void {
  const { output, indent: column } = reader
  openList(output)
  do {
    separate(output)
    readItem(reader)
  } while (reader.indent === column && isDash(reader))
  if (reader.indent > column) throw BAIL
  closeList(output)
}

/** What stands behind an indicator: on the same line, a collection may begin as if on a line of its own. */
function readItem(reader: Reader): void {
  const { bytes, start, indent: column } = reader
  let at = start + 1
  while (bytes[at] === SPACE) at++
  const code = bytes[at]!
  if (code === TAB) throw BAIL
  reader.at = at
  if (code === NEWLINE || code === HASH || code === AMPERSAND || code === ASTERISK) return readValue(reader, column, false)
  reader.indent += at - start
  reader.start = at
  readBlock(reader, column)
}

/** Whether the current line is an item of a list. */
function isDash({ bytes, start }: Reader): boolean {
  return bytes[start] === DASH && isBlank(bytes[start + 1]!)
}

/** Whether the current line begins with a key. */
export function isKey({ bytes, start }: Reader): boolean {
  const code = bytes[start]!
  if (code === QUOTE || code === APOSTROPHE) return colonBehindQuotes(bytes, start) !== -1
  const next = bytes[start + 1]!
  if (code === QUESTION && isBlank(next)) return true
  if (!canBegin(code, next)) return false
  for (let at = start; ; at++) {
    if (MAY_END_KEY[bytes[at]!] === 1 && endsKey(bytes, at)) return bytes[at] === COLON
  }
}

/** Whether a plain key ends at a character that may end one: at its colon, or because it is none. */
function endsKey(bytes: Uint8Array, at: number): boolean {
  const code = bytes[at]
  if (code === COLON) return isBlank(bytes[at + 1]!)
  return code === NEWLINE || code === TAB || (code === HASH && bytes[at - 1] === SPACE)
}

const MAY_END_KEY = new Uint8Array(256)
for (const code of [NEWLINE, COLON, HASH, TAB]) MAY_END_KEY[code] = 1

/** @returns where the colon is behind a key in quotes, or -1 if there is none */
function colonBehindQuotes(bytes: Uint8Array, start: number): number {
  const close = closingQuote(bytes, start)
  if (close === -1) return -1
  let at = close + 1
  while (bytes[at] === SPACE) at++
  return bytes[at] === COLON && isBlank(bytes[at + 1]!) ? at : -1
}

/** Reads a key; `reader.at` tells where its value begins. */
export function readKey(reader: Reader): void {
  const { bytes, output, start } = reader
  const { length } = output
  const code = bytes[start]!
  if (code === QUESTION && isBlank(bytes[start + 1]!)) readExplicitKey(reader)
  else {
    const colon = code === QUOTE || code === APOSTROPHE ? readQuotedKey(reader) : readPlainKey(reader)
    // A limit of YAML itself (§7.4.2).
    if (colon - start > 1024) throw BAIL
    let at = colon + 1
    while (bytes[at] === SPACE) at++
    if (bytes[at] === TAB) throw BAIL
    reader.at = at
  }
  endName(output, length)
}

function readQuotedKey(reader: Reader): number {
  const { bytes, start, indent } = reader
  const colon = colonBehindQuotes(bytes, start)
  if (colon === -1) throw BAIL
  readQuoted(reader, start, indent)
  return colon
}

function readPlainKey(reader: Reader): number {
  const { bytes, output, start } = reader
  const { length } = output
  if (!canBegin(bytes[start]!, bytes[start + 1]!)) throw BAIL
  writeByte(output, QUOTE)
  let at = writeUntil(output, bytes, start, KEY)
  while (!endsKey(bytes, at)) {
    at = writeUntil(output, bytes, writeCharacter(output, bytes, at), KEY)
  }
  if (bytes[at] !== COLON) throw BAIL
  while (output.bytes[output.length - 1] === SPACE) output.length--
  writeByte(output, QUOTE)
  restateKey(reader, length)
  return at
}

const KEY = stopsAt(COLON, HASH)

/** A key behind a question mark, which may be any scalar; its value stands on a line of its own, like an item. */
function readExplicitKey(reader: Reader): void {
  const { output, indent: column } = reader
  const { length } = output
  readItem(reader)
  // Marks begin with a backslash.
  const isString = output.bytes[length] === QUOTE && output.bytes[length + 1] !== BACKSLASH && output.bytes[length + 1] !== LESS
  if (!isString || reader.indent !== column || !isColon(reader)) throw BAIL
}

/** Whether the current line holds the value of an explicit key. */
function isColon({ bytes, start }: Reader): boolean {
  return bytes[start] === COLON && isBlank(bytes[start + 1]!)
}

/**
 * Reads the value that begins at `reader.at` or on the lines below, and moves behind it.
 *
 * @param column of the key or dash it belongs to
 * @param isOfMap whether it belongs to a key, so that a list may begin below without indentation
 */
export function readValue(reader: Reader, column: number, isOfMap: boolean): void {
  const { bytes, at } = reader
  switch (bytes[at]) {
    case NEWLINE:
    case HASH:
      reader.end = lineEnd(bytes, at)
      nextLine(reader, false)
      if (reader.indent > column || (isOfMap && reader.indent === column && isDash(reader))) readBlock(reader, column)
      else writeAscii(reader.output, 'null')
      return
    case QUOTE:
    case APOSTROPHE:
      readQuoted(reader, at, column)
      return endValue(reader, column)
    case OPEN_BRACE:
    case OPEN_BRACKET:
      readFlow(reader, at, column)
      return endValue(reader, column)
    case ASTERISK:
      readAlias(reader, at)
      return endValue(reader, column)
    case AMPERSAND:
      return readAnchored(reader, at, column, isOfMap)
    case BAR:
    case GREATER:
      readBlockScalar(reader, at, column)
      if (reader.indent > column) throw BAIL
      return
    default:
      readPlain(reader, at, column)
  }
}

/** Moves behind a value that ended in the middle of a line. */
function endValue(reader: Reader, column: number): void {
  endLine(reader, reader.at)
  nextLine(reader, false)
  if (reader.indent > column) throw BAIL
}

function readAnchored(reader: Reader, at: number, column: number, isOfMap: boolean): void {
  const { bytes, output, anchors } = reader
  const name = readName(reader, at)
  while (bytes[reader.at] === SPACE) reader.at++
  const code = bytes[reader.at]
  if (code === AMPERSAND || code === ASTERISK || anchors.get(name) === -1) throw BAIL
  const number = reader.marks++
  anchors.set(name, -1)
  writeByte(output, OPEN_BRACE)
  writeMark(output, '&')
  writeAscii(output, `:${number},"":`)
  output.names += 2
  readValue(reader, column, isOfMap)
  writeByte(output, CLOSE_BRACE)
  anchors.set(name, number)
}

/** Moves to the map on the lines below, if it is the value of the key that was read last. @returns whether it is */
export function enterMap(reader: Reader, column: number): boolean {
  const { bytes, at, start, indent, end } = reader
  if (bytes[at] !== NEWLINE && bytes[at] !== HASH) return false
  reader.end = lineEnd(bytes, at)
  nextLine(reader, false)
  if (reader.indent > column && !isDash(reader) && isKey(reader)) return true
  Object.assign(reader, { start, indent, end })
  return false
}
