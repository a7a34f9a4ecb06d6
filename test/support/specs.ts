import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { bundle, createConfig } from '@redocly/openapi-core'
import type { SliceRequest } from '../../src/index.ts'
import { judgeRow, judgeSlice, loadSource, operationsOf, plainSlice } from '../judge/index.ts'
import { isAccepted } from './second-validator.ts'
import { type Sliced, sliceInMemory } from './slice.ts'

/** Real descriptions; a checkout of this repository alone does not have them. */
export const SPECS = resolve(import.meta.dirname, '../../../shared/specs')

export const hasSpecs = existsSync(SPECS)
if (!hasSpecs) console.warn(`The real descriptions are not at ${SPECS}: the tests over them do not run.`)

export interface RealDescription {
  /** The root file, relative to the folder of descriptions. */
  file: string
  /** The folder that its references stay in, if that is not the file's own. */
  folder?: string
  options?: Partial<SliceRequest>
}

/** What the judge, and a validator other than Redocly, say of all slices of a description. */
export interface Verdict {
  operations: number
  written: number
  failed: number
  /** Codes of the errors of failed endpoints, with how many endpoints each fails. */
  reasons: Record<string, number>
  judgedEqual: number
  findings: string[]
  /** Slices that the second validator rejects although it accepts the source; of those with the same components it sees the first. */
  rejected: string[]
}

export async function judgeDescription({ file, folder, options }: RealDescription): Promise<Verdict> {
  const path = resolve(SPECS, file)
  const sliced = await sliceInMemory(path, { allowEmpty: true, ...(folder && { allow: resolve(SPECS, folder) }), ...options })
  const source = await loadSource(path, folder && resolve(SPECS, folder))
  const isSourceAccepted = await isAccepted(await bundled(path))
  const findings: string[] = []
  const rejected: string[] = []
  const seen = new Set<string>()
  let judgedEqual = 0
  const operations = operationsOf(source)
  const ids = new Set(operations.map((operation) => `${operation.method} ${operation.path}`))
  for (const id of sliced.slices.keys()) if (!ids.has(id)) findings.push(`${id}: no operation of the source`)
  for (const operation of operations) {
    const id = `${operation.method} ${operation.path}`
    const row = sliced.rows.find(({ path: at, method }) => at === operation.path && method === operation.method)
    if (!row) findings.push(`${id}: no row in the index`)
    const slice = sliced.slices.get(id)
    if (!slice || !row) continue
    const found = [...judgeSlice(source, { text: slice.text, operations: [operation] }), ...judgeRow(source, operation, row, slice.text)]
    if (found.length === 0) judgedEqual++
    findings.push(...found.map(({ code, message, pointer = '' }) => `${id}: ${code} ${message} ${pointer}`))
    // It takes longer than anything else.
    const components = componentsIn(slice.text)
    if (!isSourceAccepted || seen.has(components)) continue
    seen.add(components)
    if (!(await isAccepted(plainSlice(slice.text)))) rejected.push(id)
  }
  return {
    operations: operations.length,
    written: sliced.slices.size,
    // A path item that leads nowhere stands for operations that nobody can count.
    failed: sliced.result.failures.filter(({ method }) => method !== '*').length,
    reasons: reasonsOf(sliced),
    judgedEqual,
    findings,
    rejected,
  }
}

/** From there to the end, or all of it where there are none. */
const componentsIn = (text: string): string => text.slice(Math.max(0, text.search(/^ *"?(?:components|definitions)"?:/m)))

function reasonsOf({ problems }: Sliced): Record<string, number> {
  const endpoints = new Map<string, Set<string>>()
  for (const { code, severity, method, path } of problems) {
    if (severity !== 'error') continue
    endpoints.set(code, (endpoints.get(code) ?? new Set()).add(`${method} ${path}`))
  }
  return Object.fromEntries([...endpoints].map(([code, found]) => [code, found.size]).toSorted())
}

/** The source as one document, made without this project's code. */
async function bundled(path: string): Promise<unknown> {
  try {
    return (await bundle({ ref: path, config: await createConfig({}) })).bundle.parsed
  } catch {
    return undefined
  }
}
