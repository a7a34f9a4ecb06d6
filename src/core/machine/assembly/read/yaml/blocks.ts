import {
  AMPERSAND,
  APOSTROPHE,
  ASTERISK,
  BACKSLASH,
  BAR,
  CLOSE_BRACE,
  COLON,
  COMMA,
  DASH,
  GREATER,
  has,
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
  tableOf,
} from '../../codes'
import {
  closeList,
  closeMap,
  endName,
  openList,
  openMap,
  openMark,
  separate,
  stopsAt,
  trimEnd,
  writeCharacter,
  writeInteger,
  writeNull,
} from '../output'
import { Output, Reader, writeByte, writeUntil } from '../../state'
import { endAnchor, readAlias, readAnchor } from './anchors'
import { readBlockScalar } from './block-scalar'
import { readFlow } from './flow'
import { endLine, lineEnd, nextLine } from './lines'
import { canBegin, readPlain, restateKey } from './plain'
import { closingQuote, readQuoted } from './quoted'

/** Reads the collection or scalar that begins at the current line (YAML 1.2.2 §8.2), whose parent stands at `column`. */
export function readBlock(column: i32): void {
  if (isDash()) return readList()
  if (isKey()) return readMap()
  const code = load<u8>(Reader.start) as u32
  // An anchor or alias on a line of its own is rare, and may stand behind another one.
  if (code === AMPERSAND || code === ASTERISK) unreachable()
  Reader.at = Reader.start
  readValue(column, false)
}

/** A map (§8.2.2). */
function readMap(): void {
  const column = Reader.indent
  openMap()
  do readEntry(column)
  while (Reader.indent === column)
  if (Reader.indent > column) unreachable()
  closeMap()
}

export function readEntry(column: i32): void {
  separate()
  readKey()
  if (isColon()) readItem()
  else readValue(column, true)
}

/** A list (§8.2.1). */
function readList(): void {
  const column = Reader.indent
  openList()
  do {
    separate()
    readItem()
  } while (Reader.indent === column && isDash())
  if (Reader.indent > column) unreachable()
  closeList()
}

/** What stands behind an indicator: on the same line, a collection may begin as if on a line of its own. */
function readItem(): void {
  const column = Reader.indent
  const start = Reader.start
  let at = start + 1
  while (load<u8>(at) === SPACE) at++
  const code = load<u8>(at) as u32
  if (code === TAB) unreachable()
  Reader.at = at
  if (code === NEWLINE || code === HASH || code === AMPERSAND || code === ASTERISK) return readValue(column, false)
  Reader.indent += (at - start) as i32
  Reader.start = at
  readBlock(column)
}

/** Whether the current line is an item of a list. */
function isDash(): bool {
  return load<u8>(Reader.start) === DASH && isBlank(load<u8>(Reader.start + 1))
}

/** Whether the current line begins with a key. */
export function isKey(): bool {
  const start = Reader.start
  const code = load<u8>(start) as u32
  if (code === QUOTE || code === APOSTROPHE) return colonBehindQuotes(start) !== 0
  const next = load<u8>(start + 1) as u32
  if (code === QUESTION && isBlank(next)) return true
  if (!canBegin(code, next)) return false
  let at = start
  while (!has(MAY_END_KEY, load<u8>(at)) || !endsKey(at)) at++
  return load<u8>(at) === COLON
}

/** Whether a plain key ends at a character that may end one: at its colon, or because it is none. */
function endsKey(at: usize): bool {
  const code = load<u8>(at) as u32
  if (code === COLON) return isBlank(load<u8>(at + 1))
  return code === NEWLINE || code === TAB || (code === HASH && load<u8>(at - 1) === SPACE)
}

const MAY_END_KEY: usize = tableOf('\n:#\t')

/** @returns where the colon is behind a key in quotes, or 0 if there is none */
function colonBehindQuotes(start: usize): usize {
  const close = closingQuote(start)
  if (close === 0) return 0
  let at = close + 1
  while (load<u8>(at) === SPACE) at++
  return load<u8>(at) === COLON && isBlank(load<u8>(at + 1)) ? at : 0
}

/** Reads a key; `Reader.at` tells where its value begins. */
export function readKey(): void {
  const start = Reader.start
  const name = Output.at
  const code = load<u8>(start) as u32
  if (code === QUESTION && isBlank(load<u8>(start + 1))) readExplicitKey()
  else {
    const colon = code === QUOTE || code === APOSTROPHE ? readQuotedKey() : readPlainKey()
    // A limit of YAML itself (§7.4.2).
    if (colon - start > 1024) unreachable()
    let at = colon + 1
    while (load<u8>(at) === SPACE) at++
    if (load<u8>(at) === TAB) unreachable()
    Reader.at = at
  }
  endName(name)
}

function readQuotedKey(): usize {
  const colon = colonBehindQuotes(Reader.start)
  if (colon === 0) unreachable()
  readQuoted(Reader.start, Reader.indent)
  return colon
}

function readPlainKey(): usize {
  const start = Reader.start
  const name = Output.at
  if (!canBegin(load<u8>(start), load<u8>(start + 1))) unreachable()
  writeByte(QUOTE)
  let at = writeUntil(start, KEY)
  while (!endsKey(at)) at = writeUntil(writeCharacter(at), KEY)
  if (load<u8>(at) !== COLON) unreachable()
  trimEnd()
  writeByte(QUOTE)
  restateKey(name)
  return at
}

const KEY: usize = stopsAt(COLON, HASH)

/** A key behind a question mark, which may be any scalar; its value stands on a line of its own, like an item. */
function readExplicitKey(): void {
  const column = Reader.indent
  const name = Output.at
  readItem()
  // Marks begin with a backslash.
  const first = load<u8>(name + 1)
  const isString = load<u8>(name) === QUOTE && first !== BACKSLASH && first !== LESS
  if (!isString || Reader.indent !== column || !isColon()) unreachable()
}

/** Whether the current line holds the value of an explicit key. */
function isColon(): bool {
  return load<u8>(Reader.start) === COLON && isBlank(load<u8>(Reader.start + 1))
}

/**
 * Reads the value that begins at `Reader.at` or on the lines below, and moves behind it.
 *
 * @param column of the key or dash it belongs to
 * @param isOfMap whether it belongs to a key, so that a list may begin below without indentation
 */
export function readValue(column: i32, isOfMap: bool): void {
  const at = Reader.at
  switch (load<u8>(at) as u32) {
    case NEWLINE:
    case HASH:
      Reader.end = lineEnd(at)
      nextLine(false)
      if (Reader.indent > column || (isOfMap && Reader.indent === column && isDash())) readBlock(column)
      else writeNull()
      return
    case QUOTE:
    case APOSTROPHE:
      readQuoted(at, column)
      return endValue(column)
    case OPEN_BRACE:
    case OPEN_BRACKET:
      readFlow(at, column)
      return endValue(column)
    case ASTERISK:
      readAlias(at)
      return endValue(column)
    case AMPERSAND:
      return readAnchored(at, column, isOfMap)
    case BAR:
    case GREATER:
      readBlockScalar(at, column)
      if (Reader.indent > column) unreachable()
      return
    default:
      readPlain(at, column)
  }
}

/** Moves behind a value that ended in the middle of a line. */
function endValue(column: i32): void {
  endLine(Reader.at)
  nextLine(false)
  if (Reader.indent > column) unreachable()
}

function readAnchored(at: usize, column: i32, isOfMap: bool): void {
  const anchor = readAnchor(at)
  while (load<u8>(Reader.at) === SPACE) Reader.at++
  const code = load<u8>(Reader.at) as u32
  if (code === AMPERSAND || code === ASTERISK) unreachable()
  const number = Reader.marks++
  writeByte(OPEN_BRACE)
  openMark(AMPERSAND)
  writeByte(QUOTE)
  writeByte(COLON)
  writeInteger(number)
  writeByte(COMMA)
  writeByte(QUOTE)
  writeByte(QUOTE)
  writeByte(COLON)
  Output.names += 2
  readValue(column, isOfMap)
  writeByte(CLOSE_BRACE)
  endAnchor(anchor, number)
}

/** Moves to the map on the lines below, if it is the value of the key that was read last. @returns whether it is */
export function enterMap(column: i32): bool {
  const at = Reader.at
  const start = Reader.start
  const indent = Reader.indent
  const end = Reader.end
  const code = load<u8>(at) as u32
  if (code !== NEWLINE && code !== HASH) return false
  Reader.end = lineEnd(at)
  nextLine(false)
  if (Reader.indent > column && !isDash() && isKey()) return true
  Reader.start = start
  Reader.indent = indent
  Reader.end = end
  return false
}
