import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse as parseCsv } from 'csv-parse/sync'
import { parse as parseYaml } from 'yaml'
import { describeSpec, memorySink, SliceError, sliceSpec } from '../../dist/index.js'
import type { SliceRequest, SliceResult } from '../../src/index.ts'
import { judgeRow, judgeSlice, loadSource, operationsOf } from '../judge/index.ts'
import { isAccepted } from '../support/second-validator.ts'
import type { Case } from './case.ts'
import { messagesOf, wrongWords } from './words.ts'

/** How a case ended, and what should not have been. */
export interface Examined {
  /** `sliced`, `partly`, `failed`, or the code of a refusal. */
  outcome: string
  slices: number
  /** Checks beside the first run, each with how often it was made. */
  checks: Record<string, number>
  findings: string[]
}

interface Run {
  result: SliceResult
  files: Map<string, string>
}

/** Slices a case in a folder and looks at what comes of it. @param isThorough whether to make all checks, and not some of them */
export async function examine({ number, kinds, files, options }: Case, folder: string, isThorough = false): Promise<Examined> {
  const input = place(files, folder)
  const source = Buffer.concat([...files.values()]).toString()
  const examined: Examined = { outcome: 'crashed', slices: 0, checks: {}, findings: [] }
  const { checks, findings } = examined
  const every = (share: number, check: string): boolean => {
    const isDue = isThorough || number % share === 0
    if (isDue) checks[check] = (checks[check] ?? 0) + 1
    return isDue
  }

  const run = await sliced(options)
  if (every(5, 'info')) await informed()
  if (!run) return examined
  lookAtResult(run)
  await secondOpinion(run)
  if (isJudged() && every(2, 'judge')) await judged(run)
  if (every(7, 'YAML and JSON')) await sameInBoth(run)
  if (every(11, 'once and each')) await sameVerdicts(run)
  if (isItself() && every(3, 'sliced again')) await sameAgain(run)
  return examined

  /** @returns undefined if the description is refused */
  async function sliced(asked: Partial<SliceRequest>): Promise<Run | undefined> {
    const written = new Map<string, string>()
    const sink = memorySink((file, bytes) => written.set(file, Buffer.from(bytes).toString()))
    try {
      const result = await sliceSpec({ ...asked, input, cache: false }, { sink, cwd: folder })
      return { result, files: written }
    } catch (error) {
      refused(error)
      return undefined
    }
  }

  async function informed(): Promise<void> {
    try {
      await describeSpec({ input }, { cwd: folder })
    } catch (error) {
      refused(error)
    }
  }

  function refused(error: unknown): void {
    if (!(error instanceof SliceError)) {
      findings.push(`crash: ${error instanceof Error ? error.stack : String(error)}`)
      return
    }
    examined.outcome = error.code
    const wrong = [error.message, error.help].flatMap((words) => wrongWords(words, source))
    findings.push(...wrong.map((words) => `refusal ${error.code} ${words}`))
  }

  function lookAtResult({ result, files: written }: Run): void {
    const { total, extracted, failed } = result
    examined.outcome = failed === 0 ? 'sliced' : extracted === 0 ? 'failed' : 'partly'
    examined.slices = result.files.length
    if (total !== extracted + failed) findings.push(`sum: ${total} are not ${extracted} and ${failed}`)
    for (const { code, message, help } of result.problems) if (/mistake of/.test(help)) findings.push(`defect ${code}: ${message}`)
    findings.push(
      ...messagesOf(result)
        .flatMap((words) => wrongWords(words, source))
        .map((words) => `words ${words}`),
    )
    const rows = rowsIn(written)
    if (rows.length !== total) findings.push(`index: ${rows.length} rows for ${total} endpoints`)
    for (const { filename = '', validation_status: status } of rows) {
      if ((status === 'PASS') !== written.has(filename)) findings.push(`index: ${status} with file ${JSON.stringify(filename)}`)
    }
  }

  /** A slice that another validator rejects, of a source that it accepts. */
  async function secondOpinion({ result, files: written }: Run): Promise<void> {
    // It takes what looks like a reference in data for one.
    if (options.refsInData === 'literal') return
    // What is written in spite of its mistakes has them.
    const blamed = new Set(options.inherited === 'warn' ? result.problems.flatMap(({ endpoints = [] }) => endpoints) : [])
    for (const { file, endpoints } of result.files) {
      if (endpoints.some((endpoint) => blamed.has(endpoint))) continue
      const document = documentIn(file, written.get(file)!)
      if (document === undefined) findings.push(`unreadable: ${file}`)
      else if (!(await isAccepted(document)) && (await isSourceAccepted())) findings.push(`rejected: ${file} with ${endpoints.join(', ')}`)
    }
  }

  async function isSourceAccepted(): Promise<boolean> {
    const document = files.size > 1 ? undefined : documentIn(input, source)
    return document !== undefined && isAccepted(document)
  }

  /** The judge holds to the specification where references between files stand, and to the defaults. */
  function isJudged(): boolean {
    const { outputVersion, inherited, subtypes, refsInData } = options
    return outputVersion === 'auto' && inherited === 'fail' && subtypes === true && refsInData === 'keep' && !kinds.includes('in two files')
  }

  async function judged({ result, files: written }: Run): Promise<void> {
    const description = await loadSource(input, folder).catch((error: unknown) => void findings.push(`unreadable for the judge: ${error}`))
    if (!description) return
    const operations = operationsOf(description, { webhooks: options.webhooks ?? false })
    for (const { file, endpoints } of result.files) {
      const own = operations.filter(({ method, path }) => endpoints.includes(`${method} ${path}`))
      const text = written.get(file)!
      const wrong = judgeSlice(description, { text, operations: own })
      for (const row of rowsIn(written).filter(({ filename }) => filename === file)) {
        const operation = own.find(({ method, path }) => method === row['method'] && path === row['path'])
        wrong.push(
          ...(operation
            ? judgeRow(description, operation, row, text)
            : [{ code: 'row', message: `no operation ${row['method']} ${row['path']}` }]),
        )
      }
      findings.push(...wrong.map(({ code, message, pointer }) => `judge ${code}: ${message} at ${pointer}`))
    }
  }

  async function sameInBoth(first: Run): Promise<void> {
    const other = await sliced({ ...options, format: options.format === 'json' ? 'yaml' : 'json', minify: false })
    // Not everything that YAML can say can be said in JSON.
    const isUnsaid = [first, other].some((one) => one?.result.problems.some(({ code }) => code === 'not-rendered'))
    if (!isUnsaid && !isSame(documentsOf(first), other && documentsOf(other))) findings.push('formats: YAML and JSON differ')
  }

  async function sameVerdicts(first: Run): Promise<void> {
    const other = await sliced({ ...options, validate: options.validate === 'each' ? 'once' : 'each' })
    const [one, two] = [told(first), other && told(other)]
    if (!isSame(one, two)) findings.push(`verdicts: once and each differ\n${JSON.stringify(one)}\n${JSON.stringify(two)}`)
  }

  function isItself(): boolean {
    return options.groupBy === 'endpoint' && options.outputVersion === 'auto' && options.inherited === 'fail'
  }

  /** A slice is a description too, and its slice is itself. */
  async function sameAgain({ result, files: written }: Run): Promise<void> {
    const [file] = result.files
    if (!file) return
    const again = join(folder, `again.${options.format}`)
    const text = written.get(file.file)!
    writeFileSync(again, text)
    const slices: string[] = []
    const sink = memorySink((name, bytes) => /\.(?:csv|html)$|^problems/.test(name) || slices.push(Buffer.from(bytes).toString()))
    const request = { ...options, input: again, cache: false, layout: 'flat', report: false } as const
    await sliceSpec(request, { sink, cwd: folder }).catch((error: unknown) => slices.push(String(error)))
    if (slices.length !== 1 || slices[0] !== text) findings.push(`again: ${file.file} is another one: ${slices[0]?.slice(0, 200)}`)
  }
}

function place(files: ReadonlyMap<string, Buffer>, folder: string): string {
  rmSync(folder, { recursive: true, force: true })
  for (const [name, bytes] of files) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
  }
  return join(folder, [...files.keys()][0]!)
}

const rowsIn = (files: ReadonlyMap<string, string>): Record<string, string>[] => parseCsv(files.get('index.csv') ?? '', { columns: true })

/** By name without ending. */
const documentsOf = ({ result, files }: Run): Map<string, unknown> =>
  new Map(result.files.map(({ file }) => [file.replace(/\.\w+$/, ''), documentIn(file, files.get(file)!)]))

/** All that must not depend on the way. */
function told({ result, files }: Run): unknown {
  const slices = result.files.map(({ file, endpoints }) => [file, endpoints, files.get(file)])
  return [slices, result.problems.map((problem) => JSON.stringify(problem)).toSorted()]
}

/** Read by others than the slicer. */
function documentIn(file: string, text: string): unknown {
  try {
    return file.endsWith('.json') ? JSON.parse(text) : parseYaml(text, { merge: true, maxAliasCount: 100, logLevel: 'silent' })
  } catch {
    return undefined
  }
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

/** Keys in one order, maps as objects. */
function sorted(value: unknown): unknown {
  if (value instanceof Map) return sorted(Object.fromEntries(value))
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, child]) => [key, sorted(child)]))
}
