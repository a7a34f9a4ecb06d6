import { readFileSync } from 'node:fs'
import { plainLine } from '../core/printable.ts'

/** A place in a file that is there; counts from 1. */
export interface LinePlace {
  file: string
  line: number
  column: number
}

/** Lines shown before the one in question. */
const BEFORE = 2

/** Characters of a line that are shown: a whole description may be one line. */
const WIDEST = 160

/** The line of a place; empty if the file is gone. */
export const lineOf = (place: LinePlace): string => linesOf(place).at(-1) ?? ''

/** The lines up to a place, and a mark below it. Undefined if the file is gone. */
export function frameOf(place: LinePlace): string | undefined {
  const lines = linesOf(place)
  if (lines.length === 0) return undefined
  const width = String(place.line).length
  // Far to the right, the place is in the middle of what is shown.
  const start = place.column <= WIDEST ? 0 : place.column - WIDEST / 2
  const numbered = lines.map((text, index) =>
    `${String(place.line - lines.length + 1 + index).padStart(width)}: ${text.slice(start, start + WIDEST)}`.trimEnd(),
  )
  return [...numbered, `${' '.repeat(width + 1 + place.column - start)}^`].join('\n')
}

function linesOf({ file, line }: LinePlace): string[] {
  try {
    const lines = readFileSync(file, 'utf8').split(/\r?\n/)
    return line > lines.length ? [] : lines.slice(Math.max(0, line - 1 - BEFORE), line).map(plainLine)
  } catch {
    return []
  }
}
