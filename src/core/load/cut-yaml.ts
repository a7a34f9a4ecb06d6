import { HASH, NEWLINE } from '../machine/codes.ts'
import { isObject } from '../model/json.ts'
import { fastYaml } from './fast/fast-yaml.ts'
import type { LaidEntry, Layout } from './layout.ts'
import { entryAt, indentAt, lineBehind } from './locate-yaml.ts'
import { Notes } from './notes.ts'

/**
 * Where the next entry begins, or the text ends, of a text that may be anything: at the next line that is indented no
 * further than the entry (YAML 1.2.2 §8.2).
 *
 * @param column that the entry had
 * @returns undefined if what is in between is not that entry, and nothing else
 */
export function behindYamlEntry(text: Buffer, start: number, name: string, column: number): number | undefined {
  let end = lineBehind(text, start)
  if (indentAt(text, start) !== column || entryAt(text, start + column, end)?.key !== name) return undefined
  while (!endsYamlEntry(text, start, end)) end = lineBehind(text, end)
  const entry = fastYaml(text.subarray(start, end), new Notes())
  return isObject(entry) && Object.keys(entry).length === 1 && Object.hasOwn(entry, name) ? end : undefined
}

/** Whether a line that begins at `end` is no more of an entry: what it holds is indented no further. */
export function endsYamlEntry(text: Buffer, start: number, end: number): boolean {
  if (end >= text.length) return true
  const indent = indentAt(text, end)
  const first = text[end + indent]
  return indent <= indentAt(text, start) && first !== NEWLINE && first !== HASH
}

/** The text without the entries that are not to be kept; maps stay, even if they have none any more. */
export function abridgedYaml(text: Buffer, { head, entries }: Layout, keeps: (tokens: readonly string[]) => boolean): Buffer {
  const pieces = [text.subarray(0, head[0])]
  let next = head[0]

  /** @returns whether there were any */
  function write(all: readonly LaidEntry[], around: readonly string[]): boolean {
    let isAny = false
    for (const [name, [length], inside] of all) {
      const start = next
      next += length
      const tokens = [...around, name]
      if (!inside && !keeps(tokens)) continue
      isAny = true
      const position = pieces.push(text.subarray(start, next)) - 1
      if (inside && !write(inside, tokens)) {
        pieces[position] = Buffer.from(`${' '.repeat(indentAt(text, start))}${JSON.stringify(name)}: {}\n`)
      }
    }
    return isAny
  }

  write(entries, [])
  return Buffer.concat(pieces)
}
