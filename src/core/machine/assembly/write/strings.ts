import { APOSTROPHE, BACKSLASH, COLON, HASH, has, isDigit, newTable, NEWLINE, put, QUOTE, SPACE, TAB, TILDE } from '../codes'
import { Output, writeByte } from '../state'
import { writeIndent } from './room'

/**
 * Strings in YAML. How almost all are to be written can be told while their characters are copied: these functions are
 * given where a string of JSON begins, and return where it ends, or 0 if it takes a second look (`render/scalars.ts`). What
 * was written is in front of `Output.at` only if it was enough.
 */

/** In one line, without quotes. */
export function writePlain(open: usize): usize {
  let at = open + 1
  if (!mayBePlain(at)) return 0
  const start = Output.at
  let to = start
  while (true) {
    let code = load<u8>(at) as u32
    while (!has(PLAIN, code)) {
      store<u8>(to++, code as u8)
      code = load<u8>(++at) as u32
    }
    if (code === QUOTE) break
    const next = load<u8>(at + 1) as u32
    if (code === BACKSLASH) {
      if (next !== QUOTE && next !== BACKSLASH) return 0
      store<u8>(to++, next as u8)
      at += 2
    } else if (code >= 128) {
      const length = widthOf(at)
      if (length === 0) return 0
      store<u32>(to, load<u32>(at))
      to += length
      at += length
    } else {
      if (code === COLON && (next === QUOTE || next === SPACE)) return 0
      if (code === HASH && load<u8>(to - 1) === SPACE) return 0
      if (code > TILDE) return 0
      store<u8>(to++, code as u8)
      at++
    }
  }
  const end = load<u8>(to - 1) as u32
  // What is space beyond ASCII is for the second look.
  if (end === SPACE || end >= 128 || (to - start <= 5 && isWord(start, to))) return 0
  Output.at = to
  return at + 1
}

/** In one line, in single quotes: what begins with an indicator, and numbers of digits alone. */
export function writeQuoted(open: usize): usize {
  let at = open + 1
  const first = load<u8>(at) as u32
  const isNumber = isDigit(first)
  if (!isNumber && !has(INDICATOR, first) && !(first === BACKSLASH && load<u8>(at + 1) === QUOTE)) return 0
  let to = Output.at
  store<u8>(to++, APOSTROPHE as u8)
  while (true) {
    let code = load<u8>(at) as u32
    while (!has(QUOTED, code)) {
      if (isNumber && !isDigit(code)) return 0
      store<u8>(to++, code as u8)
      code = load<u8>(++at) as u32
    }
    if (code === QUOTE) break
    if (isNumber || code === APOSTROPHE || code === 127) return 0
    if (code === BACKSLASH) {
      const next = load<u8>(at + 1) as u32
      if (next !== QUOTE && next !== BACKSLASH) return 0
      store<u8>(to++, next as u8)
      at += 2
    } else {
      const length = widthOf(at)
      if (length === 0) return 0
      store<u32>(to, load<u32>(at))
      to += length
      at += length
    }
  }
  store<u8>(to++, APOSTROPHE as u8)
  Output.at = to
  return at + 1
}

/** As a literal block, behind a space and with the line end: what has several lines, and begins with a character that can be seen. */
export function writeBlock(open: usize, depth: i32): usize {
  const start = Output.at
  const end = blockLines(open, depth)
  if (end === 0) Output.at = start
  return end
}

function blockLines(open: usize, depth: i32): usize {
  let at = open + 1
  const first = load<u8>(at) as u32
  const isSeen = first === BACKSLASH ? isLiteral(load<u8>(at + 1)) : first > SPACE && first <= TILDE
  if (!isSeen) return 0
  const header = Output.at
  // " |-"
  store<u32>(header, 0x0a2d7c20)
  Output.at = header + 4
  let hasBreak = false
  let isLineStart = true
  while (true) {
    const code = load<u8>(at) as u32
    if (code === QUOTE) break
    if (code === BACKSLASH && load<u8>(at + 1) === 110) {
      writeByte(NEWLINE)
      hasBreak = true
      isLineStart = true
      at += 2
      continue
    }
    if (isLineStart) {
      writeIndent(depth)
      isLineStart = false
    }
    at = lineRest(at)
    if (at === 0) return 0
  }
  if (!hasBreak) return 0
  const keepsEnd = isLineStart
  const end = load<u8>(Output.at - (keepsEnd ? 2 : 1)) as u32
  if (end === NEWLINE || end === SPACE || end === TAB) return 0
  if (keepsEnd) {
    memory.copy(header + 2, header + 3, Output.at - header - 3)
    Output.at--
  } else writeByte(NEWLINE)
  return at + 1
}

/** Writes the characters of a line. @returns where the line ends, or 0 */
function lineRest(from: usize): usize {
  let at = from
  let to = Output.at
  while (true) {
    let code = load<u8>(at) as u32
    while (!has(LINE, code)) {
      store<u8>(to++, code as u8)
      code = load<u8>(++at) as u32
    }
    if (code === QUOTE) break
    if (code === BACKSLASH) {
      const next = load<u8>(at + 1) as u32
      if (next === 110) break
      if (next !== 116 && !isLiteral(next)) return 0
      store<u8>(to++, (next === 116 ? TAB : next) as u8)
      at += 2
    } else {
      const length: usize = code === 127 ? 0 : widthOf(at)
      if (length === 0) return 0
      store<u32>(to, load<u32>(at))
      to += length
      at += length
    }
  }
  Output.at = to
  return at
}

function isLiteral(escaped: u32): bool {
  return escaped === QUOTE || escaped === BACKSLASH
}

/** How many bytes the character takes that begins somewhere, or 0 if it must be escaped: controls, line separators, byte order marks. */
function widthOf(at: usize): usize {
  const lead = load<u8>(at) as u32
  if (lead >= 0xf0) return 4
  const second = load<u8>(at + 1) as u32
  if (lead < 0xe0) return lead === 0xc2 && second < 0xa0 ? 0 : 2
  const third = load<u8>(at + 2) as u32
  const isSeparator = lead === 0xe2 && second === 0x80 && (third === 0xa8 || third === 0xa9)
  const isMark = lead === 0xef && ((second === 0xbb && third === 0xbf) || (second === 0xbf && third >= 0xbe))
  return isSeparator || isMark ? 0 : 3
}

/** Whether a text may be plain, by the character that it begins with. Numbers, dates and much else get a second look. */
function mayBePlain(at: usize): bool {
  const first = load<u8>(at) as u32
  return has(LETTER, first) || (first === BACKSLASH && load<u8>(at + 1) === BACKSLASH)
}

const LETTER: usize = newTable()
for (let letter: u32 = 97; letter <= 122; letter++) {
  put(LETTER, letter)
  put(LETTER, letter - 32)
}
putAll(LETTER, '/()$;^')

const INDICATOR: usize = newTable()
putAll(INDICATOR, '-?:,[]{}#&*!|>%@`')

/** What does not stand for itself in a string of JSON, or not in YAML. */
const PLAIN: usize = stops(':#')
const QUOTED: usize = stops("'")
const LINE: usize = stops('')

function stops(more: string): usize {
  const table = newTable()
  for (let code: u32 = 127; code < 256; code++) put(table, code)
  putAll(table, '"\\')
  putAll(table, more)
  return table
}

function putAll(table: usize, characters: string): void {
  for (let index = 0; index < characters.length; index++) put(table, characters.charCodeAt(index))
}

/** Whether some reader takes a text for a boolean or null (`WORD` in `render/scalars.ts`). */
function isWord(from: usize, end: usize): bool {
  let word: u64 = 0
  for (let at = from; at < end; at++) word = (word << 8) | (load<u8>(at) | 32)
  switch (word as u32) {
    case 0x79: // y
    case 0x6e: // n
    case 0x796573: // yes
    case 0x6e6f: // no
    case 0x6f6e: // on
    case 0x6f6666: // off
    case 0x74727565: // true
    case 0x6e756c6c: // null
      return word < 0x100000000
    case 0x616c7365: // false
      return word === 0x66616c7365
    default:
      return false
  }
}
