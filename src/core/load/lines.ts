const NEWLINE = 10

/**
 * By the first byte of a character of several bytes in UTF-8: its UTF-16 units, and one less for the byte itself. Those
 * behind it count nothing.
 */
const MORE = new Int8Array(256).fill(-1, 0x80, 0xc0).fill(1, 0xf0)

/** Bytes that are counted at once, and once only. What is left of a block is counted for each question. */
const BLOCK = 4_096

/** What lies in front of an offset. */
interface Count {
  lineEnds: number
  /** How many UTF-16 units more than bytes: none in ASCII, otherwise mostly less. */
  more: number
  /** The units in front of the last line. */
  unitsBeforeLine: number
}

/** From an offset in a text in UTF-8 to its line and column, from 1; columns count UTF-16 units. */
export function linesOf(bytes: Uint8Array): (offset: number) => { line: number; column: number } {
  const blocks: Count[] = [{ lineEnds: 0, more: 0, unitsBeforeLine: 0 }]
  const words = wordsOf(bytes)
  return (offset) => {
    const block = Math.floor(offset / BLOCK)
    while (blocks.length <= block) blocks.push(counted(blocks.at(-1)!, (blocks.length - 1) * BLOCK, blocks.length * BLOCK))
    const { lineEnds, more, unitsBeforeLine } = counted(blocks[block]!, block * BLOCK, offset)
    return { line: lineEnds + 1, column: offset + more - unitsBeforeLine + 1 }
  }

  function counted(before: Count, start: number, end: number): Count {
    let { lineEnds, more, unitsBeforeLine } = before
    const lastWord = Math.min(words.length, end >>> 2)
    for (let at = start; at < end; at++) {
      if ((at & 3) === 0 && at >>> 2 < lastWord && isPlain(words[at >>> 2]!)) {
        at += 3
        continue
      }
      const byte = bytes[at]!
      if (byte >= 0x80) more += MORE[byte]!
      else if (byte === NEWLINE) {
        lineEnds++
        unitsBeforeLine = at + 1 + more
      }
    }
    return { lineEnds, more, unitsBeforeLine }
  }
}

/** The same bytes, four at once; none where they do not lie so that they can be had in this way. */
function wordsOf({ buffer, byteOffset, byteLength }: Uint8Array): Int32Array {
  return byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, byteLength >>> 2) : new Int32Array()
}

/** Whether there are neither line ends in it nor bytes beyond ASCII: what is zero turns negative, byte by byte, when one is taken away. */
function isPlain(word: number): boolean {
  const ends = word ^ 0x0a0a0a0a
  return (((ends - 0x01010101) | word) & 0x80808080) === 0
}
