import { NEWLINE } from './codes'

/** How many places of entries are kept for one batch, and how much of anchors: their number, and the length of their names. */
export const MAX_STARTS: i32 = 1 << 14
export const MAX_ANCHORS: i32 = 1 << 14
export const MAX_ANCHOR_NAMES: i32 = 1 << 18

/** Where everything lies, from the end of what is known when this is compiled. What is never touched costs nothing. */
export const STARTS: usize = (__heap_base + 15) & ~15
export const ANCHORS: usize = STARTS + MAX_STARTS * 4
export const ANCHOR_NAMES: usize = ANCHORS + MAX_ANCHORS * 16
const INPUT: usize = ANCHOR_NAMES + MAX_ANCHOR_NAMES + 16

/** What stands behind a text, so that looking a few characters ahead finds nothing. */
const BEHIND: u32 = 32

/** How many bytes JSON takes for one of the text, at most; what takes more ends in a trap, and is left to the full parser. */
const GROWTH: u32 = 8

/**
 * The text that is being read: all of it, or a window on it. In front of it stands a line feed, behind it zeros. A window
 * on YAML ends in a line feed.
 */
export class Text {
  static start: usize = INPUT
  static end: usize = INPUT
  /** Whether the text ends with the window. */
  static isLast: bool = true
  /** Whether it ends without a line break; one was added. */
  static isOpen: bool = false
  /** Where in the text the window begins. */
  static offset: u32 = 0
  /** Whether reading stopped because the window ended. */
  static isStarved: bool = false
}

/** Where reading is. */
export class Reader {
  /** Behind what was read last. */
  static at: usize = 0
  /** Where the content of the current line begins, and how far that is indented (-1 at the end of the text). */
  static start: usize = 0
  static indent: i32 = -1
  /** Where the current line ends. Whoever reads a line to its end sets this, before moving on. */
  static end: usize = 0
  /** What was passed over before the current line: the number of empty lines, and whether there were comments. */
  static empty: i32 = 0
  static isAfterComment: bool = false
  /** How many anchors and merge keys there were so far. */
  static marks: i32 = 0
}

/** What was read, as JSON without spaces and in ASCII. What JSON cannot say is said by marks (`../restore.ts`). */
export class Output {
  static start: usize = 0
  static at: usize = 0
  /** How many names were written: if the objects have fewer, one was used twice. */
  static names: i32 = 0
  static isMarked: bool = false
  /** How many objects and lists are open. */
  static depth: i32 = 0
  static maxDepth: i32 = 0
}

/**
 * Makes room for a window of so many bytes, and for what will be written of it.
 *
 * @returns where to put the bytes
 */
export function place(size: u32, offset: u32, isLast: bool): usize {
  const end = INPUT + size
  const start = (end + BEHIND + 15) & ~15
  const length = Output.at - Output.start
  const pages = ((start + length + GROWTH * size + 0x1ffff) >> 16) as i32
  if (memory.size() < pages) memory.grow(pages - memory.size())
  if (length > 0) memory.copy(start, Output.start, length)
  Output.start = start
  Output.at = start + length
  Text.end = end
  Text.offset = offset
  Text.isLast = isLast
  Text.isStarved = false
  store<u8>(INPUT - 1, NEWLINE as u8)
  memory.fill(end, 0, BEHIND)
  return INPUT
}

/** Gives up where the window ends, to go on with the next one. What is no mistake only at the end of a text is asked here first. */
export function needMore(): void {
  if (Text.isLast) return
  Text.isStarved = true
  unreachable()
}
