import {
  APOSTROPHE,
  ASTERISK,
  BAIL,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DASH,
  HASH,
  isBlank,
  isFlowIndicator,
  isSpace,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUESTION,
  QUOTE,
  TAB,
} from '../bytes.ts'
import { closeList, closeMap, endName, openList, openMap, separate, writeAscii } from '../output.ts'
import { readAlias } from './anchors.ts'
import { lineEnd, nextLine } from './lines.ts'
import { canBegin, writePlain, writePlainKey } from './plain.ts'
import { readQuoted } from './quoted.ts'
import type { Reader } from './reader.ts'

/**
 * Reads a flow collection (YAML 1.2.2 §7.4), on however many lines; `reader.at` tells where it ends. What is rare in
 * them is not read: anchors, tags, explicit keys, single pairs in lists and plain scalars on several lines.
 *
 * @param open where its first bracket is
 * @param column what the lines below must be indented further than
 * @param level how many flow collections it stands in
 */
export function readFlow(reader: Reader, open: number, column: number, level = 0): void {
  reader.at = open + 1
  if (reader.bytes[open] === OPEN_BRACE) readMap(reader, column, level)
  else readList(reader, column, level)
  reader.at++
}

function readMap(reader: Reader, column: number, level: number): void {
  const { output } = reader
  openMap(output)
  for (let code = skipSpace(reader, column, level); code !== CLOSE_BRACE; code = skipComma(reader, column, level, CLOSE_BRACE)) {
    separate(output)
    readKey(reader, code, column)
    if (reader.bytes[reader.at] === COLON) {
      reader.at++
      readNode(reader, skipSpace(reader, column, level), column, level)
    } else writeAscii(output, 'null')
  }
  closeMap(output)
}

function readList(reader: Reader, column: number, level: number): void {
  const { output } = reader
  openList(output)
  for (let code = skipSpace(reader, column, level); code !== CLOSE_BRACKET; code = skipComma(reader, column, level, CLOSE_BRACKET)) {
    if (code === COMMA) throw BAIL
    separate(output)
    readNode(reader, code, column, level)
  }
  closeList(output)
}

/** Reads a key; `reader.at` tells where its colon is, if it has one. */
function readKey(reader: Reader, code: number, column: number): void {
  const { bytes, output, at, start } = reader
  const { length } = output
  const isQuoted = code === QUOTE || code === APOSTROPHE
  if (isQuoted) {
    readQuoted(reader, at, column)
    // Several lines are too many for a key.
    if (reader.start !== start) throw BAIL
  } else {
    writePlainKey(reader, at, endOfPlain(reader, code))
  }
  while (isSpace(bytes[reader.at]!)) reader.at++
  // Behind a plain key, a colon only counts in front of a space or an indicator (§7.4.2); a quoted one needs nothing.
  if (bytes[reader.at] === COLON && !isQuoted && !endsPlain(bytes[reader.at + 1]!)) throw BAIL
  endName(output, length)
}

function readNode(reader: Reader, code: number, column: number, level: number): void {
  switch (code) {
    case QUOTE:
    case APOSTROPHE:
      return readQuoted(reader, reader.at, column)
    case OPEN_BRACE:
    case OPEN_BRACKET:
      return readFlow(reader, reader.at, column, level + 1)
    case ASTERISK:
      return readAlias(reader, reader.at)
    case COMMA:
    case CLOSE_BRACE:
      return writeAscii(reader.output, 'null')
    default: {
      const { at } = reader
      writePlain(reader.output, reader.bytes, at, endOfPlain(reader, code))
    }
  }
}

/** Finds the end of a plain scalar on one line; `reader.at` tells where the spaces behind it end. */
function endOfPlain(reader: Reader, first: number): number {
  const { bytes, at: from } = reader
  if (!canBegin(first, bytes[from + 1]!) || (NEEDS_MORE.has(first) && endsPlain(bytes[from + 1]!))) throw BAIL
  let at = from
  for (let code = first; code !== NEWLINE && !isFlowIndicator(code); code = bytes[++at]!) {
    if (code === COLON && endsPlain(bytes[at + 1]!)) break
    if (code === HASH && isSpace(bytes[at - 1]!)) break
  }
  reader.at = at
  while (isSpace(bytes[at - 1]!)) at--
  return at
}

/** Moves over the comma to the next entry, unless the collection ends. */
function skipComma(reader: Reader, column: number, level: number, close: number): number {
  const code = skipSpace(reader, column, level)
  if (code === close) return code
  if (code !== COMMA) throw BAIL
  reader.at++
  return skipSpace(reader, column, level)
}

/** Moves to the next token, and tells its first character. */
function skipSpace(reader: Reader, column: number, level: number): number {
  const { bytes } = reader
  let { at } = reader
  for (;;) {
    let code = bytes[at]!
    while (isSpace(code)) code = bytes[++at]!
    if (code !== NEWLINE && (code !== HASH || !isSpace(bytes[at - 1]!))) {
      reader.at = at
      return code
    }
    reader.end = lineEnd(bytes, at)
    // Whether a comment that is not indented may follow depends on more than YAML says.
    if (bytes[reader.end + 1] === HASH || !nextLine(reader, false)) throw BAIL
    at = reader.start
    code = bytes[at]!
    // The last bracket may stand as far left as what it belongs to.
    const isLast = level === 0 && reader.indent === column && (code === CLOSE_BRACE || code === CLOSE_BRACKET)
    if (reader.indent <= column && !isLast) throw BAIL
  }
}

const endsPlain = (code: number): boolean => isBlank(code) || code === TAB || isFlowIndicator(code)

/** Indicators that a plain scalar begins with only if it goes on (§7.3.3). */
const NEEDS_MORE: ReadonlySet<number> = new Set([DASH, QUESTION, COLON])
