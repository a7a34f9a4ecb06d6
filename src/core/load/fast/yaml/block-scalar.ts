import { BAIL, DASH, GREATER, HASH, isDigit, isSpace, NEWLINE, PLUS, QUOTE, SPACE, TAB, ZERO } from '../bytes.ts'
import { type Output, stopsAt, writeBreaks, writeByte, writeCharacter, writeUntil } from '../output.ts'
import { back, lineEnd, nextLine, nextRawLine } from './lines.ts'
import type { Reader } from './reader.ts'

/**
 * Reads a literal or folded scalar (YAML 1.2.2 §8.1) and moves behind it.
 *
 * @param at where its header begins
 * @param column what its lines must be indented further than
 */
export function readBlockScalar(reader: Reader, at: number, column: number): void {
  const { bytes, output } = reader
  const { isFolded, indicator, chomping, end } = headerOf(bytes, at)
  reader.end = end
  writeByte(output, QUOTE)
  /** By how much the lines are indented; -1 until the first one tells. */
  let inner = indicator === 0 ? -1 : column + indicator
  let hasContent = false
  let isMoreIndented = false
  /** How many empty lines were passed over, and how wide they were in front of the first line. */
  let empty = 0
  let widest = 0
  while (nextRawLine(reader)) {
    const { start, indent } = reader
    const isEmpty = bytes[start] === NEWLINE
    if (isEmpty && (inner === -1 || indent <= inner)) {
      widest = Math.max(widest, indent)
      empty++
      reader.end = start
      continue
    }
    if (inner === -1 && indent > column) inner = indent
    if (inner === -1 || indent < inner) {
      if (bytes[start] === TAB) throw BAIL
      back(reader)
      break
    }
    // In front of the first line, spaces beyond its indentation are a mistake or content (§8.1.1.1), as they are at the end.
    if ((!hasContent && widest > inner) || (isEmpty && indicator !== 0)) throw BAIL
    const wasMoreIndented = isMoreIndented
    const from = start - indent + inner
    isMoreIndented = isFolded && isSpace(bytes[from]!)
    if (!hasContent) writeBreaks(output, empty)
    else if (!isFolded || wasMoreIndented || isMoreIndented) writeBreaks(output, empty + 1)
    // Line folding (§8.1.3): a break between two lines is a space, each further one is kept.
    else if (empty === 0) writeByte(output, SPACE)
    else writeBreaks(output, empty)
    reader.end = writeLine(output, bytes, from)
    hasContent = true
    empty = 0
  }
  nextLine(reader, false)
  // At the very end of the text, it matters whether a line break ends it.
  if (chomping === PLUS && reader.indent === -1 && reader.isOpen) throw BAIL
  if (chomping === PLUS) writeBreaks(output, empty)
  if (chomping !== DASH && hasContent) writeBreaks(output, 1)
  writeByte(output, QUOTE)
}

/** Writes the rest of a line. @returns where it ends */
function writeLine(output: Output, bytes: Buffer, from: number): number {
  let at = writeUntil(output, bytes, from, LINE)
  while (bytes[at] !== NEWLINE) {
    at = writeUntil(output, bytes, writeCharacter(output, bytes, at), LINE)
  }
  return at
}

const LINE = stopsAt()

interface Header {
  isFolded: boolean
  /** By how many columns the content is indented, or 0 where its first line tells. */
  indicator: number
  /** What happens to line breaks at the end: the code of `-` or `+`, or 0 to keep one. */
  chomping: number
  /** Where its line ends. */
  end: number
}

/** Block scalar headers (§8.1.1): the indicators in any order, and perhaps a comment. */
function headerOf(bytes: Uint8Array, open: number): Header {
  let indicator = 0
  let chomping = 0
  let at = open + 1
  for (; ; at++) {
    const code = bytes[at]!
    if ((code === DASH || code === PLUS) && chomping === 0) chomping = code
    else if (isDigit(code) && code !== ZERO && indicator === 0) indicator = code - ZERO
    else break
  }
  const behind = at
  while (bytes[at] === SPACE) at++
  if (bytes[at] !== NEWLINE && (bytes[at] !== HASH || at === behind)) throw BAIL
  return { isFolded: bytes[open] === GREATER, indicator, chomping, end: lineEnd(bytes, at) }
}
