import { distance } from 'fastest-levenshtein'
import { type Problem, SliceError } from '../problems.ts'
import type { Endpoint } from './endpoints.ts'
import { type Filters, hasPatterns, matched, matcherFor, NO_FILTERS, partsOf } from './matcher.ts'

/** The endpoints that the filters want, in source order. @throws SliceError `bad-pattern` */
export async function select(endpoints: readonly Endpoint[], filters: Filters): Promise<Endpoint[]> {
  // What patterns need is a tenth of all that is loaded, and most runs have none.
  return hasPatterns(filters) ? (await import('./filters.ts')).filtered(endpoints, filters) : endpoints.filter(matcherFor(filters))
}

/** Why nothing was selected, with the names that come nearest to what was asked for. @param problems of the description as a whole */
export async function nothingSelected(
  endpoints: readonly Endpoint[],
  filters: Filters,
  problems: readonly Problem[] = [],
): Promise<SliceError> {
  if (endpoints.length === 0) {
    const reason = problems.find(({ code }) => code === 'no-operations')
    return new SliceError(
      'nothing-selected',
      `The description has no endpoints.${reason ? ` ${reason.message}` : ''}`,
      reason?.help ?? 'Check that “paths” has operations; webhooks are sliced with the option “webhooks”.',
      reason?.place,
    )
  }
  const missing = await missingOf(endpoints, filters)
  if (!missing) {
    const all = shownAs(filters)
    return new SliceError(
      'nothing-selected',
      all.length === 1
        ? `${noneOf(endpoints)} is left with ${all[0]}.`
        : `${noneOf(endpoints)} is left with ${all.slice(0, -1).join(', ')} and ${all.at(-1)} together.`,
      SHOWN,
    )
  }
  const { filter, tags, operationIds, methods } = missing
  const asked = [...filter, ...tags, ...operationIds, ...methods, ...shownAs({ ...NO_FILTERS, deprecated: missing.deprecated })]
  return new SliceError(
    'nothing-selected',
    `${noneOf(endpoints)} matches ${asked.join(', ')}.`,
    hasNames(missing) ? `The nearest are ${nearest(endpoints, missing).join(', ')}.` : SHOWN,
  )
}

const noneOf = ({ length }: readonly Endpoint[]): string =>
  length === 1 ? 'Not even the only endpoint' : `None of the ${length} endpoints`

/** Names of one option that a warning tells; there may be thousands. */
const MAX_TOLD = 5

/** A warning for each option of which a part is about no endpoint at all: it is mistyped, or the endpoint is gone. */
export async function unmatched(endpoints: readonly Endpoint[], filters: Filters): Promise<Problem[]> {
  if (!hasPatterns(filters)) return []
  const { idleIn } = await import('./filters.ts')
  return idleIn(endpoints, filters).map(([option, idle]) => {
    const more = idle.length > MAX_TOLD ? ` and ${idle.length - MAX_TOLD} more` : ''
    const told = shownAs({ ...NO_FILTERS, [option]: idle.slice(0, MAX_TOLD) }).join(', ')
    const near = nearest(endpoints, matched(option, idle, filters.filterType)).join(', ')
    return {
      ...({ code: 'unmatched-filter', severity: 'warning', phase: 1 } as const),
      message: `${noneOf(endpoints)} matches ${told}${more}.`,
      help: `Correct or remove it; the nearest are ${near}.`,
    }
  })
}

const SHOWN = 'Leave out a filter, or change it; “slice-oas list” shows the endpoints that there are.'

/** The filters that select nothing even by themselves; undefined if it is only together that they do not. */
async function missingOf(endpoints: readonly Endpoint[], filters: Filters): Promise<Filters | undefined> {
  const { filterType, filter, tags, operationIds, methods, deprecated } = filters
  const missing: Partial<Filters>[] = []
  for (const kind of [{ filter }, { tags }, { operationIds }, { methods }, { deprecated }]) {
    if ((await select(endpoints, { ...NO_FILTERS, filterType, ...kind })).length === 0) missing.push(kind)
  }
  return missing.length === 0 ? undefined : { ...NO_FILTERS, filterType, ...Object.assign({}, ...missing) }
}

/** Each filter by the name of its option, in the order of their documentation. */
function shownAs({ filter, methods, tags, operationIds, exclude, deprecated }: Filters): string[] {
  const lists = Object.entries({ filter, methods, tags, operationIds, exclude })
  return [
    ...lists.flatMap(([option, values]) => values.map((value) => `“${option}” ${value}`)),
    ...(deprecated === undefined ? [] : [`“deprecated: ${deprecated}”`]),
  ]
}

/** Nothing is near to a method or being deprecated. */
const hasNames = ({ filter, tags, operationIds }: Filters): boolean => [filter, tags, operationIds].some((list) => list.length > 0)

/** Characters of names that are compared: nobody mistypes what is longer. */
const MAX_COMPARED = 200

function nearest(endpoints: readonly Endpoint[], { filter, tags, operationIds }: Filters): string[] {
  const wanted = (filter[0] === undefined ? (operationIds[0] ?? tags[0] ?? '') : partsOf(filter[0]).path).replace(/[*^$\\]/g, '')
  const nameOf = (endpoint: Endpoint): string =>
    filter.length > 0
      ? endpoint.path
      : operationIds.length > 0
        ? (endpoint.operationId ?? endpoint.path)
        : (endpoint.tags[0] ?? endpoint.path)
  const names = [...new Set(endpoints.map(nameOf))]
  const far = new Map(
    names.map((name) => [name, name.startsWith(wanted) ? 0 : distance(name.slice(0, MAX_COMPARED), wanted.slice(0, MAX_COMPARED))]),
  )
  return names.toSorted((a, b) => far.get(a)! - far.get(b)!).slice(0, 5)
}
