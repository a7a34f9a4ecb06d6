import { APOSTROPHE, BACKSLASH, COLON, HASH, NEWLINE, QUOTE, SPACE } from './codes'

/** How many places of entries and of objects are kept for one batch, and how much of anchors: their number, and the length of their names. */
export const MAX_STARTS: i32 = 1 << 14
export const MAX_TEXTS: i32 = 1 << 14
export const MAX_ANCHORS: i32 = 1 << 14
export const MAX_ANCHOR_NAMES: i32 = 1 << 18

/** Where everything lies, from the end of what is known when this is compiled. What is never touched costs nothing. */
export const STARTS: usize = (__heap_base + 15) & ~15
export const TEXTS: usize = STARTS + MAX_STARTS * 4
export const ANCHORS: usize = TEXTS + MAX_TEXTS * 8
export const ANCHOR_NAMES: usize = ANCHORS + MAX_ANCHORS * 16
export const INPUT: usize = ANCHOR_NAMES + MAX_ANCHOR_NAMES + 16

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

/** What is written: of what was read, JSON without spaces. */
export class Output {
  static start: usize = 0
  static at: usize = 0
  /**
   * Whether that is as `JSON.stringify` writes it, but for the order of names and for numbers, which are as they stand in
   * the text. Otherwise it is in ASCII, and what JSON cannot say is said by marks (`load/fast/restore.ts`).
   */
  static isExact: bool = false
  /** How many names were written: if the objects have fewer, one was used twice. */
  static names: i32 = 0
  static isMarked: bool = false
  /** How many objects and lists are open. */
  static depth: i32 = 0
  static maxDepth: i32 = 0
}

export function writeByte(code: u32): void {
  store<u8>(Output.at, code as u8)
  Output.at++
}

/** The last character that was written. */
export function last(): u32 {
  return load<u8>(Output.at - 1)
}

/** Copies characters up to one that a table has; of those that `mayStop`. @returns where that is */
export function writeUntil(from: usize, stops: usize): usize {
  if (ASC_FEATURE_SIMD) return writeBySixteen(from, stops)
  let at = from
  let to = Output.at
  let code = load<u8>(at) as usize
  while (load<u8>(stops + code) === 0) {
    store<u8>(to++, code as u8)
    code = load<u8>(++at) as usize
  }
  Output.at = to
  return at
}

function writeBySixteen(from: usize, stops: usize): usize {
  let at = from
  let to = Output.at
  while (true) {
    const characters = v128.load(at)
    v128.store(to, characters)
    for (let left = mayStop(characters); left !== 0; left &= left - 1) {
      const index = ctz(left) as usize
      if (load<u8>(stops + load<u8>(at + index)) === 0) continue
      Output.at = to + index
      return at + index
    }
    at += 16
    to += 16
  }
}

/** Which of sixteen characters are control characters or beyond ASCII, quotes, backslashes, colons or hashes, a bit for each. */
function mayStop(characters: v128): i32 {
  const quotes = v128.or(i8x16.eq(characters, i8x16.splat(QUOTE as i8)), i8x16.eq(characters, i8x16.splat(APOSTROPHE as i8)))
  const marks = v128.or(i8x16.eq(characters, i8x16.splat(COLON as i8)), i8x16.eq(characters, i8x16.splat(HASH as i8)))
  // Beyond ASCII is below zero.
  const controls = v128.or(i8x16.lt_s(characters, i8x16.splat(SPACE as i8)), i8x16.eq(characters, i8x16.splat(127)))
  const others = v128.or(controls, i8x16.eq(characters, i8x16.splat(BACKSLASH as i8)))
  return i8x16.bitmask(v128.or(v128.or(quotes, marks), others))
}

/** Whether so many bytes are the same in two places. */
export function areSame(one: usize, other: usize, count: usize): bool {
  let at: usize = 0
  for (; at + 8 <= count; at += 8) if (load<u64>(one + at) !== load<u64>(other + at)) return false
  for (; at < count; at++) if (load<u8>(one + at) !== load<u8>(other + at)) return false
  return true
}

/** Makes room up to a place, and some more, so that what grows step by step does not take too many steps. */
export function reach(end: usize): void {
  const missing = (((end + 0xffff) >> 16) as i32) - memory.size()
  if (missing > 0 && memory.grow(max(missing, memory.size() >> 2)) < 0) unreachable()
}

/**
 * Makes room for a window of so many bytes, and for what will be written of it, which what was written already moves behind.
 *
 * @returns where to put the bytes
 */
export function place(size: u32, offset: u32, isLast: bool): usize {
  const end = INPUT + size
  const start = behind(end)
  const length = Output.at - Output.start
  reach(start + length + GROWTH * size + 0x10000)
  if (length > 0) memory.copy(start, Output.start, length)
  Output.start = start
  Output.at = start + length
  Text.offset = offset
  surround(INPUT, end, isLast)
  return INPUT
}

/** Makes room for a text of so many bytes at most, which is to be written in another way. @returns where to put the bytes */
export function placeToWrite(size: u32): usize {
  reach(INPUT + size + BEHIND)
  return INPUT
}

/** Begins to write, of a text of so many bytes. */
export function beginToWrite(size: u32): void {
  lookAt(INPUT, INPUT + size)
  Reader.at = INPUT
}

/** Makes what stands somewhere in memory the text. What is written of it comes behind it. */
export function lookAt(from: usize, end: usize): void {
  const start = behind(end)
  reach(start + GROWTH * ((end - from) as u32) + 0x10000)
  Output.start = start
  Output.at = start
  surround(from, end, true)
}

function behind(end: usize): usize {
  return (end + BEHIND + 15) & ~15
}

function surround(from: usize, end: usize, isLast: bool): void {
  Text.start = from
  Text.end = end
  Text.isLast = isLast
  Text.isStarved = false
  store<u8>(from - 1, NEWLINE as u8)
  memory.fill(end, 0, BEHIND)
}

/** Gives up where the window ends, to go on with the next one. What is no mistake only at the end of a text is asked here first. */
export function needMore(): void {
  if (Text.isLast) return
  Text.isStarved = true
  unreachable()
}
