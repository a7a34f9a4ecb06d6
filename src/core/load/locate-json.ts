import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE, SPACE } from '../machine/codes.ts'
import type { Outline } from './outline.ts'

/**
 * Finds offsets in a JSON text (UTF-8) that is known to be valid: of the name (or array item) that the tokens of a
 * pointer lead to, or of the deepest one that exists. The entries of what lies on the way are read once and remembered.
 *
 * @param outline entries that need not be looked for
 */
export function jsonLocator(bytes: Buffer, outline: Outline = new Map()): (tokens: readonly string[]) => number {
  const known = new Map<number, Map<string, Entry>>()
  const start = skipSpace(bytes, 0)
  return (tokens) => {
    let entry: Entry = { start, value: start }
    let noted: Outline | undefined = outline.size > 0 ? outline : undefined
    for (const token of tokens) {
      const next: Entry | undefined = noted ? entryAt(bytes, noted.get(token)?.start) : found(entry.value, token)
      if (!next) break
      entry = next
      noted = noted?.get(token)?.inside
    }
    return entry.start
  }

  function found(open: number, token: string): Entry | undefined {
    if (!known.has(open)) readEntries(bytes, open, LEVELS, known)
    return known.get(open)?.get(token)
  }
}

function entryAt(bytes: Buffer, start: number | undefined): Entry | undefined {
  return start === undefined ? undefined : { start, value: behindColon(bytes, skipString(bytes, start)) }
}

/** From the end of a name to its value. */
const behindColon = (bytes: Buffer, end: number): number => skipSpace(bytes, skipSpace(bytes, end) + 1)

/** Where an entry begins, and where its value does. */
interface Entry {
  start: number
  value: number
}

/**
 * Levels that are read at once: to skip a value is to go through all of it, and most pointers lead through the large
 * values of a description, `paths` and `components`, to one of their entries.
 */
const LEVELS = 3

/** Reads the entries of what opens at an offset, and of so many levels below. @returns where it ends */
function readEntries(bytes: Buffer, open: number, levels: number, known: Map<number, Map<string, Entry>>): number {
  const isArray = bytes[open] === OPEN_BRACKET
  if (levels === 0 || (!isArray && bytes[open] !== OPEN_BRACE)) return skipValue(bytes, open)
  const entries = new Map<string, Entry>()
  known.set(open, entries)
  let at = skipSpace(bytes, open + 1)
  while (bytes[at] !== CLOSE_BRACE && bytes[at] !== CLOSE_BRACKET) {
    const end = isArray ? at : skipString(bytes, at)
    const value = isArray ? at : behindColon(bytes, end)
    entries.set(isArray ? String(entries.size) : nameOf(bytes.toString('utf8', at, end)), { start: at, value })
    at = skipSpace(bytes, readEntries(bytes, value, levels - 1, known))
    if (bytes[at] === COMMA) at = skipSpace(bytes, at + 1)
  }
  return at + 1
}

const nameOf = (quoted: string): string => (quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1))

/** Bytes that neither begin a string nor open or close anything. */
const IS_PLAIN = new Uint8Array(256).fill(1)
for (const code of [QUOTE, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET]) IS_PLAIN[code] = 0

/** From the start of a value to its end. */
function skipValue(bytes: Uint8Array, start: number): number {
  if (bytes[start] === QUOTE) return skipString(bytes, start)
  let at = start
  if (IS_PLAIN[bytes[at]!] === 1) {
    while (bytes[at] !== COMMA && IS_PLAIN[bytes[at]!] === 1) at++
    return at
  }
  let depth = 0
  do {
    while (IS_PLAIN[bytes[at]!] === 1) at++
    const code = bytes[at]!
    if (code === QUOTE) at = skipString(bytes, at)
    else {
      depth += code === OPEN_BRACE || code === OPEN_BRACKET ? 1 : -1
      at++
    }
  } while (depth > 0)
  return at
}

function skipString(bytes: Uint8Array, open: number): number {
  let at = open + 1
  for (let code = bytes[at]; code !== QUOTE && at < bytes.length; code = bytes[++at]) if (code === BACKSLASH) at++
  return at + 1
}

/** Where the value of an entry ends that begins at an offset, in a text that may be anything; undefined if it does not. */
export function endOfEntry(bytes: Buffer, start: number, name: string): number | undefined {
  const behindName = skipString(bytes, start)
  if (bytes.toString('utf8', start, behindName) !== JSON.stringify(name)) return undefined
  const colon = skipSpace(bytes, behindName)
  if (bytes[colon] !== COLON) return undefined
  const end = skipValue(bytes, skipSpace(bytes, colon + 1))
  return end > bytes.length ? undefined : end
}

/** In valid JSON. */
export function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start
  while (bytes[at]! <= SPACE) at++
  return at
}
