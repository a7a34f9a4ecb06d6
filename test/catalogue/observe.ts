import { expect } from 'vitest'
import type { Sliced } from '../support/slice.ts'
import { isObject, resolvedAt, valueAt } from './pointer.ts'
import type { Case, Endpoint, ExpectedFailure, ExpectedSlice } from './vocabulary.ts'

/**
 * What came of a case, in the shape of what was expected, so that one comparison shows every difference.
 * Patterns are reported as the list of those that match.
 */
export function observed(sliced: Sliced, source: unknown, entry: Case): unknown {
  const endpoints = [...sliced.slices.keys()]
  return {
    slices: Object.fromEntries(endpoints.map((endpoint) => [endpoint, observedSlice(sliced, source, endpoint, entry.slices?.[endpoint])])),
    fails: Object.fromEntries(
      sliced.rows
        .filter((row) => row.validation_status === 'FAIL')
        .map(endpointOf)
        .map((endpoint) => [endpoint, observedFailure(sliced, endpoint, entry.fails?.[endpoint])]),
    ),
    once: entry.once?.map((wanted) => [wanted, sliced.problems.filter(({ code }) => code === wanted).length]),
    index: matching(entry.index, sliced.files.get('index.csv') ?? ''),
  }
}

/** The expectation of a case in the same shape, defaults written out. */
export function expected(entry: Case): unknown {
  return {
    slices: mapValues(entry.slices, expectedSlice),
    fails: mapValues(entry.fails, expectedFailure),
    once: entry.once?.map((wanted) => [wanted, 1]),
    index: entry.index,
  }
}

/** `kind.name` of every component of a document, in order. */
export function componentsOf(document: unknown): string[] {
  return Object.entries(componentContainers(document)).flatMap(([kind, components]) =>
    Object.keys(isObject(components) ? components : {}).map((name) => `${kind}.${name}`),
  )
}

/** The containers of components by kind; in Swagger 2.0 they are at the root. */
export function componentContainers(document: unknown): Record<string, unknown> {
  if (!isObject(document)) {
    return {}
  }
  if (document.swagger === undefined) {
    return isObject(document.components) ? document.components : {}
  }
  const kinds = ['definitions', 'parameters', 'responses', 'securityDefinitions']
  return Object.fromEntries(Object.entries(document).filter(([kind]) => kinds.includes(kind)))
}

function observedSlice(sliced: Sliced, source: unknown, endpoint: Endpoint, wanted?: ExpectedSlice): unknown {
  const { file, text, document } = sliced.slices.get(endpoint)!
  const row = sliced.rows.find((candidate) => endpointOf(candidate) === endpoint) ?? {}
  const problems = problemsOf(sliced, endpoint)
  const said = problems.map(textOf)
  const known = new Set(componentsOf(source))
  return {
    components: componentsOf(document)
      .map((name) => (known.has(name) ? name : withoutChosenName(name)))
      .sort(),
    at: wanted?.at && mapKeys(wanted.at, (pointer) => valueAt(document, pointer)),
    resolves: wanted?.resolves && mapKeys(wanted.resolves, (pointer) => resolvedAt(document, pointer)),
    file: wanted?.file && file,
    row: mapKeys({ validation_status: '', failure_reason: '', ...wanted?.row }, (column) => row[column]),
    text: matching(wanted?.text, text),
    tooBig: text.length > (wanted?.maxBytes ?? Infinity),
    errors: problems.filter(({ severity }) => severity === 'error').map(textOf),
    reported: wanted?.reported?.filter((pattern) => said.some((words) => pattern.test(words))),
    unwanted: said.filter((words) => wanted?.unreported?.some((pattern) => pattern.test(words))),
  }
}

function expectedSlice(wanted: ExpectedSlice): unknown {
  return {
    components: [...wanted.components].sort(),
    at: wanted.at,
    resolves: wanted.resolves,
    file: typeof wanted.file === 'object' ? expect.stringMatching(wanted.file) : wanted.file,
    row: { validation_status: 'PASS', failure_reason: '', ...wanted.row },
    text: wanted.text,
    tooBig: false,
    errors: [],
    reported: wanted.reported,
    unwanted: [],
  }
}

function observedFailure(sliced: Sliced, endpoint: Endpoint, wanted?: ExpectedFailure): unknown {
  const errors = problemsOf(sliced, endpoint).filter(({ severity }) => severity === 'error')
  const telling = errors.find(({ code }) => code === wanted?.code) ?? errors[0]
  return {
    reason: sliced.rows.find((row) => endpointOf(row) === endpoint)?.failure_reason,
    code: wanted?.code && telling?.code,
    phase: wanted?.phase && telling?.phase,
    located: errors.every(({ file }) => file !== undefined),
    helpful: errors.length > 0 && errors.every(({ help }) => help !== ''),
  }
}

function expectedFailure(wanted: ExpectedFailure): unknown {
  return {
    reason: expect.stringMatching(wanted.reason),
    code: wanted.code,
    phase: wanted.phase,
    located: true,
    helpful: true,
  }
}

function problemsOf(sliced: Sliced, endpoint: Endpoint): Sliced['problems'] {
  return sliced.problems.filter((problem) => `${problem.method} ${problem.path}` === endpoint)
}

function endpointOf(row: Record<string, string>): Endpoint {
  return `${row.method} ${row.path}`
}

function textOf({ code, message, pointer, help }: Sliced['problems'][number]): string {
  return [code, message, pointer, help].filter(Boolean).join('\n')
}

/** The name of a component that the source has not: ours to choose, but a readable one. */
function withoutChosenName(component: string): string {
  const [kind, name = ''] = component.split(/\.(.*)/s)
  return /^[A-Za-z0-9._-]+$/.test(name) ? `${kind}.*` : component
}

function matching(patterns: RegExp[] | undefined, text: string): RegExp[] | undefined {
  return patterns?.filter((pattern) => pattern.test(text))
}

function mapKeys<Value>(record: Record<string, unknown>, value: (key: string) => Value): Record<string, Value> {
  return Object.fromEntries(Object.keys(record).map((key) => [key, value(key)]))
}

function mapValues<From, To>(record: Record<string, From> = {}, value: (from: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, from]) => [key, value(from)]))
}
