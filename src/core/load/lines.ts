const NEWLINE = 10

/** By the first byte of a character in UTF-8: its UTF-16 units. The bytes behind it count nothing. */
const UNITS = new Uint8Array(256).fill(1).fill(0, 0x80, 0xc0).fill(2, 0xf0)

/** Bytes that are counted at once, and once only. What is left of a block is counted for each question. */
const BLOCK = 4_096

/** What lies in front of an offset. */
interface Count {
  lineEnds: number
  units: number
  /** Of these, the units in front of the last line. */
  unitsBeforeLine: number
}

/** From an offset in a text in UTF-8 to its line and column, from 1; columns count UTF-16 units. */
export function linesOf(bytes: Uint8Array): (offset: number) => { line: number; column: number } {
  const blocks: Count[] = [{ lineEnds: 0, units: 0, unitsBeforeLine: 0 }]
  return (offset) => {
    const block = Math.floor(offset / BLOCK)
    while (blocks.length <= block) blocks.push(counted(blocks.at(-1)!, (blocks.length - 1) * BLOCK, blocks.length * BLOCK))
    const { lineEnds, units, unitsBeforeLine } = counted(blocks[block]!, block * BLOCK, offset)
    return { line: lineEnds + 1, column: units - unitsBeforeLine + 1 }
  }

  function counted(before: Count, start: number, end: number): Count {
    let { lineEnds, units, unitsBeforeLine } = before
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!
      units += UNITS[byte]!
      if (byte !== NEWLINE) continue
      lineEnds++
      unitsBeforeLine = units
    }
    return { lineEnds, units, unitsBeforeLine }
  }
}
