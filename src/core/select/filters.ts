import { Minimatch } from 'minimatch'
import { messageOf, SliceError } from '../problems.ts'
import { bounded } from './bounded.ts'
import type { Endpoint } from './endpoints.ts'

/** Which endpoints are wanted. Every kind that is given must match; within a kind one match is enough. */
export interface Filters {
  filter: readonly string[]
  filterType: 'glob' | 'regex'
  methods: readonly string[]
  tags: readonly string[]
  operationIds: readonly string[]
  exclude: readonly string[]
  deprecated: boolean | undefined
}

type Matcher = (endpoint: Endpoint) => boolean

/** Milliseconds for the matching of all patterns. Any sensible one takes microseconds for a path; others may take for ever. */
const MAX_TIME = 5_000

/** The endpoints that are wanted, in their order. @throws SliceError `bad-pattern` */
export function filtered(endpoints: readonly Endpoint[], filters: Filters): Endpoint[] {
  const tried: Tried = { latest: undefined }
  const isWanted = matcherFor(filters, tried)
  const hasPatterns = [filters.filter, filters.tags, filters.operationIds, filters.exclude].some((list) => list.length > 0)
  if (!hasPatterns) return endpoints.filter(isWanted)
  const done = bounded(MAX_TIME, () => endpoints.filter(isWanted))
  if (done) return done.result
  throw new SliceError(
    'bad-pattern',
    `${shown(tried)} takes more than ${MAX_TIME / 1000} seconds to be matched.`,
    'Write it so that there are fewer ways to match it; repetitions of repetitions, such as (a+)+, have too many.',
  )
}

/** Refuses patterns that cannot be read, before anything else is. @throws SliceError `bad-pattern` */
export function checkFilters(filters: Filters): void {
  matcherFor(filters, { latest: undefined })
}

/** Which pattern was matched last. */
interface Tried {
  latest: { pattern: string; option: string } | undefined
}

const shown = ({ latest }: Tried): string => `${JSON.stringify(latest?.pattern)} in “${latest?.option}”`

function matcherFor(filters: Filters, tried: Tried): Matcher {
  const names = (option: 'tags' | 'operationIds'): ((name: string) => boolean)[] =>
    filters[option].map((pattern) => guarded(globMatcher(pattern, option), pattern, option, tried))
  const paths = (option: 'filter' | 'exclude'): Matcher[] =>
    filters[option].map((pattern) => pathMatcher(pattern, filters.filterType, option, tried))
  const included = [
    anyOf(paths('filter')),
    anyOf(filters.methods.map((method) => (endpoint: Endpoint) => endpoint.method.toUpperCase() === method.toUpperCase())),
    anyOf(
      names('tags').map(
        (matches) =>
          ({ tags }: Endpoint) =>
            tags.some(matches),
      ),
    ),
    anyOf(
      names('operationIds').map(
        (matches) =>
          ({ operationId }: Endpoint) =>
            operationId !== undefined && matches(operationId),
      ),
    ),
    ({ deprecated }: Endpoint) => filters.deprecated === undefined || deprecated === filters.deprecated,
  ]
  const excluded = paths('exclude')
  return (endpoint) => included.every((matches) => matches(endpoint)) && !excluded.some((matches) => matches(endpoint))
}

const anyOf =
  (matchers: readonly Matcher[]): Matcher =>
  (endpoint) =>
    matchers.length === 0 || matchers.some((matches) => matches(endpoint))

/** A path pattern, with `#METHOD` behind it if it is meant for one method. */
function pathMatcher(pattern: string, type: 'glob' | 'regex', option: string, tried: Tried): Matcher {
  const [, path = pattern, method] = /^(.*)#([A-Z][A-Z-]*)$/s.exec(pattern) ?? []
  const matches = guarded(type === 'regex' ? regexMatcher(path, option) : globMatcher(path, option), path, option, tried)
  return (endpoint) => (method === undefined || endpoint.method === method) && matches(endpoint.path)
}

/** Some patterns turn out to be too much for the engine only when they are matched. */
function guarded(matches: (text: string) => boolean, pattern: string, option: string, tried: Tried): (text: string) => boolean {
  return (text) => {
    tried.latest = { pattern, option }
    try {
      return matches(text)
    } catch (error) {
      throw new SliceError('bad-pattern', `${shown(tried)} is more than can be matched.`, 'Write a simpler one.', undefined, {
        cause: error,
      })
    }
  }
}

function regexMatcher(pattern: string, option: string): (path: string) => boolean {
  try {
    const regex = new RegExp(pattern)
    return (path) => regex.test(path)
  } catch (error) {
    const reason = messageOf(error).replace(/^Invalid regular expression: /, '')
    throw new SliceError(
      'bad-pattern',
      `${JSON.stringify(pattern)} in “${option}” is not a valid regular expression: ${reason}.`,
      'Correct it, or use the default filter type “glob”.',
    )
  }
}

function globMatcher(pattern: string, option: string): (text: string) => boolean {
  if (pattern.trim() === '') {
    throw new SliceError('bad-pattern', `“${option}” has an empty pattern.`, 'Write a path such as /users/* or leave the option out.')
  }
  if (pattern.length > MAX_PATTERN) {
    throw new SliceError(
      'bad-pattern',
      `A pattern in “${option}” is longer than ${MAX_PATTERN} characters.`,
      'Use several shorter patterns.',
    )
  }
  let glob: Minimatch | undefined
  return (text) => text === pattern || (glob ??= new Minimatch(pattern, GLOB)).match(text)
}

const MAX_PATTERN = 4_096

/** Paths are no file names: a leading dot is ordinary, and `!`, `#` and parentheses mean themselves. */
const GLOB = { dot: true, nonegate: true, nocomment: true, noext: true } as const
