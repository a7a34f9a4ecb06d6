import { CLOSE_BRACE, COMMA, NEWLINE, RETURN, SPACE, TAB } from '../machine/codes.ts'
import type { LaidEntry, Layout } from './layout.ts'
import { endOfEntry } from './locate-json.ts'

/**
 * Where the next entry begins, or the text ends, of a text that may be anything.
 *
 * @param closing how many objects end in front of that @returns undefined if that is not so
 */
export function behindJsonEntry(text: Buffer, start: number, name: string, closing: number): number | undefined {
  const end = endOfEntry(text, start, name)
  if (end === undefined) return undefined
  let at = skipSpace(text, end)
  for (let left = closing; left > 0; left--) {
    if (text[at] !== CLOSE_BRACE) return undefined
    at = skipSpace(text, at + 1)
  }
  if (at >= text.length) return text.length
  return text[at] === COMMA ? skipSpace(text, at + 1) : undefined
}

/** The text without the entries that are not to be kept; objects stay, even if they have none any more. */
export function abridgedJson(text: Buffer, layout: Layout, keeps: (tokens: readonly string[]) => boolean): Buffer {
  const pieces: Buffer[] = []
  let next = layout.head[0]

  function write(entries: readonly LaidEntry[], around: readonly string[], closing: number): void {
    pieces.push(OPEN)
    let isFirst = true
    for (const [index, [name, [length], inside]] of entries.entries()) {
      const start = next
      next += length
      const tokens = [...around, name]
      const closingBehind = index === entries.length - 1 ? closing : 0
      if (!inside && !keeps(tokens)) continue
      if (!isFirst) pieces.push(SEPARATOR)
      isFirst = false
      if (inside) {
        pieces.push(Buffer.from(`${JSON.stringify(name)}:`))
        write(inside, tokens, closingBehind + 1)
      } else pieces.push(text.subarray(start, endBefore(text, next, closingBehind)))
    }
    pieces.push(CLOSE)
  }

  write(layout.entries, [], 1)
  return Buffer.concat(pieces)
}

const OPEN = Buffer.from('{')
const CLOSE = Buffer.from('}')
const SEPARATOR = Buffer.from(',')

/** From the next entry, or the end of the text, back to the end of the value before it. */
function endBefore(text: Buffer, next: number, closing: number): number {
  let at = spaceBefore(text, next)
  if (text[at - 1] === COMMA) at = spaceBefore(text, at - 1)
  for (let left = closing; left > 0; left--) at = spaceBefore(text, at - 1)
  return at
}

function spaceBefore(text: Buffer, end: number): number {
  let at = end
  while (at > 0 && isSpace(text[at - 1])) at--
  return at
}

function skipSpace(text: Buffer, start: number): number {
  let at = start
  while (isSpace(text[at])) at++
  return at
}

/** RFC 8259 §2; what else there may be must not go unseen. */
const isSpace = (code: number | undefined): boolean => code === SPACE || code === NEWLINE || code === RETURN || code === TAB
