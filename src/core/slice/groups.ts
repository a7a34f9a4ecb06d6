import type { EndpointFacts, GroupBy } from '../options/request.ts'
import { clauseOf, SliceError } from '../problems.ts'
import type { Endpoint } from '../select/endpoints.ts'
import { endpointNames, safeName, uniqueNames } from './file-names.ts'
import { addTo } from '../model/lists.ts'

/** Endpoints that share a file. */
export interface Group {
  /** Relative to the output folder, with forward slashes. */
  readonly file: string
  readonly endpoints: readonly Endpoint[]
}

export interface GroupOptions {
  groupBy: GroupBy
  layout: 'flat' | 'by-prefix'
  format: 'yaml' | 'json'
}

/** Sorts the selected endpoints into files. Names are decided over `all`, so they do not depend on the selection. */
export function groupsOf(all: readonly Endpoint[], selected: readonly Endpoint[], { groupBy, layout, format }: GroupOptions): Group[] {
  const keyOf = groupKey(groupBy)
  const names = groupBy === 'endpoint' ? endpointNames(all, format) : groupNames(all, keyOf, format)
  const folderOf = layout === 'by-prefix' ? folders(all) : () => ''
  const groups = new Map<string, Endpoint[]>()
  for (const endpoint of selected) {
    addTo(groups, keyOf(endpoint), endpoint)
  }
  return [...groups].map(([key, endpoints]) => ({ file: `${folderOf(endpoints[0]!)}${names.get(key)!}.${format}`, endpoints }))
}

const groupKey = (groupBy: GroupBy): ((endpoint: Endpoint) => string) => {
  if (typeof groupBy === 'function') return (endpoint) => ownGroup(groupBy, endpoint)
  if (groupBy === 'endpoint') return ({ id }) => id
  if (groupBy === 'path') return ({ path }) => path
  if (groupBy === 'prefix') return ({ path }) => prefixOf(path)
  // One file per operation keeps the union exact, so an operation with several tags goes by its first.
  return ({ tags }) => tags[0] ?? 'untagged'
}

/** A user's function may throw, or give something else than a name. */
function ownGroup(groupBy: (endpoint: EndpointFacts) => string, endpoint: Endpoint): string {
  const help = 'Let the function of the option “groupBy” return a name for every endpoint.'
  let name: unknown
  try {
    name = groupBy(endpoint)
  } catch (error) {
    throw new SliceError('bad-option', `The function “groupBy” failed for ${endpoint.id}: ${clauseOf(error)}.`, help, undefined, {
      cause: error,
    })
  }
  if (typeof name !== 'string') throw new SliceError('bad-option', `The function “groupBy” gave no text for ${endpoint.id}.`, help)
  return name
}

function groupNames(all: readonly Endpoint[], keyOf: (endpoint: Endpoint) => string, format: string): Map<string, string> {
  const keys = [...new Set(all.map(keyOf))]
  return uniqueNames(
    keys.map((id) => ({ id, name: safeName(id) })),
    format,
  )
}

/** The first segment of a path. */
const prefixOf = (path: string): string => path.split('/').find((segment) => segment !== '') ?? 'root'

/** A folder per first segment; folders are told apart like files. */
function folders(all: readonly Endpoint[]): (endpoint: Endpoint) => string {
  const names = groupNames(all, ({ path }) => prefixOf(path), '')
  return ({ path }) => `${names.get(prefixOf(path))!}/`
}
