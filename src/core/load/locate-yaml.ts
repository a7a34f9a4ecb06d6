import { DASH, HASH, isBlank, NEWLINE, RETURN, SPACE } from '../machine/codes.ts'
import type { Outline } from './outline.ts'
import { isMap, isNode, isSeq, parseDocument } from './yaml.ts'

/**
 * Finds offsets in a YAML text (UTF-8) that is known to be valid: of the key (or list item) that the tokens of a pointer
 * lead to, or of the deepest one that exists. Maps in block style are followed by their indentation, which alone
 * structures them (YAML 1.2.2 §8.2.2); other values, which are small, are given to the full parser. What was read is
 * remembered.
 *
 * @param outline entries that need not be looked for
 */
export function yamlLocator(bytes: Buffer, outline: Outline = new Map()): (tokens: readonly string[]) => number | undefined {
  const ends = new Map<Outline, ReadonlyMap<string, number>>()
  const maps = new Map<number, ReadonlyMap<string, Entry> | undefined>()
  const parsed = new Map<number, (tokens: readonly string[]) => number | undefined>()
  return (tokens) => {
    let entry: Entry = { start: 0, value: 0, end: bytes.length }
    let noted: Outline | undefined = outline
    for (const [index, token] of tokens.entries()) {
      const { start, value, end } = entry
      const known: Entry | undefined = noted && notedEntry(noted, token, end)
      noted = known && noted?.get(token)?.inside
      if (known) {
        entry = known
        continue
      }
      if (!maps.has(value)) maps.set(value, blockMap(bytes, value, end))
      const entries = maps.get(value)
      if (!entries) {
        if (!parsed.has(value)) parsed.set(value, parsedLocator(bytes, value, end))
        return parsed.get(value)!(tokens.slice(index)) ?? start
      }
      const found = entries.get(token)
      if (!found) return start
      entry = found
    }
    return entry.start
  }

  /** @param end of the map that it stands in */
  function notedEntry(entries: Outline, token: string, end: number): Entry | undefined {
    const line = entries.get(token)?.start
    if (line === undefined) return undefined
    if (!ends.has(entries)) ends.set(entries, endsOf(entries, end))
    const start = line + indentAt(bytes, line)
    const found = entryAt(bytes, start, lineBehind(bytes, start))
    return found?.key === token ? { start, value: found.value, end: ends.get(entries)!.get(token)! } : undefined
  }
}

/** Where each entry ends. @param end where the last one does */
function endsOf(entries: Outline, end: number): Map<string, number> {
  const starts = Array.from(entries.values(), ({ start }) => start)
  return new Map(Array.from(entries.keys(), (name, index) => [name, starts[index + 1] ?? end]))
}

/** Where a key begins, and where its value is looked for. */
interface Entry {
  start: number
  value: number
  end: number
}

/** The entries of a map in block style; undefined if it is something else, or written in an unusual way. */
function blockMap(bytes: Buffer, from: number, end: number): Map<string, Entry> | undefined {
  const entries = new Map<string, Entry>()
  let column = -1
  let last: Entry | undefined
  for (let line = from, next = from; line < end; line = next) {
    next = bytes.indexOf(NEWLINE, line) + 1 || end
    const at = line + indentAt(bytes, line)
    const isEmpty = at >= next - 1 && isLineEnd(bytes[at])
    // What is indented more belongs to the entry above; so does a list that is indented as its key is.
    const isDeeper = column !== -1 && (at - line !== column || isDash(bytes, at))
    if (isEmpty || isDeeper || bytes[at] === HASH || isStart(bytes, line)) continue
    const entry = entryAt(bytes, at, next)
    if (!entry) return undefined
    if (last) last.end = line
    column = at - line
    last = { start: at, value: entry.value, end }
    entries.set(entry.key, last)
  }
  return column === -1 ? undefined : entries
}

const isLineEnd = (code: number | undefined): boolean => code === undefined || code === NEWLINE || code === RETURN

const isDash = (bytes: Uint8Array, at: number): boolean => bytes[at] === DASH && isBlank(bytes[at + 1]!)

/** The line `---` that may begin a document. */
const isStart = (bytes: Buffer, line: number): boolean => line === 0 && bytes[0] === DASH && /^---\s/.test(bytes.toString('latin1', 0, 4))

/** Simple keys up to their colons (§7.4.2); anchors, tags and explicit keys are none of these. */
const KEY = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s"'?&*!|>%@`{}[\],#-].*?|[-?]\S.*?)) *:(?=\s|$)/

/** The key that begins at an offset in a line, if it is a simple one, and where its value is looked for. */
export function entryAt(bytes: Buffer, at: number, end: number): { key: string; value: number } | undefined {
  const [matched, double, single, plain] = KEY.exec(bytes.toString('utf8', at, end)) ?? []
  if (matched === undefined || plain?.includes(' #')) return undefined
  const key = double === undefined ? (single?.replaceAll("''", "'") ?? plain!) : unescaped(double)
  return key === undefined ? undefined : { key, value: at + Buffer.byteLength(matched) }
}

function unescaped(double: string): string | undefined {
  try {
    return JSON.parse(`"${double}"`) as string
  } catch {
    return undefined
  }
}

function parsedLocator(bytes: Buffer, from: number, end: number): (tokens: readonly string[]) => number | undefined {
  const text = bytes.toString('utf8', from, end)
  const { contents } = parseDocument(text, { prettyErrors: false, logLevel: 'silent', uniqueKeys: false, resolveKnownTags: false })
  return (tokens) => {
    const offset = locate(contents, tokens)
    return offset === undefined ? undefined : from + Buffer.byteLength(text.slice(0, offset))
  }
}

/** The offset of the key (or list item) that the tokens lead to, or of the deepest one that exists. */
function locate(contents: unknown, tokens: readonly string[]): number | undefined {
  let node: unknown = contents
  let offset: number | undefined
  for (const token of tokens) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => keyOf(key) === token)
      if (!pair) break
      offset = startOf(pair.key) ?? offset
      node = pair.value
      continue
    }
    const item: unknown = isSeq(node) ? node.items[Number(token)] : undefined
    if (item === undefined) break
    node = item
    offset = startOf(item) ?? offset
  }
  return offset
}

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined)

/** A key as it is read: a string, whatever it looks like. */
function keyOf(key: unknown): string {
  const { value, source } = key as { value?: unknown; source?: string }
  return typeof value === 'string' || value === null ? String(value) : (source ?? String(value))
}

/** Where the next line begins, or the text ends. */
export function lineBehind(text: Buffer, line: number): number {
  const end = text.indexOf(NEWLINE, line)
  return end === -1 ? text.length : end + 1
}

/** How many spaces a line begins with. */
export function indentAt(text: Buffer, line: number): number {
  let at = line
  while (text[at] === SPACE) at++
  return at - line
}
