import {
  COLON,
  DASH,
  has,
  HASH,
  isBlank,
  isDigit,
  isSpace,
  LESS,
  NEWLINE,
  newTable,
  putAll,
  QUESTION,
  QUOTE,
  SPACE,
  TAB,
  tableOf,
  ZERO,
} from '../../codes'
import { plainScalar, tookScalar } from '../../host'
import { stopsAt, trimEnd, writeBreaks, writeCharacter, writeMark, writeNull, writeText } from '../output'
import { Output, Reader, writeByte, writeUntil } from '../../state'
import { behindSpaces, lineEnd, nextLine } from './lines'

/**
 * Reads a plain scalar (YAML 1.2.2 §7.3.3) and moves behind its last line.
 *
 * @param at where it begins
 * @param column what the lines below must be indented further than
 */
export function readPlain(at: usize, column: i32): void {
  const first = load<u8>(at) as u32
  if (!canBegin(first, load<u8>(at + 1))) unreachable()
  if (load<u8>(KIND + first) !== STRING && readTyped(at, column)) return
  writeByte(QUOTE)
  let hasEnded = readLine(at)
  while (Reader.indent > column) {
    if (hasEnded || Reader.isAfterComment) unreachable()
    // Line folding (§6.5): a break between two lines is a space, each further one is kept.
    if (Reader.empty === 0) writeByte(SPACE)
    else writeBreaks(Reader.empty)
    hasEnded = readLine(Reader.start)
  }
  writeByte(QUOTE)
}

/** Reads one line of a plain scalar and moves to the next. @returns whether a comment ended it */
function readLine(from: usize): bool {
  let at = from
  while (true) {
    at = writeUntil(at, PLAIN)
    if (endsPlain(at)) break
    at = writeCharacter(at)
  }
  trimEnd()
  return endLine(at)
}

/** Whether a plain scalar ends at a character that may end one. */
function endsPlain(at: usize): bool {
  const code = load<u8>(at) as u32
  if (code === NEWLINE) return true
  if (code === HASH) return isSpace(load<u8>(at - 1))
  if (code === COLON && (isBlank(load<u8>(at + 1)) || load<u8>(at + 1) === TAB)) unreachable()
  if (code !== TAB) return false
  const behind = behindSpaces(at)
  return load<u8>(behind) === NEWLINE || load<u8>(behind) === HASH
}

/** Moves to the next line, from where a scalar ended. @returns whether a comment was there */
function endLine(at: usize): bool {
  Reader.end = lineEnd(at)
  const isComment = Reader.end > at
  nextLine(false)
  return isComment
}

const PLAIN: usize = stopsAt(COLON, HASH)

/** Whether a plain scalar or key can begin with a character, and the one after it. */
export function canBegin(code: u32, next: u32): bool {
  if (!has(IS_INDICATOR, code)) return true
  return (code === DASH || code === QUESTION || code === COLON) && !isBlank(next) && next !== TAB
}

const IS_INDICATOR: usize = tableOf('-?:#&*!|>%@`,[]{}\'"\t\n')

/** What a plain scalar can be by its first character (core schema, §10.3.2). */
const KIND: usize = newTable()
const STRING: u32 = 0
const NUMBER: u32 = 1
const WORD: u32 = 2
putAll(KIND, '+-.0123456789', NUMBER)
putAll(KIND, '~nNtTfF', WORD)

/** Reads a plain scalar if it is no string. @returns whether it was read */
function readTyped(from: usize, column: i32): bool {
  let at = from
  while (!has(MAY_END, load<u8>(at)) || !endsPlain(at)) at++
  let end = at
  while (isSpace(load<u8>(end - 1))) end--
  if (!writeTyped(from, end)) return false
  endLine(at)
  // One that goes on in the next line is a string after all, but too rare.
  if (Reader.indent > column) unreachable()
  return true
}

const MAY_END: usize = tableOf('\n:#\t')

/** Writes what a plain scalar stands for. */
export function writePlain(from: usize, end: usize): void {
  if (load<u8>(KIND + load<u8>(from)) === STRING || !writeTyped(from, end)) writeString(from, end)
}

/** Writes what a plain scalar stands for, if it is no string. @returns whether it was written */
function writeTyped(from: usize, end: usize): bool {
  if (load<u8>(KIND + load<u8>(from)) === WORD) {
    if (!mayBeWord(from, end)) return false
  } else if (isShortInteger(from, end)) {
    writeText(from, end)
    return true
  }
  return tookScalar(plainScalar(from, end, Output.at), from, end)
}

/** Whether a scalar that begins like null, true or false can be one of them. */
function mayBeWord(from: usize, end: usize): bool {
  return end - from === 1 || (end - from < 6 && has(IS_SECOND, load<u8>(from + 1)))
}

/** The second letters of null, true and false. */
const IS_SECOND: usize = tableOf('uUrRaA')

/** An integer as JSON writes it, which every double holds. */
function isShortInteger(from: usize, end: usize): bool {
  if (end - from > 15 || (load<u8>(from) === ZERO && end - from > 1)) return false
  for (let at = from; at < end; at++) if (!isDigit(load<u8>(at))) return false
  return true
}

/** Writes a plain key: whatever it looks like, it is a string. */
export function writePlainKey(from: usize, end: usize): void {
  const start = Output.at
  writeString(from, end)
  restateKey(start)
}

/** Writes a plain key again that has a meaning: a merge key, or one of the notations of null. */
export function restateKey(start: usize): void {
  const from = start + 1
  const end = Output.at - 1
  if (end - from === 2 && load<u8>(from) === LESS && load<u8>(from + 1) === LESS) {
    Output.at = start
    writeMark(LESS, Reader.marks++)
  } else if (load<u8>(KIND + load<u8>(from)) === WORD && isNull(from, end)) {
    Output.at = start
    writeByte(QUOTE)
    writeNull()
    writeByte(QUOTE)
  }
}

/** Whether a scalar is one of the notations of null but the empty one. */
function isNull(from: usize, end: usize): bool {
  if (end - from === 1) return load<u8>(from) === 126
  if (end - from !== 4) return false
  const word = load<u32>(from)
  // null, Null and NULL
  return word === 0x6c6c756e || word === 0x6c6c754e || word === 0x4c4c554e
}

function writeString(from: usize, end: usize): void {
  writeByte(QUOTE)
  writeText(from, end)
  writeByte(QUOTE)
}
