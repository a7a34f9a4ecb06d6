/**
 * The judge: decides whether a slice means exactly what its source means for its operations,
 * and holds nothing else. It shares no code with the slicer, so that both cannot be wrong in
 * the same way.
 */
import { closureOf } from './closure.ts'
import { Comparison } from './comparison.ts'
import { rootDict } from './components.ts'
import type { Description } from './description.ts'
import { createDescription, parseText, readDescription } from './description.ts'
import type { Endpoint, Operation } from './endpoints.ts'
import { allOperations, endpointKey } from './endpoints.ts'
import type { Finding } from './finding.ts'
import { Findings } from './finding.ts'
import { indexIdentifiers } from './identifiers.ts'
import { judgeComponents } from './judge-components.ts'
import { judgePaths } from './judge-paths.ts'
import { judgeRoot } from './root-fields.ts'
import { judgeSecurity } from './root-security.ts'
import { rootsOf } from './roots.ts'
import { judgeRowOf } from './row.ts'
import { judgeText } from './text.ts'
import { fromPlain, toPlain } from './value.ts'
import type { Value } from './value.ts'

export type { Endpoint } from './endpoints.ts'
export type { Finding } from './finding.ts'

export interface Source {
  readonly description: Description
  readonly operations: Operation[]
}

/**
 * Reads a description from disk. Files outside of `folder` (that of the file, if not given)
 * are not read: a reference to one counts as a reference that leads nowhere.
 */
export async function loadSource(file: string, folder?: string): Promise<Source> {
  return sourceOf(readDescription(file, folder))
}

/** A source that is no file: plain JavaScript data, for generated descriptions. */
export function plainSource(description: unknown): Source {
  return sourceOf(createDescription(fromPlain(description), 'memory://source/openapi.yaml', JSON.stringify(description)))
}

/** A source given as text, without further files. */
export function textSource(text: string): Source {
  return sourceOf(createDescription(parseText(text), 'memory://source/openapi.yaml', text))
}

function sourceOf(description: Description): Source {
  indexIdentifiers(description, description.root, 'root', [], description.root.value)
  return { description, operations: allOperations(description) }
}

/** All operations of the source in its order; those of webhooks only when asked for. */
export function operationsOf(source: Source, options: { webhooks?: boolean } = {}): Endpoint[] {
  const wanted = source.operations.filter(({ webhook = false }) => !webhook || options.webhooks === true)
  return wanted.map(({ path, method, webhook }) => (webhook ? { path, method, webhook } : { path, method }))
}

/** What is wrong with one slice; empty means judged equal. */
export function judgeSlice(source: Source, slice: { text: string; operations: Endpoint[] }): Finding[] {
  const findings = new Findings()
  const value = judgeText(slice.text, findings)
  if (value !== undefined) judgeMeaning(source, value, slice, findings)
  return findings.list
}

function judgeMeaning(source: Source, value: Value, slice: { text: string; operations: Endpoint[] }, findings: Findings): void {
  const description = createDescription(value, 'memory://slice/openapi.yaml', slice.text)
  indexIdentifiers(description, description.root, 'root', [], value)
  if (rootDict(description).size === 0) return findings.add('unreadable', 'the slice is no object')
  const keys = new Set(slice.operations.map(endpointKey))
  const wanted = source.operations.filter((operation) => keys.has(endpointKey(operation)))
  const comparison = new Comparison(source.description, description, findings)
  const before = closureOf(source.description, rootsOf(source.description, wanted), false)
  const after = closureOf(description, rootsOf(description, allOperations(description)), true)
  judgeRoot(
    comparison,
    wanted.map(({ node }) => node),
    before.operations,
  )
  judgePaths(comparison, slice.operations, source.operations)
  judgeSecurity(comparison, before.operations)
  judgeComponents(comparison, before, after)
}

/** The text of a slice as plain data. */
export const plainSlice = (text: string): unknown => toPlain(parseText(text))

/** What is wrong with a row of index.csv for its operation and the text of its slice. */
export function judgeRow(source: Source, endpoint: Endpoint, row: Record<string, string>, text: string): Finding[] {
  const operation = source.operations.find((candidate) => endpointKey(candidate) === endpointKey(endpoint))
  if (operation === undefined) return [{ code: 'row-unknown', message: `${endpointKey(endpoint)} is not in the source` }]
  return judgeRowOf(source.description, operation, row, text)
}
