import { Output, Reader, Text } from '../state'

/** How many bytes are written for one of JSON at most, but for indentation. */
const GROWTH: usize = 6

/** Makes room for so many levels of indentation, and for all that is still to be written without more of it. */
export function makeRoom(levels: i32): void {
  const end = Output.at + 2 * levels + GROWTH * (Text.end - Reader.at) + 1024
  const pages = ((end + 0xffff) >> 16) as i32
  if (pages > memory.size() && memory.grow(max(pages - memory.size(), memory.size() >> 2)) < 0) unreachable()
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
