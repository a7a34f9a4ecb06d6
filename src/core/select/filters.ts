import { Minimatch } from 'minimatch'
import { SliceError } from '../problems.ts'
import { bounded } from './bounded.ts'
import type { Endpoint } from './endpoints.ts'
import { type Filters, matched, matcherFor, PATTERNED, type ReadGlob, shown, type Tried } from './matcher.ts'

/** Milliseconds for the matching of all patterns. Any sensible one takes microseconds for a path; others may take for ever. */
const MAX_TIME = 5_000

/** The endpoints that are wanted, in their order. @throws SliceError `bad-pattern` */
export function filtered(endpoints: readonly Endpoint[], filters: Filters): Endpoint[] {
  const tried: Tried = { latest: undefined }
  const isWanted = matcherFor(filters, readGlob, tried)
  const done = bounded(MAX_TIME, () => endpoints.filter(isWanted))
  if (done) return done.result
  throw new SliceError(
    'bad-pattern',
    `${shown(tried)} takes more than ${MAX_TIME / 1000} seconds to be matched.`,
    'Write it so that there are fewer ways to match it; repetitions of repetitions, such as (a+)+, have too many.',
  )
}

/** Matches that are tried to find out what is in vain. More of them would take longer than all else that is done with a filter. */
const MAX_TRIED = 2_000_000

/** By option, the patterns that match no endpoint. Where that takes too long to find out, none: it is only told to be helpful. */
export function idleIn(endpoints: readonly Endpoint[], filters: Filters): [option: (typeof PATTERNED)[number], patterns: string[]][] {
  const count = PATTERNED.reduce((sum, option) => sum + filters[option].length, 0)
  if (count * endpoints.length > MAX_TRIED) return []
  const isIdle = (one: Filters): boolean => {
    try {
      return !endpoints.some(matcherFor(one, readGlob))
    } catch {
      // What cannot be matched is refused by its name where it is used.
      return false
    }
  }
  const idle = (option: (typeof PATTERNED)[number]): string[] =>
    filters[option].filter((pattern) => isIdle(matched(option, [pattern], filters.filterType)))
  const done = bounded(MAX_TIME, () => PATTERNED.map((option): [typeof option, string[]] => [option, idle(option)]))
  return done?.result.filter(([, patterns]) => patterns.length > 0) ?? []
}

/** Paths are no file names: a leading dot is ordinary, and `!`, `#` and parentheses mean themselves. */
const GLOB = { dot: true, nonegate: true, nocomment: true, noext: true } as const

const readGlob: ReadGlob = (pattern) => {
  const glob = new Minimatch(pattern, GLOB)
  return (text) => glob.match(text)
}
