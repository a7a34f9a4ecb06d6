import { plainValue } from '../../scalars.ts'
import { BAIL, COLON, DASH, HASH, isBlank, isDigit, isSpace, LESS, NEWLINE, QUESTION, QUOTE, SPACE, TAB, ZERO } from '../bytes.ts'
import {
  type Output,
  stopsAt,
  writeAscii,
  writeBreaks,
  writeByte,
  writeCharacter,
  writeMark,
  writeNumber,
  writeText,
  writeUntil,
} from '../output.ts'
import { lineEnd, nextLine } from './lines.ts'
import type { Reader } from './reader.ts'

/**
 * Reads a plain scalar (YAML 1.2.2 §7.3.3) and moves behind its last line.
 *
 * @param at where it begins
 * @param column what the lines below must be indented further than
 */
export function readPlain(reader: Reader, at: number, column: number): void {
  const { bytes, output } = reader
  const first = bytes[at]!
  if (!canBegin(first, bytes[at + 1]!)) throw BAIL
  if (KIND[first] !== STRING && readTyped(reader, at, column)) return
  writeByte(output, QUOTE)
  let hasEnded = readLine(reader, at)
  while (reader.indent > column) {
    if (hasEnded || reader.isAfterComment) throw BAIL
    // Line folding (§6.5): a break between two lines is a space, each further one is kept.
    if (reader.empty === 0) writeByte(output, SPACE)
    else writeBreaks(output, reader.empty)
    hasEnded = readLine(reader, reader.start)
  }
  writeByte(output, QUOTE)
}

/** Reads one line of a plain scalar and moves to the next. @returns whether a comment ended it */
function readLine(reader: Reader, from: number): boolean {
  const { bytes, output } = reader
  let at = from
  for (;;) {
    at = writeUntil(output, bytes, at, PLAIN)
    if (endsPlain(bytes, at)) break
    at = writeCharacter(output, bytes, at)
  }
  while (output.bytes[output.length - 1] === SPACE) output.length--
  return endLine(reader, at)
}

/** Whether a plain scalar ends at a character that may end one. */
function endsPlain(bytes: Uint8Array, at: number): boolean {
  const code = bytes[at]
  if (code === NEWLINE) return true
  if (code === HASH) return isSpace(bytes[at - 1]!)
  if (code === COLON && (isBlank(bytes[at + 1]!) || bytes[at + 1] === TAB)) throw BAIL
  if (code !== TAB) return false
  let behind = at
  while (isSpace(bytes[behind]!)) behind++
  return bytes[behind] === NEWLINE || bytes[behind] === HASH
}

/** Moves to the next line, from where a scalar ended. @returns whether a comment was there */
function endLine(reader: Reader, at: number): boolean {
  reader.end = lineEnd(reader.bytes, at)
  const isComment = reader.end > at
  nextLine(reader, false)
  return isComment
}

const PLAIN = stopsAt(COLON, HASH)

/** Whether a plain scalar or key can begin with a character, and the one after it. */
export function canBegin(code: number, next: number): boolean {
  if (IS_INDICATOR[code] === 0) return true
  return (code === DASH || code === QUESTION || code === COLON) && !isBlank(next) && next !== TAB
}

const IS_INDICATOR = new Uint8Array(256)
for (const indicator of '-?:#&*!|>%@`,[]{}\'"\t\n') IS_INDICATOR[indicator.charCodeAt(0)] = 1

/** What a plain scalar can be by its first character (core schema, §10.3.2). */
const KIND = new Uint8Array(256)
const STRING = 0
const NUMBER = 1
const WORD = 2
for (const first of '+-.0123456789') KIND[first.charCodeAt(0)] = NUMBER
for (const first of '~nNtTfF') KIND[first.charCodeAt(0)] = WORD

/** Reads a plain scalar if it is no string. @returns whether it was read */
function readTyped(reader: Reader, from: number, column: number): boolean {
  const { bytes, output } = reader
  let at = from
  while (MAY_END[bytes[at]!] === 0 || !endsPlain(bytes, at)) at++
  let end = at
  while (isSpace(bytes[end - 1]!)) end--
  if (!writeTyped(output, bytes, from, end)) return false
  endLine(reader, at)
  // One that goes on in the next line is a string after all, but too rare.
  if (reader.indent > column) throw BAIL
  return true
}

const MAY_END = new Uint8Array(256)
for (const code of [NEWLINE, COLON, HASH, TAB]) MAY_END[code] = 1

/** Writes what a plain scalar stands for. */
export function writePlain(output: Output, bytes: Buffer, from: number, end: number): void {
  if (KIND[bytes[from]!] === STRING || !writeTyped(output, bytes, from, end)) writeString(output, bytes, from, end)
}

/** Writes what a plain scalar stands for, if it is no string. @returns whether it was written */
function writeTyped(output: Output, bytes: Buffer, from: number, end: number): boolean {
  if (KIND[bytes[from]!] === WORD) {
    if (!mayBeWord(bytes, from, end)) return false
  } else if (isShortInteger(bytes, from, end)) {
    writeText(output, bytes, from, end)
    return true
  }
  const written = bytes.toString('latin1', from, end)
  const value = plainValue(written)
  if (typeof value === 'string') return false
  if (typeof value === 'number') writeNumber(output, written, value)
  else writeAscii(output, String(value))
  return true
}

/** Whether a scalar that begins like null, true or false can be one of them. */
const mayBeWord = (bytes: Uint8Array, from: number, end: number): boolean =>
  end - from === 1 || (end - from < 6 && IS_SECOND[bytes[from + 1]!] === 1)

/** The second letters of null, true and false. */
const IS_SECOND = new Uint8Array(256)
for (const letter of 'uUrRaA') IS_SECOND[letter.charCodeAt(0)] = 1

/** An integer as JSON writes it, which every double holds. */
function isShortInteger(bytes: Uint8Array, from: number, end: number): boolean {
  if (end - from > 15 || (bytes[from] === ZERO && end - from > 1)) return false
  for (let at = from; at < end; at++) if (!isDigit(bytes[at]!)) return false
  return true
}

/** Writes a plain key: whatever it looks like, it is a string. */
export function writePlainKey(reader: Reader, from: number, end: number): void {
  const { length } = reader.output
  writeString(reader.output, reader.bytes, from, end)
  restateKey(reader, length)
}

/** Writes a plain key again that has a meaning: a merge key, or one of the notations of null. */
export function restateKey(reader: Reader, start: number): void {
  const { output } = reader
  const { bytes, length } = output
  const isMerge = length - start === 4 && bytes[start + 1] === LESS && bytes[start + 2] === LESS
  if (!isMerge && !(KIND[bytes[start + 1]!] === WORD && mayBeWord(bytes, start + 1, length - 1))) return
  const key = bytes.toString('latin1', start + 1, output.length - 1)
  if (key !== '<<' && plainValue(key) !== null) return
  output.length = start
  if (key === '<<') writeMark(output, `<${reader.marks++}`)
  else writeAscii(output, '"null"')
}

function writeString(output: Output, bytes: Buffer, from: number, end: number): void {
  writeByte(output, QUOTE)
  writeText(output, bytes, from, end)
  writeByte(output, QUOTE)
}
