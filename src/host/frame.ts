import { readFileSync } from 'node:fs'
import { plainLine } from '../core/printable.ts'
import type { Diagnostic } from './host.ts'

type Place = NonNullable<Diagnostic['place']>

/** Lines shown before the one in question. */
const BEFORE = 2

/** The line of a place; empty if the file is gone. */
export const lineOf = (place: Place): string => linesOf(place).at(-1) ?? ''

/** The lines up to a place, and a mark below it. Undefined if the file is gone. */
export function frameOf(place: Place): string | undefined {
  const lines = linesOf(place)
  if (lines.length === 0) return undefined
  const width = String(place.line).length
  const numbered = lines.map((text, index) => `${String(place.line - lines.length + 1 + index).padStart(width)}: ${text}`)
  return [...numbered, `${' '.repeat(width + 1 + place.column)}^`].join('\n')
}

function linesOf({ file, line }: Place): string[] {
  try {
    const lines = readFileSync(file, 'utf8').split(/\r?\n/)
    return line > lines.length ? [] : lines.slice(Math.max(0, line - 1 - BEFORE), line).map(plainLine)
  } catch {
    return []
  }
}
