import { Output } from './state'

/**
 * What needs JavaScript's numbers is asked outside. Both write at `to`, and return how many bytes that were: negative if it
 * is a mark, 0 if there is nothing to write.
 */

/** A number as JSON writes it; nothing if it is none. */
export declare function exactNumber(from: usize, end: usize, to: usize): i32

/** What a plain scalar stands for that is no string. */
export declare function plainScalar(from: usize, end: usize, to: usize): i32

/** Takes what was written outside. @returns whether there was something */
export function wrote(length: i32): bool {
  if (length < 0) Output.isMarked = true
  Output.at += abs(length)
  return length != 0
}
