import {
  APOSTROPHE,
  BACKSLASH,
  COLON,
  DASH,
  has,
  HASH,
  isDigit,
  NEWLINE,
  PLUS,
  put,
  putAll,
  QUOTE,
  SPACE,
  TAB,
  tableOf,
  TILDE,
  UNDERSCORE,
} from '../codes'
import { last, Output, writeByte, writeUntil } from '../state'
import { writeIndent } from './room'

/**
 * Strings in YAML. How almost all are to be written can be told while their characters are copied: these functions are
 * given where a string of JSON begins, and return where it ends, or 0 if it takes a second look, by `write-scalars.ts`, which
 * has the last word and the names in capitals below. What was written is left there only if it was enough.
 */

/** In one line, if need be in quotes. */
export function writeInLine(open: usize): usize {
  const start = Output.at
  let end = writePlain(open)
  if (end > NEVER_PLAIN) return end
  Output.at = start
  end = writeQuoted(open, end === NEVER_PLAIN)
  if (end === 0) Output.at = start
  return end
}

/** What is returned for a string that needs no second look, but quotes. No string ends there. */
const NEVER_PLAIN: usize = 1

/** What begins like a number, and is longer than one (`LIKE_NUMBER`), gets a second look. */
const MAX_NUMBER: usize = 100

/** @returns where the string ends, 0 or `NEVER_PLAIN` */
function writePlain(open: usize): usize {
  let at = open + 1
  const first = load<u8>(at) as u32
  const beginsLikeNumber = isDigit(first) || first === UNDERSCORE
  if (beginsLikeNumber ? mayBeNumber(at) : !mayBePlain(at) || isExponent(at)) return 0
  const start = Output.at
  while (true) {
    at = writeUntil(at, PLAIN)
    const code = load<u8>(at) as u32
    if (code === QUOTE) break
    if (code === COLON || code === HASH) {
      const next = load<u8>(at + 1) as u32
      if (code === COLON ? next === QUOTE || next === SPACE : last() === SPACE) return NEVER_PLAIN
      writeByte(code)
      at++
    } else {
      at = writeSpecial(at)
      if (at === 0) return 0
    }
  }
  // What is space beyond ASCII is for the second look.
  const length = Output.at - start
  if (last() === SPACE || last() >= 128 || (beginsLikeNumber && length > MAX_NUMBER) || (length <= 5 && isWord(start, Output.at))) return 0
  return at + 1
}

/** In quotes: what cannot be plain, if that is clear from how it begins, or is known already. */
function writeQuoted(open: usize, isNeverPlain: bool): usize {
  if (!isNeverPlain && !needsQuotes(open + 1)) return 0
  const start = Output.at
  const end = writeSingleQuoted(open)
  if (end !== 0) return end
  Output.at = start
  return writeDoubleQuoted(open)
}

/** In single quotes, which it has none of itself. */
function writeSingleQuoted(open: usize): usize {
  let at = open + 1
  writeByte(APOSTROPHE)
  while (true) {
    at = writeUntil(at, QUOTED)
    if (load<u8>(at) === QUOTE) break
    at = writeSpecial(at)
    if (at === 0) return 0
  }
  writeByte(APOSTROPHE)
  return at + 1
}

/** In double quotes, as JSON has it. */
function writeDoubleQuoted(open: usize): usize {
  let at = open + 1
  writeByte(QUOTE)
  while (true) {
    at = writeUntil(at, LINE)
    const code = load<u8>(at) as u32
    if (code === QUOTE) break
    if (code === BACKSLASH) writeByte(BACKSLASH)
    at = writeSpecial(at)
    if (at === 0) return 0
  }
  writeByte(QUOTE)
  return at + 1
}

/** Nothing, what begins with an indicator, numbers of digits alone, and dates. */
function needsQuotes(at: usize): bool {
  const first = load<u8>(at) as u32
  if (isDigit(first)) return isAllDigits(at) || isDate(at)
  return first === QUOTE || has(INDICATOR, first) || (first === BACKSLASH && load<u8>(at + 1) === QUOTE)
}

/** Whether a string begins like a date (`DATE`). */
function isDate(from: usize): bool {
  let at = behindDigits(from)
  if (at !== from + 4 || load<u8>(at) !== DASH) return false
  const month = at + 1
  at = behindDigits(month)
  return at > month && at <= month + 2 && load<u8>(at) === DASH && isDigit(load<u8>(at + 1))
}

function behindDigits(from: usize): usize {
  let at = from
  while (isDigit(load<u8>(at))) at++
  return at
}

/** Whether what begins with a digit or an underscore may go on as a number, time or date does, or be nothing more (`NUMERIC`). */
function mayBeNumber(from: usize): bool {
  let at = from
  while (isDigit(load<u8>(at)) || load<u8>(at) === UNDERSCORE) at++
  return has(IN_NUMBER, load<u8>(at))
}

const IN_NUMBER: usize = tableOf('".:-eExXoObB')

/** Whether a string is an exponent without a number (`NUMERIC`). */
function isExponent(from: usize): bool {
  if ((load<u8>(from) | 32) !== 101) return false
  const sign = load<u8>(from + 1) as u32
  const digits = from + (sign === DASH || sign === PLUS ? 2 : 1)
  return isDigit(load<u8>(digits)) && isAllDigits(digits)
}

/** Whether there are only digits up to the end of a string. */
function isAllDigits(from: usize): bool {
  return load<u8>(behindDigits(from)) === QUOTE
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
  while (true) {
    at = writeUntil(at, LINE)
    const code = load<u8>(at) as u32
    const next = load<u8>(at + 1) as u32
    if (code === QUOTE || (code === BACKSLASH && next === 110)) return at
    if (code === BACKSLASH && next === 116) {
      writeByte(TAB)
      at += 2
    } else {
      at = writeSpecial(at)
      if (at === 0) return 0
    }
  }
}

/** Writes a character that is escaped in JSON but not in YAML, or is beyond ASCII. @returns where the next one begins, or 0 if it is neither */
function writeSpecial(at: usize): usize {
  const code = load<u8>(at) as u32
  if (code === BACKSLASH) {
    const next = load<u8>(at + 1) as u32
    if (!isLiteral(next)) return 0
    writeByte(next)
    return at + 2
  }
  const length: usize = code < 128 ? 0 : widthOf(at)
  if (length === 0) return 0
  store<u32>(Output.at, load<u32>(at))
  Output.at += length
  return at + length
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

/** Whether a text may be plain, by the character that it begins with. Much else gets a second look. */
function mayBePlain(at: usize): bool {
  const first = load<u8>(at) as u32
  return has(LETTER, first) || (first === BACKSLASH && load<u8>(at + 1) === BACKSLASH)
}

const LETTER: usize = tableOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz/()$;^<')
const INDICATOR: usize = tableOf("-?:,[]{}#&*!|>'%@`")

/** What does not stand for itself in a string of JSON, or not in YAML. */
const PLAIN: usize = stops(':#')
const QUOTED: usize = stops("'")
const LINE: usize = stops('')

function stops(more: string): usize {
  const table = tableOf(more)
  for (let code: u32 = 127; code < 256; code++) put(table, code)
  putAll(table, '"\\')
  return table
}

/** Whether some reader takes a text for a boolean, null or merge key (`WORD`). */
function isWord(from: usize, end: usize): bool {
  let word: u64 = 0
  for (let at = from; at < end; at++) word = (word << 8) | (load<u8>(at) | 32)
  switch (word as u32) {
    case 0x79: // y
    case 0x6e: // n
    case 0x796573: // yes
    case 0x6e6f: // no
    case 0x6f6e: // on
    case 0x3c3c: // <<
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
