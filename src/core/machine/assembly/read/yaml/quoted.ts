import { APOSTROPHE, BACKSLASH, isDigit, NEWLINE, QUOTE, SPACE, ZERO } from '../../codes'
import { stopsAt, trimEnd, writeBreaks, writeCharacter, writeCode, writeUnit } from '../output'
import { Reader, writeByte, writeUntil } from '../../state'
import { behindSpaces, nextLine } from './lines'

/**
 * Reads a quoted scalar (YAML 1.2.2 §7.3.1 and §7.3.2); `Reader.at` tells where it ends.
 *
 * @param open where its first quote is
 * @param column what the lines below must be indented further than
 */
export function readQuoted(open: usize, column: i32): void {
  const isDouble = load<u8>(open) === QUOTE
  writeByte(QUOTE)
  Reader.at = open + 1
  while (!(isDouble ? readDouble() : readSingle())) {
    const at = Reader.at
    // An escaped line break is none (§7.3.1).
    const isEscaped = load<u8>(at) === BACKSLASH
    Reader.end = isEscaped ? at + 1 : at
    if (!nextLine(true) || Reader.indent <= column) unreachable()
    // What empty lines behind it mean is left to the full parser.
    if (isEscaped && Reader.empty > 0) unreachable()
    // Line folding (§6.5): a break between two lines is a space, each further one is kept.
    if (Reader.empty > 0) writeBreaks(Reader.empty)
    else if (!isEscaped) writeByte(SPACE)
    Reader.at = Reader.start
  }
  writeByte(QUOTE)
}

/** Reads to the end of a scalar, or of its line. @returns whether it was the former */
function readSingle(): bool {
  while (true) {
    const at = writeUntil(Reader.at, SINGLE)
    if (load<u8>(at) === APOSTROPHE) {
      Reader.at = at + 1
      if (load<u8>(at + 1) !== APOSTROPHE) return true
      writeByte(APOSTROPHE)
      Reader.at = at + 2
    } else if (endsLine(at)) return false
    else Reader.at = writeCharacter(at)
  }
}

function readDouble(): bool {
  while (true) {
    const at = writeUntil(Reader.at, DOUBLE)
    const code = load<u8>(at) as u32
    Reader.at = at + 1
    if (code === QUOTE) return true
    if (code === BACKSLASH) {
      if (load<u8>(at + 1) === NEWLINE) {
        Reader.at = at
        return false
      }
      readEscape(at)
    } else if (endsLine(at)) return false
    else Reader.at = writeCharacter(at)
  }
}

const SINGLE: usize = stopsAt(APOSTROPHE)
const DOUBLE: usize = stopsAt()

/** Whether a line ends at a character, or at spaces that begin there; those in front of it are left out, too. */
function endsLine(at: usize): bool {
  const behind = behindSpaces(at)
  if (load<u8>(behind) !== NEWLINE) return false
  Reader.at = behind
  trimEnd()
  return true
}

/** @returns where the quote is that ends a scalar, or 0 if it is not on the same line */
export function closingQuote(open: usize): usize {
  const quote = load<u8>(open) as u32
  let at = open + 1
  for (let code = load<u8>(at) as u32; code !== NEWLINE; code = load<u8>(++at) as u32) {
    if (code === BACKSLASH && quote === QUOTE && load<u8>(at + 1) !== NEWLINE) at++
    else if (code === quote) {
      if (quote === QUOTE || load<u8>(at + 1) !== quote) return at
      at++
    }
  }
  return 0
}

/** Reads an escape (§5.7). */
function readEscape(at: usize): void {
  const letter = load<u8>(at + 1) as u32
  const digits: usize = letter === 120 ? 2 : letter === 117 ? 4 : letter === 85 ? 8 : 0
  Reader.at = at + 2 + digits
  const code = digits > 0 ? hexAt(at + 2, digits) : escaped(letter)
  // Unlike one that is not escaped, a space counts at the end of a line.
  if (code === SPACE) writeUnit(SPACE)
  else writeCode(code)
}

function hexAt(from: usize, length: usize): u32 {
  let value: u64 = 0
  for (let at = from; at < from + length; at++) {
    const code = load<u8>(at) as u32
    const letter = (code | 32) - 97
    if (isDigit(code)) value = (value << 4) | (code - ZERO)
    else if (letter < 6) value = (value << 4) | (letter + 10)
    else unreachable()
  }
  if (value > 0x10ffff) unreachable()
  return value as u32
}

/** What a letter behind a backslash stands for. */
function escaped(letter: u32): u32 {
  switch (letter) {
    case 48: // 0
      return 0
    case 97: // a
      return 7
    case 98: // b
      return 8
    case 9:
    case 116: // t
      return 9
    case 110: // n
      return 10
    case 118: // v
      return 11
    case 102: // f
      return 12
    case 114: // r
      return 13
    case 101: // e
      return 27
    case 32:
    case 34: // "
    case 47: // /
    case 92: // \
      return letter
    case 78: // N
      return 0x85
    case 95: // _
      return 0xa0
    case 76: // L
      return 0x2028
    case 80: // P
      return 0x2029
    default:
      unreachable()
      return 0
  }
}
