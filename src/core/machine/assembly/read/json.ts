import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DASH,
  DOT,
  has,
  NEWLINE,
  newTable,
  NINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  put,
  putAll,
  QUOTE,
  RETURN,
  SPACE,
  TAB,
  tableOf,
} from '../codes'
import { exactNumber, tookScalar } from '../host'
import { areEnough, beginEntry, endEntry, offsetOf } from './entries'
import { closeList, closeMap, endName, markText, openList, openMap, separate, stopsAt, writeCharacter, writeText } from './output'
import { mark } from './restart'
import { noteUnlike } from './texts'
import { last, needMore, Output, Reader, Text, writeByte, writeUntil } from '../state'

/** Moves to the next token. @returns its first character, or -1 at the end of the text */
export function jsonToken(): i32 {
  mark(Reader.at)
  const code = skipSpace()
  return Reader.at < Text.end ? code : -1
}

/** Moves into an object. @returns whether it has entries */
export function jsonEnter(): bool {
  mark(Reader.at)
  Reader.at++
  if (skipSpace() !== CLOSE_BRACE) return true
  Reader.at++
  return false
}

/** Moves to the next entry of an object, or behind it. @returns whether there is one */
export function jsonNext(): bool {
  mark(Reader.at)
  return next()
}

/** Reads a value. */
export function jsonValue(): void {
  mark(Reader.at)
  readValue()
}

/** Reads one entry as an object, without its end; only its name where the value is an object. @returns whether it is */
export function jsonEntry(): bool {
  mark(Reader.at)
  openMap()
  skipSpace()
  beginEntry(Reader.at)
  readName()
  if (skipSpace() === OPEN_BRACE) return true
  readValue()
  return false
}

/** Reads entries of the open object, until so much was written. @returns whether there are more */
export function jsonEntries(limit: u32): bool {
  let isMore: bool
  do {
    mark(Reader.at)
    separate()
    skipSpace()
    const start = offsetOf(Reader.at)
    readName()
    readValue()
    isMore = next()
    endEntry(start)
  } while (isMore && Output.at - Output.start <= limit && !areEnough())
  return isMore
}

function next(): bool {
  const code = skipSpace()
  if (code !== COMMA && code !== CLOSE_BRACE) unreachable()
  Reader.at++
  return code === COMMA
}

/** Reads a name and its colon. */
function readName(): void {
  const start = Output.at
  if (skipSpace() !== QUOTE) unreachable()
  Reader.at = readString(Reader.at)
  if (skipSpace() !== COLON) unreachable()
  Reader.at++
  endName(start)
}

/** Copies a value, token by token. Whether they stand where they may is for `JSON.parse` to say. */
function readValue(): void {
  const depth = Output.depth
  let at = Reader.at
  /** Where the last string begins, which may be a name. */
  let string = Output.at
  do {
    let code = load<u8>(at) as u32
    while (isWhite(code)) code = load<u8>(++at) as u32
    switch (code) {
      case QUOTE:
        string = Output.at
        at = readString(at)
        continue
      case COLON:
        endName(string)
        break
      case COMMA:
        writeByte(COMMA)
        break
      case OPEN_BRACE:
        openMap()
        break
      case CLOSE_BRACE:
        if (Output.depth === depth) unreachable()
        closeMap()
        break
      case OPEN_BRACKET:
        openList()
        break
      case CLOSE_BRACKET:
        if (Output.depth === depth) unreachable()
        closeList()
        break
      default:
        at = readScalar(at)
        continue
    }
    at++
  } while (Output.depth > depth)
  Reader.at = at
}

/** Copies a string; whether its escapes are right is for `JSON.parse` to say. @returns where it ends */
function readString(open: usize): usize {
  let at = open + 1
  writeByte(QUOTE)
  if (isNul(at)) markText()
  while (true) {
    at = writeUntil(at, STRING)
    const code = load<u8>(at) as u32
    if (code === QUOTE) break
    if (code === BACKSLASH) {
      store<u16>(Output.at, load<u16>(at))
      Output.at += 2
      if (!has(SHORT_ESCAPE, load<u8>(at + 1))) noteUnlike()
      at += 2
    } else if (code >= 128) at = writeCharacter(at)
    else {
      if (at >= Text.end) needMore()
      unreachable()
    }
  }
  writeByte(QUOTE)
  return at + 1
}

const STRING: usize = stopsAt()

/** What stands behind a backslash where `JSON.stringify` has one (ECMA-262 §25.5.2.3). */
const SHORT_ESCAPE: usize = tableOf('"\\bfnrt')

/** Whether an escape for NUL stands somewhere. */
function isNul(at: usize): bool {
  return load<u8>(at) === BACKSLASH && load<u8>(at + 1) === 117 && load<u32>(at + 2) === 0x30303030
}

/** Copies a number or word; which it is, is for `JSON.parse` to say. @returns where it ends */
function readScalar(from: usize): usize {
  let at = from
  let isExponential = false
  let isFraction = false
  for (let code = load<u8>(at) as u32; !has(ENDS_SCALAR, code); code = load<u8>(++at) as u32) {
    if ((code | 32) === 101) isExponential = true
    if (code === DOT) isFraction = true
  }
  if (at >= Text.end) needMore()
  // Two of them with nothing but a space between must not become one.
  const isBehindOther = Output.at > Output.start && !has(IS_BEFORE_VALUE, last())
  if (at === from || isBehindOther) unreachable()
  const first = load<u8>(from) as u32
  // Fifteen digits fit into a double; more and exponents may not, and -0 is not 0.
  if (first <= NINE && (isExponential || first === DASH || at - from > 15)) writeExactly(from, at)
  else writeText(from, at)
  // 1.0 is 1.
  if (isFraction) noteUnlike()
  return at
}

function writeExactly(from: usize, end: usize): void {
  if (!tookScalar(exactNumber(from, end, Output.at), from, end)) unreachable()
}

function isWhite(code: u32): bool {
  return code === SPACE || code === NEWLINE || code === RETURN || code === TAB
}

const ENDS_SCALAR: usize = newTable()
for (let code: u32 = 0; code < 33; code++) put(ENDS_SCALAR, code, code === 0 || isWhite(code) ? 1 : 0)
putAll(ENDS_SCALAR, '":,{}[]')

const IS_BEFORE_VALUE: usize = tableOf(':,[')

/** Moves to the next token. */
function skipSpace(): u32 {
  let at = Reader.at
  while (isWhite(load<u8>(at))) at++
  Reader.at = at
  if (at >= Text.end) needMore()
  return load<u8>(at)
}
