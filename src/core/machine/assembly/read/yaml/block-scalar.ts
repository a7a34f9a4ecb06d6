import { DASH, GREATER, HASH, isDigit, isSpace, NEWLINE, PLUS, QUOTE, SPACE, TAB, ZERO } from '../../codes'
import { stopsAt, writeBreaks, writeCharacter } from '../output'
import { Reader, Text, writeByte, writeUntil } from '../../state'
import { back, lineEnd, nextLine, nextRawLine } from './lines'

/** By how many columns the content of the scalar is indented, or 0 where its first line tells. */
let indicator: i32 = 0
/** What happens to line breaks at its end: the code of `-` or `+`, or 0 to keep one. */
let chomping: u32 = 0

/**
 * Reads a literal or folded scalar (YAML 1.2.2 §8.1) and moves behind it.
 *
 * @param at where its header begins
 * @param column what its lines must be indented further than
 */
export function readBlockScalar(at: usize, column: i32): void {
  readHeader(at)
  const isFolded = load<u8>(at) === GREATER
  writeByte(QUOTE)
  /** By how much the lines are indented; -1 until the first one tells. */
  let inner = indicator === 0 ? -1 : column + indicator
  let hasContent = false
  let isMoreIndented = false
  /** How many empty lines were passed over, and how wide they were in front of the first line. */
  let empty = 0
  let widest = 0
  while (nextRawLine()) {
    const start = Reader.start
    const indent = Reader.indent
    const isEmpty = load<u8>(start) === NEWLINE
    if (isEmpty && (inner === -1 || indent <= inner)) {
      widest = max(widest, indent)
      empty++
      Reader.end = start
      continue
    }
    if (inner === -1 && indent > column) inner = indent
    if (inner === -1 || indent < inner) {
      if (load<u8>(start) === TAB) unreachable()
      back()
      break
    }
    // In front of the first line, spaces beyond its indentation are a mistake or content (§8.1.1.1), as they are at the end.
    if ((!hasContent && widest > inner) || (isEmpty && indicator !== 0)) unreachable()
    const wasMoreIndented = isMoreIndented
    const from = start - indent + inner
    isMoreIndented = isFolded && isSpace(load<u8>(from))
    if (!hasContent) writeBreaks(empty)
    else if (!isFolded || wasMoreIndented || isMoreIndented) writeBreaks(empty + 1)
    // Line folding (§8.1.3): a break between two lines is a space, each further one is kept.
    else if (empty === 0) writeByte(SPACE)
    else writeBreaks(empty)
    Reader.end = writeLine(from)
    hasContent = true
    empty = 0
  }
  nextLine(false)
  // At the very end of the text, it matters whether a line break ends it.
  if (chomping === PLUS && Reader.indent === -1 && Text.isOpen) unreachable()
  if (chomping === PLUS) writeBreaks(empty)
  if (chomping !== DASH && hasContent) writeBreaks(1)
  writeByte(QUOTE)
}

/** Writes the rest of a line. @returns where it ends */
function writeLine(from: usize): usize {
  let at = writeUntil(from, LINE)
  while (load<u8>(at) !== NEWLINE) at = writeUntil(writeCharacter(at), LINE)
  return at
}

const LINE: usize = stopsAt()

/** Block scalar headers (§8.1.1): the indicators in any order, and perhaps a comment. */
function readHeader(open: usize): void {
  indicator = 0
  chomping = 0
  let at = open + 1
  for (; ; at++) {
    const code = load<u8>(at) as u32
    if ((code === DASH || code === PLUS) && chomping === 0) chomping = code
    else if (isDigit(code) && code !== ZERO && indicator === 0) indicator = code - ZERO
    else break
  }
  const behind = at
  while (load<u8>(at) === SPACE) at++
  if (load<u8>(at) !== NEWLINE && (load<u8>(at) !== HASH || at === behind)) unreachable()
  Reader.end = lineEnd(at)
}
