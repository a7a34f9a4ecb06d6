import { MAX_TEXTS, Output, TEXTS } from '../state'

/** How many objects and lists those are in whose places are noted; -1 if nobody asks. */
let level: i32 = -1

/** How many such objects and lists there were. */
let count: i32 = 0

/** Behind the last character, from the beginning of what was written, that `JSON.stringify` would write in another way. */
let unlike: u32 = 0

export function beginTexts(depth: i32): void {
  level = depth
  count = 0
  unlike = 0
}

/** To be called behind what `JSON.stringify` may write in another way. */
export function noteUnlike(): void {
  unlike = (Output.at - Output.start) as u32
}

/** To be called when an object or list has ended, with where it begins. */
export function noteText(start: u32): void {
  if (Output.depth !== level) return
  if (count < MAX_TEXTS) {
    store<u32>(TEXTS + 8 * count, start)
    store<u32>(TEXTS + 8 * count + 4, unlike > start ? start : ((Output.at - Output.start) as u32))
  }
  count++
}

export function noted(): i32 {
  return count
}

export function setNoted(left: i32): void {
  count = left
}

/** @returns how many were asked for; -1 if that is more than there is room for */
export function textCount(): i32 {
  return count > MAX_TEXTS ? -1 : count
}

/**
 * Where in what was written the objects and lists are that were asked for: of each where it begins and where it ends, as 32-bit
 * numbers; the same for one that `JSON.stringify` may write in another way.
 */
export function texts(): usize {
  return TEXTS
}
