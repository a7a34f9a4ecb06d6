import {
  BACKSLASH,
  behindString,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOLLAR,
  EQUALS,
  has,
  isDigit,
  newTable,
  OPEN_BRACE,
  OPEN_BRACKET,
  put,
  QUOTE,
  SPACE,
  ZERO,
} from '../codes'
import { last, needMore, Output, Text, writeByte } from '../state'
import { noteText, noteUnlike } from './texts'

/** For each depth: where the open object begins, from the beginning of what was written. */
const OPEN: usize = memory.data(4 * 512)

/**
 * For each depth: the largest of the integer-like names of the open object so far, which JavaScript puts first; `NO_INDEX`
 * once another name came; `UNORDERED` once the order is not JavaScript's.
 */
const LARGEST: usize = memory.data(8 * 512)
const NO_INDEX: i64 = i64.MAX_VALUE
const UNORDERED: i64 = -2

export function clear(): void {
  Output.at = Output.start
  Output.names = 0
  Output.isMarked = false
  Output.depth = 0
}

/**
 * A table of the characters that are not written as they are: quotes, backslashes and control characters (RFC 8259 §7), and
 * all beyond ASCII, since `JSON.parse` is faster if there are none; and of some more.
 */
export function stopsAt(first: u32 = QUOTE, second: u32 = QUOTE): usize {
  const table = newTable()
  for (let code: u32 = 0; code < 256; code++) put(table, code, code < SPACE || code > 127 ? 1 : 0)
  put(table, QUOTE)
  put(table, BACKSLASH)
  put(table, first)
  put(table, second)
  return table
}

/** Writes the inside of a string. */
export function writeText(from: usize, end: usize): void {
  let at = from
  while (at < end) {
    const code = load<u8>(at) as u32
    if (has(NEEDS_ESCAPE, code)) at = writeCharacter(at)
    else {
      writeByte(code)
      at++
    }
  }
}

const NEEDS_ESCAPE: usize = stopsAt()

/** Writes a character of a string. @returns where the next one begins */
export function writeCharacter(at: usize): usize {
  const code = load<u8>(at) as u32
  if (code >= 128) return writeWide(at)
  writeCode(code)
  return at + 1
}

/** Writes a character of several bytes (UTF-8, RFC 3629 §3). */
function writeWide(at: usize): usize {
  const lead = load<u8>(at) as u32
  const length: u32 = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  if (at + length > Text.end) needMore()
  let code = lead & (0xff >> (length + 1))
  for (let index: u32 = 1; index < length; index++) {
    const next = load<u8>(at + index) as u32
    if (next >> 6 !== 2) unreachable()
    code = (code << 6) | (next & 0x3f)
  }
  const smallest: u32 = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000
  // Mistakes are replaced by the decoder of the full parser: stray and superfluous bytes, surrogates, codes too large.
  if (lead < 0xc2 || lead > 0xf4 || code < smallest || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) unreachable()
  if (Output.isExact) {
    for (let index: u32 = 0; index < length; index++) writeByte(load<u8>(at + index))
  } else writeCode(code)
  return at + length
}

/** Writes a character of a string by its code point, as `JSON.stringify` does if it is ASCII. */
export function writeCode(code: u32): void {
  if (Output.isExact && code >= 128 && (code < 0xd800 || code >= 0xe000)) writeUtf8(code)
  else if (code >= 0x10000) {
    writeUnit(0xd7c0 + (code >> 10))
    writeUnit(0xdc00 + (code & 0x3ff))
  } else if (code >= 128) writeUnit(code)
  else if (code >= SPACE) {
    if (code === QUOTE || code === BACKSLASH) writeByte(BACKSLASH)
    writeByte(code)
  } else {
    const letter = shortEscape(code)
    if (letter === 0) writeUnit(code)
    else {
      writeByte(BACKSLASH)
      writeByte(letter)
    }
  }
}

/** Writes a code point in UTF-8 (RFC 3629 §3). */
function writeUtf8(code: u32): void {
  if (code < 0x800) writeByte(0xc0 | (code >> 6))
  else {
    if (code < 0x10000) writeByte(0xe0 | (code >> 12))
    else {
      writeByte(0xf0 | (code >> 18))
      writeByte(0x80 | ((code >> 12) & 0x3f))
    }
    writeByte(0x80 | ((code >> 6) & 0x3f))
  }
  writeByte(0x80 | (code & 0x3f))
}

/** The letter that stands for a control character behind a backslash (RFC 8259 §7), or 0. */
function shortEscape(code: u32): u32 {
  switch (code) {
    case 8:
      return 98
    case 9:
      return 116
    case 10:
      return 110
    case 12:
      return 102
    case 13:
      return 114
    default:
      return 0
  }
}

/** Writes a code unit as an escape. */
export function writeUnit(unit: u32): void {
  if (unit === 0) markText()
  writeByte(BACKSLASH)
  writeByte(117)
  writeHex(unit >> 12)
  writeHex(unit >> 8)
  writeHex(unit >> 4)
  writeHex(unit)
  noteUnlike()
}

function writeHex(digit: u32): void {
  const low = digit & 15
  writeByte(low < 10 ? ZERO + low : 87 + low)
}

/** A string that begins with NUL must not look like a mark: it is one for itself. */
export function markText(): void {
  if (Output.isExact || last() !== QUOTE || load<u8>(Output.at - 2) === BACKSLASH) return
  writeMarked(DOLLAR)
}

/** Writes NUL, which begins a mark, and its kind. */
function writeMarked(kind: u32): void {
  Output.isMarked = true
  writeByte(BACKSLASH)
  writeByte(117)
  for (let zeros = 0; zeros < 4; zeros++) writeByte(ZERO)
  writeByte(kind)
}

/** Begins a string that stands for something else. */
export function openMark(kind: u32): void {
  writeByte(QUOTE)
  writeMarked(kind)
}

/** Writes a string that stands for something else, which has a number. */
export function writeMark(kind: u32, number: u32): void {
  openMark(kind)
  writeInteger(number)
  writeByte(QUOTE)
}

export function writeInteger(value: u32): void {
  if (value > 9) writeInteger(value / 10)
  writeByte(ZERO + (value % 10))
}

export function writeNull(): void {
  store<u32>(Output.at, 0x6c6c756e)
  Output.at += 4
}

/** Writes line breaks inside a string. */
export function writeBreaks(count: i32): void {
  for (let left = count; left > 0; left--) {
    writeByte(BACKSLASH)
    writeByte(110)
  }
}

/** Begins an object, list item or name: with a comma unless it is the first in its container. */
export function separate(): void {
  const before = last()
  if (before !== OPEN_BRACE && before !== OPEN_BRACKET) writeByte(COMMA)
}

/** Takes back spaces at the end of what was written. */
export function trimEnd(): void {
  while (last() === SPACE) Output.at--
}

export function openMap(): void {
  const depth = deeper()
  store<u32>(OPEN + 4 * depth, (Output.at - Output.start) as u32)
  setLargest(depth, -1)
  writeByte(OPEN_BRACE)
}

/** What is known of the order of names in the open object. */
export function order(): i64 {
  return Output.depth > 0 ? load<i64>(LARGEST + 8 * (Output.depth - 1)) : 0
}

export function setOrder(value: i64): void {
  if (Output.depth > 0) setLargest(Output.depth - 1, value)
}

function setLargest(depth: i32, value: i64): void {
  store<i64>(LARGEST + 8 * depth, value)
}

/** To be called when a name has been written, with where it begins. */
export function endName(start: usize): void {
  Output.names++
  const known = order()
  if (known !== UNORDERED) {
    const first = load<u8>(start + 1) as u32
    const index = isDigit(first) || first === BACKSLASH ? indexAt(start) : NO_INDEX
    if (index !== NO_INDEX) setOrder(index > known ? index : UNORDERED)
    else if (known !== NO_INDEX) setOrder(NO_INDEX)
  }
  writeByte(COLON)
}

/**
 * The number that the name written last is, if it is one that JavaScript orders by number (array indices, ECMA-262
 * §6.1.7). An escape may stand for a digit, or for NUL, and the order is kept: -1.
 */
function indexAt(start: usize): i64 {
  const end = Output.at - 1
  let at = start + 1
  let value: i64 = 0
  for (; at < end && at - start < 12; at++) {
    const code = load<u8>(at) as u32
    if (!isDigit(code)) break
    value = value * 10 + (code - ZERO)
  }
  if (load<u8>(at) === BACKSLASH) {
    // \u00, and the 3 of a digit or the 0 of a control character.
    const isUnit = load<u8>(at + 1) === 117 && load<u8>(at + 2) === ZERO && load<u8>(at + 3) === ZERO
    const third = load<u8>(at + 4) as u32
    return isUnit && (third === ZERO || third === ZERO + 3) ? -1 : NO_INDEX
  }
  const digits = (at - start - 1) as i32
  const isIndex = at === end && digits < 11 && (digits === 1 || load<u8>(start + 1) !== ZERO)
  return isIndex ? value : NO_INDEX
}

/** Counts a container. The last few levels are left to the full parser, which knows the depth from the root. */
function deeper(): i32 {
  if (Output.depth >= Output.maxDepth) unreachable()
  return Output.depth++
}

export function closeMap(): void {
  const start = load<u32>(OPEN + 4 * (Output.depth - 1))
  if (order() === UNORDERED && !Output.isExact) writeOrder(Output.start + start)
  Output.depth--
  writeByte(CLOSE_BRACE)
  noteText(start)
}

/** Writes the order of the names of an object, as one more entry. */
function writeOrder(open: usize): void {
  const end = Output.at
  separate()
  openMark(EQUALS)
  writeByte(QUOTE)
  Output.names++
  writeByte(COLON)
  writeByte(OPEN_BRACKET)
  let isName = true
  let depth = 0
  for (let at = open + 1; at < end; at++) {
    const code = load<u8>(at) as u32
    if (code === QUOTE) {
      const close = behindString(at)
      if (isName && depth === 0) {
        separate()
        memory.copy(Output.at, at, close - at)
        Output.at += close - at
      }
      at = close - 1
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--
    else if (depth === 0) {
      if (code === COLON) isName = false
      else if (code === COMMA) isName = true
    }
  }
  writeByte(CLOSE_BRACKET)
}

export function openList(): void {
  const depth = deeper()
  store<u32>(OPEN + 4 * depth, (Output.at - Output.start) as u32)
  writeByte(OPEN_BRACKET)
}

export function closeList(): void {
  Output.depth--
  writeByte(CLOSE_BRACKET)
  noteText(load<u32>(OPEN + 4 * Output.depth))
}
