import { NEWLINE } from '../machine/codes.ts'
import { room, theMachine } from '../machine/machine.ts'

/** Bytes that are counted at once, and once only. What is left of a block is counted for each question. */
const BLOCK = 16_384

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
  return (offset) => {
    const block = Math.floor(offset / BLOCK)
    while (blocks.length <= block) blocks.push(counted(blocks.at(-1)!, (blocks.length - 1) * BLOCK, blocks.length * BLOCK))
    const { lineEnds, more, unitsBeforeLine } = counted(blocks[block]!, block * BLOCK, offset)
    return { line: lineEnds + 1, column: offset + more - unitsBeforeLine + 1 }
  }

  function counted(before: Count, start: number, end: number): Count {
    const block = bytes.subarray(start, end)
    const machine = theMachine()
    const at = machine.placeToWrite(block.length)
    room().set(block, at)
    const behindLast = block.lastIndexOf(NEWLINE) + 1
    return {
      lineEnds: before.lineEnds + machine.lineEnds(block.length),
      more: before.more + machine.unitsMore(block.length),
      unitsBeforeLine: behindLast === 0 ? before.unitsBeforeLine : start + behindLast + before.more + machine.unitsMore(behindLast),
    }
  }
}
