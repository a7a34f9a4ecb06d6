import { digest } from '../digest.ts'
import { CLOSE_BRACE, COMMA, SPACE } from '../machine/codes.ts'
import { endOfEntry, skipSpace } from './locate-json.ts'
import type { Outline } from './outline.ts'

/** How the text of a JSON document is divided: each of its parts ends where the next one begins. */
export interface Layout {
  /** What stands in front of the first entry. */
  readonly head: Stretch
  readonly entries: readonly LaidEntry[]
}

/** Of a text: its length in bytes, and what tells it from others. */
type Stretch = readonly [length: number, mark: string]

/** The first 132 bits of a digest: there may be many. */
const markOf = (text: Buffer): string => digest(text).slice(0, 22)

/** An entry, up to the next one; up to the first entry in it, if these are divided too. */
type LaidEntry = readonly [name: string, own: Stretch, inside?: readonly LaidEntry[]]

/** A text that differs from an earlier one in some entries, and how it is divided itself. */
export interface Difference {
  /** The tokens that lead to each entry with another value. */
  readonly changed: readonly (readonly string[])[]
  readonly layout: Layout
  readonly outline: Outline
}

/** How a text is divided at the entries of an outline of it. */
export function layoutOf(text: Buffer, outline: Outline): Layout {
  const starts = [...startsIn(outline), text.length]
  let next = 0
  const stretch = (start: number): Stretch => [starts[next]! - start, markOf(text.subarray(start, starts[next]))]
  const laid = (entries: Outline): LaidEntry[] =>
    Array.from(entries, ([name, { inside }]) => {
      const own = stretch(starts[next++]!)
      return inside && inside.size > 0 ? [name, own, laid(inside)] : [name, own]
    })
  const head = stretch(0)
  return { head, entries: laid(outline) }
}

function* startsIn(outline: Outline): Generator<number> {
  for (const { start, inside } of outline.values()) {
    yield start
    if (inside) yield* startsIn(inside)
  }
}

/**
 * Compares a text with the layout of an earlier one.
 *
 * @param mayChange whether an entry may have another value, by its tokens
 * @returns undefined if they differ in anything else
 */
export function differenceFrom(old: Layout, text: Buffer, mayChange: (tokens: readonly string[]) => boolean): Difference | undefined {
  const changed: (readonly string[])[] = []
  let at = 0
  const isSame = ([length, known]: Stretch): boolean => at + length <= text.length && markOf(text.subarray(at, at + length)) === known

  /** @param closing how many objects end behind the last of the entries */
  function compared(entries: readonly LaidEntry[], around: readonly string[], closing: number, outline: Outline): LaidEntry[] | undefined {
    const found: LaidEntry[] = []
    for (const [index, entry] of entries.entries()) {
      const [name, own, inside] = entry
      const start = at
      const tokens = [...around, name]
      const closingBehind = index === entries.length - 1 ? closing : 0
      const noted: Outline | undefined = inside && new Map()
      outline.set(name, { start, inside: noted })
      if (isSame(own)) {
        at += own[0]
        const within = inside && compared(inside, tokens, closingBehind + 1, noted!)
        if (inside && !within) return undefined
        found.push(within ? [name, own, within] : entry)
        continue
      }
      const end = inside || !mayChange(tokens) ? undefined : endOfEntry(text, start, name)
      const behind = end === undefined ? undefined : behindEntry(text, end, closingBehind)
      if (behind === undefined) return undefined
      at = behind
      changed.push(tokens)
      found.push([name, [at - start, markOf(text.subarray(start, at))]])
    }
    return found
  }

  if (!isSame(old.head)) return undefined
  at = old.head[0]
  const outline: Outline = new Map()
  const entries = compared(old.entries, [], 1, outline)
  return entries && at === text.length ? { changed, layout: { head: old.head, entries }, outline } : undefined
}

/** From the end of a value to the next entry, or the end of the text, behind so many objects. */
function behindEntry(text: Buffer, end: number, closing: number): number | undefined {
  let at = skipSpace(text, end)
  for (let left = closing; left > 0; left--) {
    if (text[at] !== CLOSE_BRACE) return undefined
    at = skipSpace(text, at + 1)
  }
  if (at >= text.length) return text.length
  return text[at] === COMMA ? skipSpace(text, at + 1) : undefined
}

/** The text without the entries that are not to be kept; objects stay, even if they have none any more. */
export function abridged(text: Buffer, layout: Layout, keeps: (tokens: readonly string[]) => boolean): Buffer {
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
  while (at > 0 && text[at - 1]! <= SPACE) at--
  return at
}
