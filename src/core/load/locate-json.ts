/**
 * Finds offsets in a JSON text that is known to be valid: of the name (or array item) that the tokens of a pointer lead
 * to, or of the deepest one that exists. The entries of every object and array on the way are read once and remembered.
 */
export function jsonLocator(source: string): (tokens: readonly string[]) => number | undefined {
  const known = new Map<number, Map<string, Entry>>()
  const start = skipSpace(source, 0)
  return (tokens) => {
    let entry: Entry = { start, value: start }
    for (const token of tokens) {
      if (!known.has(entry.value)) readEntries(source, entry.value, LEVELS, known)
      const found = known.get(entry.value)?.get(token)
      if (!found) break
      entry = found
    }
    return entry.start
  }
}

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

/** Reads the entries of what opens at `open`, and of so many levels below. @returns where it ends */
function readEntries(source: string, open: number, levels: number, known: Map<number, Map<string, Entry>>): number {
  const isArray = source[open] === '['
  if (levels === 0 || (!isArray && source[open] !== '{')) return skipValue(source, open)
  const entries = new Map<string, Entry>()
  known.set(open, entries)
  let at = skipSpace(source, open + 1)
  while (at < source.length && !isClosing(source.charCodeAt(at))) {
    const end = isArray ? at : skipString(source, at)
    const value = isArray ? at : skipSpace(source, skipSpace(source, end) + 1)
    entries.set(isArray ? String(entries.size) : nameOf(source, at, end), { start: at, value })
    at = skipComma(source, readEntries(source, value, levels - 1, known))
  }
  return at + 1
}

const isClosing = (code: number): boolean => code === 93 || code === 125

function nameOf(source: string, start: number, end: number): string {
  const name = source.slice(start + 1, end - 1)
  return name.includes('\\') ? (JSON.parse(source.slice(start, end)) as string) : name
}

/** Where the first entry of a name begins in the object that opens at `open`; it is known to be there. */
export function entryOf(source: string, open: number, name: string): number {
  let at = skipSpace(source, open + 1)
  while (JSON.parse(source.slice(at, skipString(source, at))) !== name) {
    at = nextEntry(source, skipSpace(source, skipSpace(source, skipString(source, at)) + 1))
  }
  return at
}

/** From the start of a value to the start of the entry behind it, or to the closing bracket. */
const nextEntry = (source: string, value: number): number => skipComma(source, skipValue(source, value))

/** From the end of a value. */
function skipComma(source: string, end: number): number {
  const at = skipSpace(source, end)
  return source[at] === ',' ? skipSpace(source, at + 1) : at
}

function skipValue(source: string, start: number): number {
  let depth = 0
  for (let at = start; at < source.length; at++) {
    const code = source.charCodeAt(at)
    if (code === 34) at = skipString(source, at) - 1
    else if (code === 123 || code === 91) depth++
    else if (code === 125 || code === 93) {
      if (depth === 0) return at
      depth--
    } else if (code === 44 && depth === 0) return at
    if (depth === 0 && (code === 125 || code === 93 || code === 34)) return at + 1
  }
  return source.length
}

function skipString(source: string, open: number): number {
  let at = source.indexOf('"', open + 1)
  for (;;) {
    let escapes = 0
    while (source.charCodeAt(at - 1 - escapes) === 92) escapes++
    if (escapes % 2 === 0) return at + 1
    at = source.indexOf('"', at + 1)
  }
}

function skipSpace(source: string, start: number): number {
  let at = start
  while (at < source.length && source.charCodeAt(at) <= 32) at++
  return at
}
