import { APOSTROPHE, BACKSLASH, BAIL, isSpace, NEWLINE, QUOTE, SPACE } from '../bytes.ts'
import { stopsAt, writeAscii, writeBreaks, writeByte, writeCharacter, writeCode, writeUntil } from '../output.ts'
import { nextLine } from './lines.ts'
import type { Reader } from './reader.ts'

/**
 * Reads a quoted scalar (YAML 1.2.2 §7.3.1 and §7.3.2); `reader.at` tells where it ends.
 *
 * @param open where its first quote is
 * @param column what the lines below must be indented further than
 */
export function readQuoted(reader: Reader, open: number, column: number): void {
  const { bytes, output } = reader
  const isDouble = bytes[open] === QUOTE
  writeByte(output, QUOTE)
  reader.at = open + 1
  while (!(isDouble ? readDouble(reader) : readSingle(reader))) {
    const { at } = reader
    // An escaped line break is none (§7.3.1).
    const isEscaped = bytes[at] === BACKSLASH
    reader.end = isEscaped ? at + 1 : at
    if (!nextLine(reader, true) || reader.indent <= column) throw BAIL
    // What empty lines behind it mean is left to the full parser.
    if (isEscaped && reader.empty > 0) throw BAIL
    // Line folding (§6.5): a break between two lines is a space, each further one is kept.
    if (reader.empty > 0) writeBreaks(output, reader.empty)
    else if (!isEscaped) writeByte(output, SPACE)
    reader.at = reader.start
  }
  writeByte(output, QUOTE)
}

/** Reads to the end of a scalar, or of its line. @returns whether it was the former */
function readSingle(reader: Reader): boolean {
  const { bytes, output } = reader
  for (;;) {
    const at = writeUntil(output, bytes, reader.at, SINGLE)
    if (bytes[at] === APOSTROPHE) {
      reader.at = at + 1
      if (bytes[at + 1] !== APOSTROPHE) return true
      writeByte(output, APOSTROPHE)
      reader.at = at + 2
    } else if (endsLine(reader, at)) return false
    else reader.at = writeCharacter(output, bytes, at)
  }
}

function readDouble(reader: Reader): boolean {
  const { bytes, output } = reader
  for (;;) {
    const at = writeUntil(output, bytes, reader.at, DOUBLE)
    const code = bytes[at]!
    reader.at = at + 1
    if (code === QUOTE) return true
    if (code === BACKSLASH) {
      if (bytes[at + 1] === NEWLINE) {
        reader.at = at
        return false
      }
      readEscape(reader, at)
    } else if (endsLine(reader, at)) return false
    else reader.at = writeCharacter(output, bytes, at)
  }
}

const SINGLE = stopsAt(APOSTROPHE)
const DOUBLE = stopsAt()

/** Whether a line ends at a character, or at spaces that begin there; those in front of it are left out, too. */
function endsLine(reader: Reader, at: number): boolean {
  const { bytes, output } = reader
  let behind = at
  while (isSpace(bytes[behind]!)) behind++
  if (bytes[behind] !== NEWLINE) return false
  reader.at = behind
  while (output.bytes[output.length - 1] === SPACE) output.length--
  return true
}

/** @returns where the quote is that ends a scalar, or -1 if it is not on the same line */
export function closingQuote(bytes: Uint8Array, open: number): number {
  const quote = bytes[open]
  for (let at = open + 1; ; at++) {
    const code = bytes[at]
    if (code === NEWLINE) return -1
    if (code === BACKSLASH && quote === QUOTE && bytes[at + 1] !== NEWLINE) at++
    else if (code === quote) {
      if (quote === QUOTE || bytes[at + 1] !== quote) return at
      at++
    }
  }
}

/** Reads an escape (§5.7). */
function readEscape(reader: Reader, at: number): void {
  const { bytes, output } = reader
  const letter = String.fromCharCode(bytes[at + 1]!)
  const length = DIGITS.get(letter)
  if (length === undefined) {
    const escaped = LETTERS.get(letter)
    if (letter === '0') writeCode(output, 0)
    else if (escaped === undefined) throw BAIL
    else writeAscii(output, escaped)
    reader.at = at + 2
    return
  }
  const digits = bytes.toString('latin1', at + 2, at + 2 + length)
  const code = digits.length === length && /^[\da-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN
  if (!(code <= 0x10ffff)) throw BAIL
  writeCode(output, code)
  reader.at = at + 2 + length
}

const DIGITS = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
])

/** As JSON writes them. */
const LETTERS = new Map([
  ['a', '\\u0007'],
  ['b', '\\b'],
  ['t', '\\t'],
  ['\t', '\\t'],
  ['n', '\\n'],
  ['v', '\\u000b'],
  ['f', '\\f'],
  ['r', '\\r'],
  ['e', '\\u001b'],
  // Unlike one that is not escaped, it counts at the end of a line.
  [' ', '\\u0020'],
  ['"', '\\"'],
  ['/', '/'],
  ['\\', '\\\\'],
  ['N', '\\u0085'],
  ['_', '\\u00a0'],
  ['L', '\\u2028'],
  ['P', '\\u2029'],
])
