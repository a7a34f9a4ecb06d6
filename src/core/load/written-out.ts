import { isAtMost } from '../model/expanded-size.ts'
import type { Json } from '../model/json.ts'
import { SliceError } from '../problems.ts'

/** Redocly's bundler walks aliases as if they were written out: so many values take it seconds, and the next doubling as many again. */
const MAX_VALUES = 2_000_000

/** Refuses what YAML aliases multiply beyond what the bundler can walk. @throws SliceError */
export function refuseMultiplied(parsed: Json, shown: string): void {
  if (isAtMost(MAX_VALUES, parsed)) return
  throw new SliceError(
    'too-deep',
    `${shown} has more than ${MAX_VALUES.toLocaleString('en')} values when its YAML aliases are written out.`,
    'Use references ($ref) to components instead of aliases.',
  )
}
