/** Bytes that are counted at once, and once only. */
const BLOCK = 65_536

const NEWLINE = 10

const LINE_ENDS = new Uint8Array(256)
LINE_ENDS[NEWLINE] = 1

/** By the first byte of a character in UTF-8: its UTF-16 units. The bytes behind it count nothing. */
const UNITS = new Uint8Array(256).fill(1).fill(0, 0x80, 0xc0).fill(2, 0xf0)

/** From an offset in a text in UTF-8 to its line and column, from 1; columns count UTF-16 units. */
export function linesOf(bytes: Buffer): (offset: number) => { line: number; column: number } {
  const lineEndsBefore = counter(bytes, LINE_ENDS)
  const unitsBefore = counter(bytes, UNITS)
  return (offset) => {
    const start = offset === 0 ? 0 : bytes.lastIndexOf(NEWLINE, offset - 1) + 1
    const isNear = offset - start < BLOCK
    const column = isNear ? bytes.toString('utf8', start, offset).length : unitsBefore(offset) - unitsBefore(start)
    return { line: lineEndsBefore(offset) + 1, column: column + 1 }
  }
}

/** How much the bytes in front of an offset weigh. */
function counter(bytes: Uint8Array, weights: Uint8Array): (offset: number) => number {
  const before = [0]
  return (offset) => {
    const block = Math.floor(offset / BLOCK)
    while (before.length <= block) before.push(before.at(-1)! + weigh((before.length - 1) * BLOCK, before.length * BLOCK))
    return before[block]! + weigh(block * BLOCK, offset)
  }

  function weigh(start: number, end: number): number {
    let sum = 0
    for (let at = start; at < end; at++) sum += weights[bytes[at]!]!
    return sum
  }
}
