import {
  APOSTROPHE,
  ASTERISK,
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
} from '../../codes'
import { closeList, closeMap, endName, openList, openMap, separate, writeNull } from '../output'
import { Output, Reader } from '../../state'
import { readAlias } from './anchors'
import { lineEnd, nextLine } from './lines'
import { canBegin, writePlain, writePlainKey } from './plain'
import { readQuoted } from './quoted'

/**
 * Reads a flow collection (YAML 1.2.2 §7.4), on however many lines; `Reader.at` tells where it ends. What is rare in
 * them is not read: anchors, tags, explicit keys, single pairs in lists and plain scalars on several lines.
 *
 * @param open where its first bracket is
 * @param column what the lines below must be indented further than
 * @param level how many flow collections it stands in
 */
export function readFlow(open: usize, column: i32, level: i32 = 0): void {
  Reader.at = open + 1
  if (load<u8>(open) === OPEN_BRACE) readMap(column, level)
  else readList(column, level)
  Reader.at++
}

function readMap(column: i32, level: i32): void {
  openMap()
  for (let code = skipSpace(column, level); code !== CLOSE_BRACE; code = skipComma(column, level, CLOSE_BRACE)) {
    separate()
    readKey(code, column)
    if (load<u8>(Reader.at) === COLON) {
      Reader.at++
      readNode(skipSpace(column, level), column, level)
    } else writeNull()
  }
  closeMap()
}

function readList(column: i32, level: i32): void {
  openList()
  for (let code = skipSpace(column, level); code !== CLOSE_BRACKET; code = skipComma(column, level, CLOSE_BRACKET)) {
    if (code === COMMA) unreachable()
    separate()
    readNode(code, column, level)
  }
  closeList()
}

/** Reads a key; `Reader.at` tells where its colon is, if it has one. */
function readKey(code: u32, column: i32): void {
  const at = Reader.at
  const start = Reader.start
  const name = Output.at
  const isQuoted = code === QUOTE || code === APOSTROPHE
  if (isQuoted) {
    readQuoted(at, column)
    // Several lines are too many for a key.
    if (Reader.start !== start) unreachable()
  } else {
    writePlainKey(at, endOfPlain(code))
  }
  while (isSpace(load<u8>(Reader.at))) Reader.at++
  // Behind a plain key, a colon only counts in front of a space or an indicator (§7.4.2); a quoted one needs nothing.
  if (load<u8>(Reader.at) === COLON && !isQuoted && !endsPlain(load<u8>(Reader.at + 1))) unreachable()
  endName(name)
}

function readNode(code: u32, column: i32, level: i32): void {
  const at = Reader.at
  switch (code) {
    case QUOTE:
    case APOSTROPHE:
      return readQuoted(at, column)
    case OPEN_BRACE:
    case OPEN_BRACKET:
      return readFlow(at, column, level + 1)
    case ASTERISK:
      return readAlias(at)
    case COMMA:
    case CLOSE_BRACE:
      return writeNull()
    default:
      return writePlain(at, endOfPlain(code))
  }
}

/** Finds the end of a plain scalar on one line; `Reader.at` tells where the spaces behind it end. */
function endOfPlain(first: u32): usize {
  const from = Reader.at
  const next = load<u8>(from + 1) as u32
  if (!canBegin(first, next) || (needsMore(first) && endsPlain(next))) unreachable()
  let at = from
  for (let code = first; code !== NEWLINE && !isFlowIndicator(code); code = load<u8>(++at) as u32) {
    if (code === COLON && endsPlain(load<u8>(at + 1))) break
    if (code === HASH && isSpace(load<u8>(at - 1))) break
  }
  Reader.at = at
  while (isSpace(load<u8>(at - 1))) at--
  return at
}

/** Moves over the comma to the next entry, unless the collection ends. */
function skipComma(column: i32, level: i32, close: u32): u32 {
  const code = skipSpace(column, level)
  if (code === close) return code
  if (code !== COMMA) unreachable()
  Reader.at++
  return skipSpace(column, level)
}

/** Moves to the next token, and tells its first character. */
function skipSpace(column: i32, level: i32): u32 {
  let at = Reader.at
  while (true) {
    let code = load<u8>(at) as u32
    while (isSpace(code)) code = load<u8>(++at) as u32
    if (code !== NEWLINE && (code !== HASH || !isSpace(load<u8>(at - 1)))) {
      Reader.at = at
      return code
    }
    Reader.end = lineEnd(at)
    // Whether a comment that is not indented may follow depends on more than YAML says.
    if (load<u8>(Reader.end + 1) === HASH || !nextLine(false)) unreachable()
    at = Reader.start
    code = load<u8>(at) as u32
    // The last bracket may stand as far left as what it belongs to.
    const isLast = level === 0 && Reader.indent === column && (code === CLOSE_BRACE || code === CLOSE_BRACKET)
    if (Reader.indent <= column && !isLast) unreachable()
  }
}

function endsPlain(code: u32): bool {
  return isBlank(code) || code === TAB || isFlowIndicator(code)
}

/** Whether a plain scalar begins with an indicator only if it goes on (§7.3.3). */
function needsMore(code: u32): bool {
  return code === DASH || code === QUESTION || code === COLON
}
