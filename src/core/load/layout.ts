import { shortDigest } from '../digest.ts'
import { abridgedJson, behindJsonEntry } from './cut-json.ts'
import { abridgedYaml, behindYamlEntry, endsYamlEntry } from './cut-yaml.ts'
import { indentAt } from './locate-yaml.ts'
import type { Outline } from './outline.ts'

/** How the text of a document is divided: each of its parts ends where the next one begins. */
export interface Layout {
  readonly language: 'json' | 'yaml'
  /** What stands in front of the first entry. */
  readonly head: Stretch
  readonly entries: readonly LaidEntry[]
}

/** Of a text: its length in bytes, and what tells it from others; in YAML also how far it is indented. */
type Stretch = readonly [length: number, mark: string, column?: number]

/** An entry, up to the next one; up to the first entry in it, if these are divided too. */
export type LaidEntry = readonly [name: string, own: Stretch, inside?: readonly LaidEntry[]]

/** A text that differs from an earlier one in some entries, and how it is divided itself. */
export interface Difference {
  /** The tokens that lead to each entry with another value. */
  readonly changed: readonly (readonly string[])[]
  readonly layout: Layout
  readonly outline: Outline
}

/** How a text is divided at the entries of an outline of it. */
export function layoutOf(text: Buffer, language: Layout['language'], outline: Outline): Layout {
  const starts = [...startsIn(outline), text.length]
  let next = 0
  const laid = (entries: Outline): LaidEntry[] =>
    Array.from(entries, ([name, { inside }]) => {
      const own = stretchOf(text, language, starts[next]!, starts[++next]!)
      return inside && inside.size > 0 ? [name, own, laid(inside)] : [name, own]
    })
  const head = stretchOf(text, language, 0, starts[0]!)
  return { language, head, entries: laid(outline) }
}

function stretchOf(text: Buffer, language: Layout['language'], start: number, end: number): Stretch {
  const mark = shortDigest(text.subarray(start, end))
  return language === 'json' ? [end - start, mark] : [end - start, mark, indentAt(text, start)]
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
  const { language } = old
  const isYaml = language === 'yaml'
  const changed: (readonly string[])[] = []
  let at = 0
  const isSame = ([length, known]: Stretch): boolean => at + length <= text.length && shortDigest(text.subarray(at, at + length)) === known

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
      // In YAML something may have been added at its end.
      if (isSame(own) && (inside || !isYaml || endsYamlEntry(text, start, start + own[0]))) {
        at += own[0]
        const within = inside && compared(inside, tokens, closingBehind + 1, noted!)
        if (inside && !within) return undefined
        found.push(within ? [name, own, within] : entry)
        continue
      }
      if (inside || !mayChange(tokens)) return undefined
      const behind = isYaml ? behindYamlEntry(text, start, name, own[2]!) : behindJsonEntry(text, start, name, closingBehind)
      if (behind === undefined) return undefined
      at = behind
      changed.push(tokens)
      found.push([name, stretchOf(text, language, start, at)])
    }
    return found
  }

  if (!isSame(old.head)) return undefined
  at = old.head[0]
  const outline: Outline = new Map()
  const entries = compared(old.entries, [], 1, outline)
  return entries && at === text.length ? { changed, layout: { ...old, entries }, outline } : undefined
}

/** The text without the entries that are not to be kept; objects stay, even if they have none any more. */
export function abridged(text: Buffer, layout: Layout, keeps: (tokens: readonly string[]) => boolean): Buffer {
  return layout.language === 'json' ? abridgedJson(text, layout, keeps) : abridgedYaml(text, layout, keeps)
}
