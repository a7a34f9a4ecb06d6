import { type ComponentEntry, type EndpointEntry, membersOf, type ProblemEntry, type Report } from '../../protocol.ts'
import { visibleReport } from './visible.ts'

/** What became of an endpoint. `warned` are those that passed with warnings. */
export type Verdict = 'passed' | 'warned' | 'failed' | 'skipped'

export interface Endpoint extends EndpointEntry {
  readonly index: number
  /** As messages name it: `GET /users`. */
  readonly id: string
  readonly verdict: Verdict
  /** Name of its file; empty if it has none. */
  readonly fileName: string
  /** Bytes of its file; 0 if it has none. */
  readonly size: number
  /** What a search looks at, in lower case. */
  readonly haystack: string
  /** First segment of the path, behind those that all paths begin with. */
  readonly prefix: string
  readonly errors: number
  readonly warnings: number
}

/** A report with what the page derives from it once. */
export interface Model {
  readonly report: Report
  readonly endpoints: readonly Endpoint[]
  readonly components: readonly ComponentEntry[]
  readonly byId: ReadonlyMap<string, Endpoint>
  readonly methods: readonly string[]
  /** Tags with the number of their endpoints, the most used first. */
  readonly tags: readonly [tag: string, count: number][]
  readonly largest: number
  readonly totals: Totals
}

export interface Totals {
  readonly selected: number
  readonly passed: number
  readonly warned: number
  readonly failed: number
  readonly skipped: number
  /** Share that passed, 0 to 1. */
  readonly rate: number
  readonly files: number
  readonly bytes: number
  readonly median: number
  readonly smallest: number
}

const ORDER = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY']

export function modelOf(source: Report): Model {
  const report = visibleReport(source)
  const errors = new Uint32Array(report.endpoints.length)
  const warnings = new Uint32Array(report.endpoints.length)
  for (const { severity, endpoints } of report.problems) {
    const counts = severity === 'error' ? errors : warnings
    for (const member of membersOf(endpoints)) counts[member]!++
  }
  const depth = commonSegments(report.endpoints.map(({ path }) => segmentsOf(path)))
  const endpoints = report.endpoints.map((entry, index) =>
    endpointOf(entry, index, report, { errors: errors[index]!, warnings: warnings[index]!, depth }),
  )
  const rank = (method: string): number => (ORDER.includes(method) ? ORDER.indexOf(method) : ORDER.length)
  return {
    report,
    endpoints,
    components: report.components,
    byId: new Map(endpoints.map((endpoint) => [endpoint.id, endpoint])),
    methods: [...new Set(endpoints.map(({ method }) => method))].toSorted((a, b) => rank(a) - rank(b)),
    tags: countsOf(endpoints.flatMap(({ tags }) => tags)),
    largest: endpoints.reduce((most, { size }) => Math.max(most, size), 0),
    totals: totalsOf(report, endpoints),
  }
}

interface Derived {
  readonly errors: number
  readonly warnings: number
  readonly depth: number
}

function endpointOf(entry: EndpointEntry, index: number, { files }: Report, { errors, warnings, depth }: Derived): Endpoint {
  const { method, path, summary, operationId, tags, status } = entry
  const file = entry.file === null ? undefined : files[entry.file]
  return {
    ...entry,
    index,
    id: `${method} ${path}`,
    verdict: status === 'FAIL' ? 'failed' : warnings > 0 ? 'warned' : status === 'SKIPPED' ? 'skipped' : 'passed',
    fileName: file?.file ?? '',
    size: file?.bytes ?? 0,
    haystack: [method, path, summary, operationId, ...tags].join('\n').toLowerCase(),
    prefix: `/${segmentsOf(path)
      .slice(0, depth + 1)
      .join('/')}`,
    errors,
    warnings,
  }
}

const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '')

/** How many segments all paths begin with, such as `/api/v1`; the last one of a path tells it apart. */
function commonSegments(paths: readonly (readonly string[])[]): number {
  const [first = []] = paths
  let common = first.length - 1
  for (const path of paths) {
    common = Math.min(common, path.length - 1)
    while (common > 0 && path.slice(0, common).join('/') !== first.slice(0, common).join('/')) common--
  }
  return Math.max(0, common)
}

function totalsOf({ files }: Report, endpoints: readonly Endpoint[]): Totals {
  const count = (verdict: Verdict): number => endpoints.filter((endpoint) => endpoint.verdict === verdict).length
  const sizes = files.map(({ bytes }) => bytes).toSorted((a, b) => a - b)
  const failed = count('failed')
  return {
    selected: endpoints.length,
    passed: count('passed'),
    warned: count('warned'),
    failed,
    skipped: count('skipped'),
    rate: endpoints.length === 0 ? 1 : 1 - failed / endpoints.length,
    files: files.length,
    bytes: sizes.reduce((sum, bytes) => sum + bytes, 0),
    median: sizes[sizes.length >> 1] ?? 0,
    smallest: sizes[0] ?? 0,
  }
}

function countsOf(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
}

/** The problems of one endpoint, errors first; those of the description as a whole are not among them. */
export const problemsOf = ({ report }: Model, index: number): ProblemEntry[] =>
  report.problems.filter(({ endpoints }) => includes(endpoints, index))

function includes(runs: readonly number[], index: number): boolean {
  let next = 0
  for (let at = 0; at + 1 < runs.length && next <= index; at += 2) {
    next += runs[at]!
    if (index >= next && index < next + runs[at + 1]!) return true
    next += runs[at + 1]!
  }
  return false
}
