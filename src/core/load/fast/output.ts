import { isExact } from '../notes.ts'
import { MAX_DEPTH } from '../syntax-problem.ts'
import { BACKSLASH, BAIL, CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, isDigit, OPEN_BRACE, OPEN_BRACKET, QUOTE, ZERO } from './bytes.ts'

/**
 * What was read, as JSON without spaces: `JSON.parse` builds objects from it faster than any JavaScript could. What
 * JSON cannot say is said by marks (`restore.ts`).
 */
export interface Output {
  bytes: Buffer
  length: number
  /** How many names were written: if the objects have fewer, one was used twice. */
  names: number
  isMarked: boolean
  /** How many objects and lists are open. */
  depth: number
  /** Where the names of open objects begin. */
  readonly nameAt: number[]
  nameCount: number
  /** For each open object: where in `nameAt` its names begin. */
  readonly firstName: number[]
  /**
   * For each open object: the largest of its integer-like names so far, which JavaScript puts first. Infinity once
   * another name came; NaN once the order is not JavaScript's.
   */
  readonly largest: number[]
}

const OUTPUT: Output = {
  bytes: Buffer.allocUnsafe(0),
  length: 0,
  names: 0,
  isMarked: false,
  depth: 0,
  nameAt: [],
  nameCount: 0,
  firstName: [],
  largest: [],
}

/**
 * Nothing is read while something else is, so one output does for all. (What V8 knows about the shape of an object, and
 * with it the code that it optimised, goes when the last one of that shape does.)
 */
export function emptyOutput(): Output {
  if (OUTPUT.bytes.length === 0) OUTPUT.bytes = Buffer.allocUnsafe(1 << 16)
  clear(OUTPUT)
  return OUTPUT
}

/** Gives back the room that an unusually long piece took. */
export function releaseOutput(): void {
  if (OUTPUT.bytes.length > 1 << 22) OUTPUT.bytes = Buffer.alloc(0)
}

export function clear(output: Output): void {
  output.length = 0
  output.names = 0
  output.isMarked = false
  output.depth = 0
  output.nameCount = 0
}

/** What was written; undefined if it has marks. */
export const textOf = ({ bytes, length, isMarked }: Output): string | undefined =>
  isMarked ? undefined : bytes.toString('latin1', 0, length)

/** Makes room. @returns the bytes to write to */
export function reserve(output: Output, count: number): Buffer {
  const { bytes, length } = output
  if (length + count <= bytes.length) return bytes
  const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, length + count))
  bytes.copy(larger, 0, 0, length)
  output.bytes = larger
  return larger
}

export function writeByte(output: Output, code: number): void {
  if (output.length === output.bytes.length) reserve(output, 1)
  output.bytes[output.length++] = code
}

/** Writes ASCII as it is. */
export function writeAscii(output: Output, text: string): void {
  const bytes = reserve(output, text.length)
  for (let index = 0; index < text.length; index++) bytes[output.length++] = text.charCodeAt(index)
}

/**
 * Bytes that are not written as they are: quotes, backslashes and control characters (RFC 8259 §7), and all beyond
 * ASCII, since `JSON.parse` is faster if there are none.
 */
export function stopsAt(...more: number[]): Uint8Array {
  const stops = new Uint8Array(256).fill(1, 0, 32).fill(1, 128)
  for (const code of [QUOTE, BACKSLASH, ...more]) stops[code] = 1
  return stops
}

/** Writes the inside of a string up to the next stop. @returns where that is */
export function writeUntil(output: Output, from: Uint8Array, start: number, stops: Uint8Array): number {
  const { bytes, length } = output
  const shift = length - start
  const last = Math.min(from.length, bytes.length - shift)
  let at = start
  for (; at < last; at++) {
    const code = from[at]!
    if (stops[code] === 1) break
    bytes[at + shift] = code
  }
  output.length = at + shift
  if (at < last) return at
  if (at === from.length) throw BAIL
  reserve(output, 1)
  return writeUntil(output, from, at, stops)
}

/** Writes the inside of a string. */
export function writeText(output: Output, from: Uint8Array, start: number, end: number): void {
  const bytes = reserve(output, (end - start) * 6)
  let { length } = output
  for (let at = start; at < end; at++) {
    const code = from[at]!
    if (NEEDS_ESCAPE[code] === 0) bytes[length++] = code
    else {
      output.length = length
      at = writeCharacter(output, from, at) - 1
      length = output.length
    }
  }
  output.length = length
}

const NEEDS_ESCAPE = stopsAt()

/** Writes a character of a string. @returns where the next one begins */
export function writeCharacter(output: Output, from: Uint8Array, at: number): number {
  const code = from[at]!
  if (code >= 128) return writeWide(output, from, at)
  if (NEEDS_ESCAPE[code] === 0) writeByte(output, code)
  else if (code === QUOTE || code === BACKSLASH) {
    writeByte(output, BACKSLASH)
    writeByte(output, code)
  } else writeUnit(output, code)
  return at + 1
}

/** Writes a character of several bytes (UTF-8, RFC 3629 §3). */
function writeWide(output: Output, from: Uint8Array, at: number): number {
  const lead = from[at]!
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  let code = lead & (0xff >> (length + 1))
  for (let index = at + 1; index < at + length; index++) {
    const next = from[index]!
    if (next >> 6 !== 2) throw BAIL
    code = (code << 6) | (next & 0x3f)
  }
  // Mistakes are replaced by the decoder of the full parser: stray and superfluous bytes, surrogates, codes too large.
  if (lead < 0xc2 || lead > 0xf4 || code < SMALLEST[length]! || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) throw BAIL
  writeCode(output, code)
  return at + length
}

const SMALLEST = [0, 0, 0x80, 0x800, 0x10000]

/** Writes a character of a string by its code point. */
export function writeCode(output: Output, code: number): void {
  if (code < 0x10000) return writeUnit(output, code)
  writeUnit(output, 0xd7c0 + (code >> 10))
  writeUnit(output, 0xdc00 + (code & 0x3ff))
}

/** Writes a code unit as an escape. */
function writeUnit(output: Output, unit: number): void {
  if (unit === 0) markText(output)
  const bytes = reserve(output, 6)
  bytes[output.length++] = BACKSLASH
  bytes[output.length++] = 117
  for (let shift = 12; shift >= 0; shift -= 4) bytes[output.length++] = HEX.charCodeAt((unit >> shift) & 15)
}

/** A string that begins with NUL must not look like a mark: it is one for itself. */
export function markText(output: Output): void {
  const { bytes, length } = output
  if (bytes[length - 1] !== QUOTE || bytes[length - 2] === BACKSLASH) return
  output.isMarked = true
  writeAscii(output, '\\u0000$')
}

const HEX = '0123456789abcdef'

/** Writes line breaks inside a string. */
export function writeBreaks(output: Output, count: number): void {
  const bytes = reserve(output, count * 2)
  for (let left = count; left > 0; left--) {
    bytes[output.length++] = BACKSLASH
    bytes[output.length++] = 110
  }
}

/** Writes a number, exactly. */
export function writeNumber(output: Output, source: string, value: number): void {
  if (isExact(source, value)) writeAscii(output, String(value))
  else writeMark(output, `#${source}`)
}

/** Writes a string that stands for something else. */
export function writeMark(output: Output, text: string): void {
  output.isMarked = true
  writeAscii(output, `"\\u0000${text}"`)
}

/** Begins an object, list item or name: with a comma unless it is the first in its container. */
export function separate(output: Output): void {
  const last = output.bytes[output.length - 1]
  if (last !== OPEN_BRACE && last !== OPEN_BRACKET) writeByte(output, COMMA)
}

export function openMap(output: Output): void {
  const depth = deeper(output)
  output.firstName[depth] = output.nameCount
  output.largest[depth] = -1
  writeByte(output, OPEN_BRACE)
}

/** To be called when a name has been written, with where it begins. */
export function endName(output: Output, start: number): void {
  output.names++
  output.nameAt[output.nameCount++] = start
  const { largest } = output
  const depth = output.depth - 1
  const index = isDigit(output.bytes[start + 1]!) || output.bytes[start + 1] === BACKSLASH ? indexOf(output, start) : Infinity
  if (index < Infinity) largest[depth] = index > largest[depth]! ? index : Number.NaN
  else if (largest[depth]! < Infinity) largest[depth] = Infinity
  writeByte(output, COLON)
}

/**
 * The number that the name written last is, if it is one that JavaScript orders by number (array indices, ECMA-262
 * §6.1.7); otherwise infinity. An escape may stand for a digit, or for NUL, and the order is kept: -1.
 */
function indexOf({ bytes, length }: Output, start: number): number {
  let at = start + 1
  while (isDigit(bytes[at]!)) at++
  if (bytes[at] === BACKSLASH) return /^\\u00[03]/.test(bytes.toString('latin1', at, at + 5)) ? -1 : Infinity
  const digits = at - start - 1
  const isIndex = at === length - 1 && digits < 11 && (bytes[start + 1] !== ZERO || digits === 1)
  return isIndex ? Number(bytes.toString('latin1', start + 1, at)) : Infinity
}

/** Counts a container. The last few levels are left to the full parser, which knows the depth from the root. */
function deeper(output: Output): number {
  if (output.depth >= MAX_DEPTH - 3) throw BAIL
  return output.depth++
}

/** Writes the order of the names of the open object, whose first is `first`, as one more entry. */
function writeOrder(output: Output, first: number): void {
  const { nameAt, nameCount } = output
  separate(output)
  writeMark(output, '=')
  output.names++
  writeAscii(output, ':[')
  for (let index = first; index < nameCount; index++) {
    separate(output)
    writeName(output, nameAt[index]!)
  }
  writeByte(output, CLOSE_BRACKET)
}

/** Writes a name again. */
function writeName(output: Output, start: number): void {
  let end = start + 1
  while (output.bytes[end] !== QUOTE) end += output.bytes[end] === BACKSLASH ? 2 : 1
  reserve(output, end + 1 - start)
  output.bytes.copyWithin(output.length, start, end + 1)
  output.length += end + 1 - start
}

export function closeMap(output: Output): void {
  const depth = --output.depth
  if (Number.isNaN(output.largest[depth])) writeOrder(output, output.firstName[depth]!)
  output.nameCount = output.firstName[depth]!
  writeByte(output, CLOSE_BRACE)
}

export function openList(output: Output): void {
  deeper(output)
  writeByte(output, OPEN_BRACKET)
}

export function closeList(output: Output): void {
  output.depth--
  writeByte(output, CLOSE_BRACKET)
}
