import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, NEWLINE, OPEN_BRACE, OPEN_BRACKET, QUOTE, SPACE, tableOf } from '../codes'
import { Output, Reader, Text, writeByte, writeUntil } from '../state'
import { makeRoom, writeIndent } from './room'

/** Writes the entry of an object, or the item of a list, that stands in the text, two spaces a level, as `JSON.stringify` does. */
export function writeJson(depth: i32): void {
  let levels = depth + 1
  writeIndent(levels)
  const end = Text.end - 1
  for (let at = Reader.at + 1; at < end; at++) {
    const code = load<u8>(at) as u32
    switch (code) {
      case QUOTE:
        at = copyString(at)
        break
      case OPEN_BRACE:
      case OPEN_BRACKET: {
        writeByte(code)
        const next = load<u8>(at + 1) as u32
        if (next === CLOSE_BRACE || next === CLOSE_BRACKET) {
          writeByte(next)
          at++
        } else newLine(++levels, at)
        break
      }
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        newLine(--levels, at)
        writeByte(code)
        break
      case COMMA:
        writeByte(code)
        newLine(levels, at)
        break
      case COLON:
        writeByte(code)
        writeByte(SPACE)
        break
      default:
        writeByte(code)
    }
  }
}

/** Writes it as it is. */
export function writeMinified(): void {
  const from = Reader.at + 1
  const length = Text.end - 1 - from
  makeRoom(0)
  memory.copy(Output.at, from, length)
  Output.at += length
}

function newLine(levels: i32, at: usize): void {
  writeByte(NEWLINE)
  Reader.at = at
  writeIndent(levels)
}

/** @returns where its last quote is */
function copyString(open: usize): usize {
  writeByte(QUOTE)
  let at = open + 1
  while (true) {
    at = writeUntil(at, STRING)
    writeByte(load<u8>(at))
    if (load<u8>(at) === QUOTE) return at
    writeByte(load<u8>(at + 1))
    at += 2
  }
}

const STRING: usize = tableOf('"\\')
