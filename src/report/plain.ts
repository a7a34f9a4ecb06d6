import { stripVTControlCharacters } from 'node:util'
import { plainLine, UNPRINTABLE } from '../core/printable.ts'

/** A text that is longer hides what stands around it, on a terminal as in a log. Reasons and places are at its end. */
const MAX_SHOWN = { beginning: 1_500, end: 500 }

/**
 * Text of a description as a terminal may show it: on one line, without escape sequences, control characters and
 * marks that turn the direction of writing, with which a description could forge lines of the log; and long names cut.
 */
export function plain(text: string): string {
  const shown = stripVTControlCharacters(text).replace(/\s+/g, ' ').replace(UNPRINTABLE, '')
  const { beginning, end } = MAX_SHOWN
  return shown.length > beginning + end ? `${shown.slice(0, beginning)} … ${shown.slice(-end)}` : shown
}

/** The same for what has several lines, such as a stack. */
export const plainLines = (text: string): string => text.split('\n').map(plainLine).join('\n')
