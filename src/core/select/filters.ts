import { minimatch } from 'minimatch'
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

type Matcher = (endpoint: Endpoint) => boolean

/** Compiles filters once, before anything is read. @throws SliceError `bad-pattern` */
export function compileFilters(filters: Filters): Matcher {
  const included = [
    anyOf(filters.filter.map((pattern) => pathMatcher(pattern, filters.filterType, 'filter'))),
    anyOf(filters.methods.map((method) => (endpoint: Endpoint) => endpoint.method.toUpperCase() === method.toUpperCase())),
    anyOf(
      filters.tags.map(
        (pattern) =>
          ({ tags }: Endpoint) =>
            tags.some((tag) => matchesName(tag, pattern)),
      ),
    ),
    anyOf(
      filters.operationIds.map(
        (pattern) =>
          ({ operationId }: Endpoint) =>
            operationId !== undefined && matchesName(operationId, pattern),
      ),
    ),
    ({ deprecated }: Endpoint) => filters.deprecated === undefined || deprecated === filters.deprecated,
  ]
  const excluded = filters.exclude.map((pattern) => pathMatcher(pattern, filters.filterType, 'exclude'))
  return (endpoint) => included.every((matches) => matches(endpoint)) && !excluded.some((matches) => matches(endpoint))
}

const anyOf =
  (matchers: readonly Matcher[]): Matcher =>
  (endpoint) =>
    matchers.length === 0 || matchers.some((matches) => matches(endpoint))

/** A path pattern, with `#METHOD` behind it if it is meant for one method. */
function pathMatcher(pattern: string, type: 'glob' | 'regex', option: string): Matcher {
  const [, path = pattern, method] = /^(.*)#([A-Z][A-Z-]*)$/s.exec(pattern) ?? []
  const matches = type === 'regex' ? regexMatcher(path, option) : globMatcher(path, option)
  return (endpoint) => matches(endpoint.path) && (method === undefined || endpoint.method === method)
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

function globMatcher(pattern: string, option: string): (path: string) => boolean {
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
  return (path) => path === pattern || minimatch(path, pattern, GLOB)
}

const MAX_PATTERN = 4_096

/** Paths are no file names: a leading dot is ordinary, and `!`, `#` and parentheses mean themselves. */
const GLOB = { dot: true, nonegate: true, nocomment: true, noext: true } as const

const matchesName = (name: string, pattern: string): boolean => name === pattern || minimatch(name, pattern, GLOB)
