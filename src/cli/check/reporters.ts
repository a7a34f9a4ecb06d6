import { nearestName } from '../../core/options/nearest-name.ts'
import { SliceError } from '../../core/problems.ts'
import { choicesOf, FLAGS } from '../flags.ts'
import type { Reporter } from './checked.ts'

/** Each is loaded when it is asked for. */
const REPORTERS: Readonly<Record<string, () => Promise<Reporter>>> = {
  pretty: async () => (await import('./pretty.ts')).pretty,
  json: async () => (await import('./json.ts')).json,
  github: async () => (await import('./github.ts')).github,
  sarif: async () => (await import('./sarif.ts')).sarif,
  junit: async () => (await import('./junit.ts')).junit,
}

/** The reporter of a name. @throws SliceError `bad-option` */
export function reporterNamed(name = 'pretty'): Promise<Reporter> {
  if (Object.hasOwn(REPORTERS, name)) return REPORTERS[name]!()
  const names = choicesOf(FLAGS['reporter']!)
  const nearest = nearestName(name, names)
  throw new SliceError(
    'bad-option',
    `--reporter is ${JSON.stringify(name)}; it must be one of ${names.join(', ')}.`,
    nearest ? `Did you mean --reporter ${nearest}?` : 'Leave it out for a text to read.',
  )
}
