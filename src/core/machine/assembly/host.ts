import { Output } from './state'

/**
 * What needs JavaScript's numbers is asked outside. Both write at `to`, and return how many bytes that were: negative if it
 * is a mark, 0 if there is nothing to write.
 */

/** A number as JSON writes it; nothing if it is none. */
export declare function exactNumber(from: usize, end: usize, to: usize): i32

/** What a plain scalar stands for that is no string. */
export declare function plainScalar(from: usize, end: usize, to: usize): i32

/** Takes a number or word that was written outside, of what stands in the text. @returns whether there was something */
export function tookScalar(length: i32, from: usize, end: usize): bool {
  if (length < 0 && Output.isExact) {
    memory.copy(Output.at, from, end - from)
    Output.at += end - from
    return true
  }
  if (length < 0) Output.isMarked = true
  Output.at += abs(length)
  return length !== 0
}

/** A string in YAML behind a key or dash, with the line end; what it is given is JSON. */
export declare function scalarText(from: usize, end: usize, depth: i32, to: usize): i32

/** A key in YAML, with its colon. */
export declare function keyText(from: usize, end: usize, depth: i32, to: usize): i32
