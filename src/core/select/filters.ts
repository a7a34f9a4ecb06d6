import { Minimatch } from 'minimatch'
import { SliceError } from '../problems.ts'
import { bounded } from './bounded.ts'
import type { Endpoint } from './endpoints.ts'
import { type Filters, matcherFor, type ReadGlob, shown, type Tried } from './matcher.ts'

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

/** Paths are no file names: a leading dot is ordinary, and `!`, `#` and parentheses mean themselves. */
const GLOB = { dot: true, nonegate: true, nocomment: true, noext: true } as const

const readGlob: ReadGlob = (pattern) => {
  const glob = new Minimatch(pattern, GLOB)
  return (text) => glob.match(text)
}
