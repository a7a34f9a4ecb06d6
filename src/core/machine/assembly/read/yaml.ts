import { OPEN_BRACE, OPEN_BRACKET } from '../codes'
import { areEnough, beginEntry, endEntry, offsetOf } from './entries'
import { openMap } from './output'
import { mark } from './restart'
import { Output, Reader, Text } from '../state'
import { enterMap, isKey, readBlock, readEntry, readKey, readValue } from './yaml/blocks'
import { readFlow } from './yaml/flow'
import { endLine, nextLine } from './yaml/lines'

/** Moves to the first line with content, from behind so many bytes. @returns its first character, or -1 if there is none */
export function yamlBegin(skipped: u32): i32 {
  mark(Text.start)
  Reader.end = Text.start + skipped - 1
  return nextLine(false) ? load<u8>(Reader.start) : -1
}

/** Whether a map begins at the current line. */
export function yamlIsMap(): bool {
  return isKey()
}

/** How far the current line is indented; -1 at the end of the text. */
export function yamlIndent(): i32 {
  return Reader.indent
}

/** Reads the value that begins at the current line. @returns whether that is all there is */
export function yamlValue(): bool {
  mark(Reader.start - Reader.indent)
  const code = load<u8>(Reader.start) as u32
  if (code === OPEN_BRACE || code === OPEN_BRACKET) {
    readFlow(Reader.start, -1)
    endLine(Reader.at)
    nextLine(false)
  } else readBlock(-1)
  return Reader.indent === -1
}

/**
 * Reads one entry of the map at a column as an object, without its end; only its name where a map begins below, to whose
 * first entry it moves.
 *
 * @returns whether it does
 */
export function yamlEntry(column: i32): bool {
  const line = Reader.start - Reader.indent
  mark(line)
  beginEntry(line)
  openMap()
  readKey()
  if (enterMap(column)) return true
  readValue(column, true)
  return false
}

/** Reads entries of the map at a column, until so much was written. @returns whether there are more */
export function yamlEntries(column: i32, limit: u32): bool {
  do {
    const line = Reader.start - Reader.indent
    mark(line)
    const start = offsetOf(line)
    readEntry(column)
    endEntry(start)
  } while (Reader.indent === column && Output.at - Output.start < limit && !areEnough())
  if (Reader.indent > column) unreachable()
  return Reader.indent === column
}

/** How many anchors and merge keys there were. */
export function yamlMarks(): i32 {
  return Reader.marks
}
