import { SliceError } from '../../core/problems.ts'
import type { Endpoint } from '../../core/select/endpoints.ts'
import { filtered } from '../../core/select/filters.ts'
import { plain } from '../../report/plain.ts'

/** What a typed text selects: what it occurs in, unless it has an asterisk. */
export interface Pattern {
  filter: string
  filterType: 'glob' | 'regex'
}

export const patternOf = (typed: string): Pattern => {
  const text = typed.trim()
  // All paths begin with a slash, and nobody thinks of it.
  if (text.includes('*')) return { filter: /^[/*]/.test(text) ? text : `/${text}`, filterType: 'glob' }
  return { filter: text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'), filterType: 'regex' }
}

const NO_OTHERS = { methods: [], tags: [], operationIds: [], exclude: [], deprecated: undefined }

/** The endpoints that a typed text selects. @throws SliceError `bad-pattern` */
export function matching(endpoints: readonly Endpoint[], typed: string): Endpoint[] {
  const { filter, filterType } = patternOf(typed)
  return filtered(endpoints, { ...NO_OTHERS, filter: [filter], filterType })
}

/** More would push the question out of a small window. */
const MAX_EXAMPLES = 5

const HOW = 'What you type is looked for in the paths. * stands for one part of a path, ** at the end for one or more: /users/**'

/** How many endpoints a typed text selects, and some of them. */
export function matchLines(endpoints: readonly Endpoint[], typed: string): string[] {
  if (typed.trim() === '') return [HOW]
  try {
    const found = matching(endpoints, typed)
    const count = `${found.length} of ${endpoints.length} ${found.length === 1 ? 'matches' : 'match'}${found.length === 0 ? '' : ':'}`
    const more = found.length - MAX_EXAMPLES
    return [count, ...found.slice(0, MAX_EXAMPLES).map(({ id }) => `  ${plain(id)}`), ...(more > 0 ? [`  … and ${more} more`] : [])]
  } catch (error) {
    return [messageFor(error)]
  }
}

/** Why a typed text cannot be taken. */
export function patternProblem(endpoints: readonly Endpoint[], typed: string): string | undefined {
  if (typed.trim() === '') return 'Type something to look for. For everything, type **'
  try {
    return matching(endpoints, typed).length > 0 ? undefined : `No path has ${plain(typed)} in it. Type something else.`
  } catch (error) {
    return messageFor(error)
  }
}

function messageFor(error: unknown): string {
  if (!(error instanceof SliceError)) throw error
  return 'This pattern cannot be read. Use * and ** only.'
}
