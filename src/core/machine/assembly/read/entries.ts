import { MAX_STARTS, STARTS, Text } from '../state'

/** Where in the text the entry begins that was read by itself. */
let start: u32 = 0

/** How many entries were read together. */
let count: i32 = 0

/** Notes where the entry begins that is read by itself. */
export function beginEntry(place: usize): void {
  start = offsetOf(place)
}

export function entryStart(): u32 {
  return start
}

/** To be called before entries are read together. */
export function beginEntries(): void {
  count = 0
}

/** Notes one of several entries, when it was read, by where it begins. */
export function endEntry(begin: u32): void {
  store<u32>(STARTS + 4 * count, begin)
  count++
}

export function entryCount(): i32 {
  return count
}

/** Whether no more can be noted. */
export function areEnough(): bool {
  return count === MAX_STARTS
}

/** Where the beginnings of entries are that were read together, as 32-bit numbers. */
export function entryStarts(): usize {
  return STARTS
}

/** Where something stands in the whole text. */
export function offsetOf(place: usize): u32 {
  return Text.offset + ((place - Text.start) as u32)
}
