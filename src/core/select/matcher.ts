import { messageOf, SliceError } from '../problems.ts'
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

export const NO_FILTERS: Filters = {
  ...{ filter: [], filterType: 'glob', methods: [], tags: [], operationIds: [], exclude: [], deprecated: undefined },
}

type Matcher = (endpoint: Endpoint) => boolean

/** Refuses patterns that cannot be read, before anything else is. @throws SliceError `bad-pattern` */
export function checkFilters(filters: Filters): void {
  matcherFor(filters)
}

/** Options with patterns. */
export const PATTERNED = ['filter', 'tags', 'operationIds', 'exclude'] as const

/** Whether there is more to match than names that are written out. */
export const hasPatterns = (filters: Filters): boolean => PATTERNED.some((option) => filters[option].length > 0)

/** Filters that select what some patterns of an option match, those of `exclude`, too. */
export const matched = (option: (typeof PATTERNED)[number], patterns: readonly string[], filterType: Filters['filterType']): Filters => ({
  ...NO_FILTERS,
  filterType,
  [option === 'exclude' ? 'filter' : option]: patterns,
})

/** Which pattern was matched last. */
export interface Tried {
  latest: { pattern: string; option: string } | undefined
}

export const shown = ({ latest }: Tried): string => `${JSON.stringify(latest?.pattern)} in “${latest?.option}”`

/** Reads a glob. */
export type ReadGlob = (pattern: string) => (text: string) => boolean

/**
 * Tells which endpoints are wanted.
 *
 * @param readGlob is called when the first text is matched; not needed where there are no patterns
 * @param tried is told of each pattern that is matched @throws SliceError `bad-pattern`
 */
export function matcherFor(filters: Filters, readGlob: ReadGlob = () => () => false, tried: Tried = { latest: undefined }): Matcher {
  const names = (option: 'tags' | 'operationIds'): ((name: string) => boolean)[] =>
    filters[option].map((pattern) => guarded(globMatcher(pattern, option, readGlob), pattern, option, tried))
  const paths = (option: 'filter' | 'exclude'): Matcher[] =>
    filters[option].map((pattern) => pathMatcher(pattern, filters.filterType, option, readGlob, tried))
  const included = [
    anyOf(paths('filter')),
    anyOf(filters.methods.map(isMethod)),
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

/** Behind the last `#`, whatever HTTP takes for a method: a token (RFC 9110, 5.6.2). */
const WITH_METHOD = /^(.*)#([\w!$%&'*+.^`|~-]+)$/s

/** A path pattern, and the method that it is meant for if there is one behind it. */
export function partsOf(pattern: string): { path: string; method: string | undefined } {
  const [, path = pattern, method] = WITH_METHOD.exec(pattern) ?? []
  return { path, method }
}

const isMethod = (wanted: string): Matcher => {
  const upper = wanted.toUpperCase()
  return ({ method }) => method.toUpperCase() === upper
}

/** A path pattern, with `#METHOD` behind it if it is meant for one method. */
function pathMatcher(pattern: string, type: 'glob' | 'regex', option: string, readGlob: ReadGlob, tried: Tried): Matcher {
  const matcher = (text: string): ((path: string) => boolean) =>
    guarded(type === 'regex' ? regexMatcher(text, option) : globMatcher(text, option, readGlob), text, option, tried)
  const { path, method } = partsOf(pattern)
  const matches = matcher(path)
  if (method === undefined) return (endpoint) => matches(endpoint.path)
  const [isMeant, matchesWhole] = [isMethod(method), matcher(pattern)]
  // A path may have a # of its own, and what looks like a method is a part of it then.
  return (endpoint) => (isMeant(endpoint) && matches(endpoint.path)) || (endpoint.path.includes('#') && matchesWhole(endpoint.path))
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

function globMatcher(pattern: string, option: string, readGlob: ReadGlob): (text: string) => boolean {
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
  let matches: ((text: string) => boolean) | undefined
  return (text) => text === pattern || (matches ??= readGlob(pattern))(text)
}

const MAX_PATTERN = 4_096
