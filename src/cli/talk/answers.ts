import { NAMED } from '../commands.ts'
import { patternOf } from './pattern.ts'

/** What somebody has asked for. */
export interface Answers {
  input: string
  what: 'everything' | 'pattern' | 'one'
  /** As it was typed, for `pattern`. */
  typed: string | undefined
  /** For `one`. */
  endpoint: { path: string; method: string } | undefined
  version: 'auto' | '3.0.x' | '3.1.x' | '3.2.x'
  format: 'yaml' | 'json'
  outDir: string
  concurrency: number
}

export const DEFAULTS = { outDir: 'slices', concurrency: 4 } as const

/** The command line that does the same. What is the default anyway is left out. */
export function argumentsFor(answers: Answers): string[] {
  const { input, version, format, outDir, concurrency } = answers
  const isPlain = !input.startsWith('-') && !(NAMED as readonly string[]).includes(input)
  return [
    ...(isPlain ? [input] : flag('input', input)),
    ...selection(answers),
    ...(version === 'auto' ? [] : flag('output-version', version)),
    ...(format === 'yaml' ? [] : flag('format', format)),
    ...flag('output-dir', outDir),
    ...(concurrency === DEFAULTS.concurrency ? [] : flag('concurrency', String(concurrency))),
  ]
}

function selection({ what, typed, endpoint }: Answers): string[] {
  if (what === 'one') return [...flag('path', endpoint!.path), ...flag('method', endpoint!.method)]
  if (what === 'everything') return []
  const { filter, filterType } = patternOf(typed!)
  return [...flag('filter', filter), ...(filterType === 'glob' ? [] : flag('filter-type', filterType))]
}

/** A value that begins with a dash would be taken for a flag. */
const flag = (name: string, value: string): string[] => (value.startsWith('-') ? [`--${name}=${value}`] : [`--${name}`, value])
