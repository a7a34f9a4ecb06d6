import {
  behindString,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DASH,
  DOT,
  has,
  isDigit,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  PLUS,
  QUOTE,
  SPACE,
  tableOf,
} from '../codes'
import { keyText, scalarText } from '../host'
import { Output, Reader, writeByte } from '../state'
import { writeIndent } from './room'
import { writeBlock, writeInLine } from './strings'

/** The longest key that is written as others are (YAML 1.2.2 §8.2.2: implicit keys have at most 1024 characters). */
const MAX_KEY: usize = 1000

/** Writes the entry of an object, or the item of a list, that stands in the text: in block style, two spaces a level, lines never folded. */
export function writeYaml(depth: i32): void {
  const isItem = load<u8>(Reader.at) === OPEN_BRACKET
  Reader.at++
  if (isItem) {
    writeIndent(depth)
    behindDash(depth)
  } else entry(depth, false)
}

/** @param isInline whether it goes on in a line that has been begun */
function entry(depth: i32, isInline: bool): void {
  if (!isInline) writeIndent(depth)
  key(depth)
  Reader.at++
  value(depth)
}

function key(depth: i32): void {
  const open = Reader.at
  const start = Output.at
  let end = writeInLine(open)
  if (end !== 0 && end - open <= MAX_KEY) {
    Reader.at = end
    writeByte(COLON)
    return
  }
  end = behindString(open)
  Reader.at = end
  Output.at = start + keyText(open, end, depth, start)
}

/** Behind a key or a dash, with the line end. */
function value(depth: i32): void {
  switch (load<u8>(Reader.at) as u32) {
    case QUOTE:
      return string(depth + 1)
    case OPEN_BRACE:
      if (isEmpty()) return none(0x7d7b)
      writeByte(NEWLINE)
      return entries(depth + 1, false)
    case OPEN_BRACKET:
      if (isEmpty()) return none(0x5d5b)
      writeByte(NEWLINE)
      return items(depth + 1, false)
    default:
      writeByte(SPACE)
      token()
      writeByte(NEWLINE)
  }
}

/** @param isInline whether the first one goes on in a line that has been begun */
function entries(depth: i32, isInline: bool): void {
  let isFirst = isInline
  do {
    Reader.at++
    entry(depth, isFirst)
    isFirst = false
  } while (load<u8>(Reader.at) === COMMA)
  Reader.at++
}

function items(depth: i32, isInline: bool): void {
  let isFirst = isInline
  do {
    Reader.at++
    if (!isFirst) writeIndent(depth)
    isFirst = false
    behindDash(depth)
  } while (load<u8>(Reader.at) === COMMA)
  Reader.at++
}

/** The first line of a nested value stands on the line of its dash. */
function behindDash(depth: i32): void {
  writeByte(DASH)
  const code = load<u8>(Reader.at) as u32
  if ((code !== OPEN_BRACE && code !== OPEN_BRACKET) || isEmpty()) return value(depth)
  writeByte(SPACE)
  if (code === OPEN_BRACE) entries(depth + 1, true)
  else items(depth + 1, true)
}

function isEmpty(): bool {
  const next = load<u8>(Reader.at + 1) as u32
  return next === CLOSE_BRACE || next === CLOSE_BRACKET
}

/** Writes a pair of brackets, which are nothing in JSON either. */
function none(brackets: u32): void {
  writeByte(SPACE)
  store<u16>(Output.at, brackets as u16)
  Output.at += 2
  writeByte(NEWLINE)
  Reader.at += 2
}

/** @param depth levels above the lines of a block */
function string(depth: i32): void {
  const open = Reader.at
  const start = Output.at
  writeByte(SPACE)
  let end = writeInLine(open)
  if (end !== 0) {
    Reader.at = end
    return writeByte(NEWLINE)
  }
  Output.at = start
  end = writeBlock(open, depth)
  if (end === 0) {
    end = behindString(open)
    Output.at = start + scalarText(open, end, depth, start)
  }
  Reader.at = end
}

/** A number or word. Exponents get the point and sign that YAML 1.1 needs to see a number. */
function token(): void {
  let at = Reader.at
  const first = load<u8>(at) as u32
  const isNumber = isDigit(first) || first === DASH || first === PLUS
  let isWhole = true
  let isDecimal = isNumber
  for (let code = first; !has(ENDS, code); code = load<u8>(++at) as u32) {
    if (code === DOT) isWhole = false
    else if ((code | 32) === 120) isDecimal = false
    else if (isDecimal && (code | 32) === 101) {
      if (isWhole) {
        writeByte(DOT)
        writeByte(48)
      }
      writeByte(101)
      const next = load<u8>(at + 1) as u32
      if (next !== DASH && next !== PLUS) writeByte(PLUS)
      continue
    }
    writeByte(code)
  }
  Reader.at = at
}

const ENDS: usize = tableOf(',}]')
