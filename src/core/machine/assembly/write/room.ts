import { Output, reach, Reader, Text } from '../state'

/** How many bytes are written for one of JSON at most, but for indentation. */
const GROWTH: usize = 6

/** Makes room for so many levels of indentation, and for all that is still to be written without more of it. */
export function makeRoom(levels: i32): void {
  reach(Output.at + 2 * levels + GROWTH * (Text.end - Reader.at) + 1024)
}

/** Two spaces for each level. */
export function writeIndent(levels: i32): void {
  makeRoom(levels)
  let to = Output.at
  for (let level = 0; level < levels; level++) {
    store<u16>(to, 0x2020)
    to += 2
  }
  Output.at = to
}
