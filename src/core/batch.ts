import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import PQueue from 'p-queue'
import { type Converted, convertLinked } from './convert/convert-linked.ts'
import { link } from './link/link.ts'
import { load } from './load/load.ts'
import type { FailedEndpoint, OutputFile, SliceResult } from './options/request.ts'
import type { ResolvedRequest } from './options/resolve-request.ts'
import { formatPlace, messageOf, type Problem, SliceError } from './problems.ts'
import { ProblemCollector } from './problem-collector.ts'
import { Renderer, RenderError } from './render/renderer.ts'
import { type Endpoint, endpointsOf } from './select/endpoints.ts'
import { nothingSelected, select } from './select/select.ts'
import { type Group, groupsOf } from './slice/groups.ts'
import { type Slice, slice } from './slice/slice.ts'
import { Validator } from './validate/validate.ts'
import { type IndexRow, operationFacts } from './write/index-csv.ts'
import { indexWriter } from './write/index-writer.ts'
import { inOrder } from './write/ordered.ts'
import { nullSink, type Sink, WriteError } from './write/sink.ts'

export interface BatchContext {
  /** Absolute path that relative ones in the request start from. */
  cwd: string
  /** The moment that the index gives as `created_at`, if the build is to be reproducible. */
  sourceDate: Date | undefined
  signal?: AbortSignal | undefined
}

/** What validation says of one endpoint. */
interface Verdict {
  endpoint: Endpoint
  problems: readonly Problem[]
  /** The first error, which is why it fails. */
  error: Problem | undefined
  slice: Slice | undefined
}

/** The validation report beside the index. */
const REPORT = 'problems.json'

/** What became of one group of endpoints. */
interface Done {
  rows: IndexRow[]
  endpoints: readonly { endpoint: Endpoint; problems: readonly Problem[] }[]
  failures: FailedEndpoint[]
  output: OutputFile | undefined
}

/** Slices one description: load, link, select, then slice, validate, render and write endpoint by endpoint. */
export async function runBatch(request: ResolvedRequest, sink: Sink, context: BatchContext): Promise<SliceResult> {
  const started = performance.now()
  const breathe = breather(context.signal)
  const description = await load({ input: request.input, cwd: context.cwd, allow: request.allow })
  await breathe()
  const read = link(description, request)
  await breathe()
  const all = endpointsOf(read)
  const selected = select(all, request)
  const found = new ProblemCollector()
  for (const problem of read.problems) found.add(problem)
  if (selected.length === 0) {
    const refusal = nothingSelected(all, request)
    if (!request.allowEmpty) throw refusal
    found.add({ code: 'nothing-selected', severity: 'warning', phase: 1, message: refusal.message, help: refusal.help })
  }
  const groups = groupsOf(all, selected, request)
  const converted = convertLinked(read, all, request)
  const { linked } = converted
  const renderer = new Renderer(request.format, description.notes)
  const target = request.dryRun ? nullSink : sink
  await breathe()
  checkSize(converted, groups, renderer, request.maxOutput)
  await breathe()
  const validator = await Validator.create(linked, slice(linked, endpointsOf(linked)), { ...request, cwd: context.cwd })

  const indexFile = request.csv ? 'index.csv' : undefined
  const reports = [...(indexFile ? [indexFile] : []), REPORT]
  await target.open([...groups.map(({ file }) => file), ...reports], reports)
  const index = indexFile ? indexWriter(target, indexFile) : undefined

  const result: SliceResult = {
    name: request.name,
    total: selected.length,
    extracted: 0,
    failed: 0,
    passRate: 1,
    elapsed: 0,
    outDir: request.outDir,
    indexPath: indexFile && !request.dryRun ? join(request.outDir, indexFile) : undefined,
    failures: [],
    files: [],
    warnings: [],
    problems: [],
    inputs: description.files,
    dryRun: request.dryRun,
  }
  const take = inOrder((done: Done) => {
    for (const { endpoint, problems } of done.endpoints) for (const problem of problems) found.add(problem, endpoint.id)
    result.failures.push(...done.failures)
    if (done.output) result.files.push(done.output)
    index?.add(done.rows)
  })

  let finished = 0
  let failed = 0
  const queue = new PQueue({ concurrency: request.concurrency })
  await queue.addAll(
    groups.map((group, position) => async () => {
      await breathe()
      const done = await sliceGroup(group, isSample(position, groups.length))
      take(position, done)
      failed += done.failures.length
      for (const endpoint of group.endpoints) {
        request.onProgress({ done: ++finished, total: selected.length, failed, endpoint: endpoint.id })
      }
    }),
  )
  await index?.end()

  result.failed = result.failures.length
  result.extracted = result.total - result.failed
  result.passRate = result.total === 0 ? 1 : result.extracted / result.total
  result.problems = found.all()
  result.warnings = result.problems.filter(({ severity }) => severity === 'warning')
  await target.write(REPORT, [Buffer.from(`${JSON.stringify({ total: result.total, extracted: result.extracted, failed: result.failed, problems: result.problems }, null, 2)}\n`)])
  await target.close()
  result.elapsed = performance.now() - started
  return result

  async function sliceGroup({ file, endpoints }: Group, isAudited: boolean): Promise<Done> {
    const begun = performance.now()
    const verdicts = await Promise.all(endpoints.map(checked))
    const passed = verdicts.filter(({ error }) => !error)
    let output: OutputFile | undefined
    let trouble: Problem | undefined
    let schemas = 0
    if (passed.length > 0) {
      const whole = passed.length === 1 ? passed[0]!.slice! : slice(linked, passed.map(({ endpoint }) => converted.endpointIn(endpoint)!))
      schemas = whole.components.filter(({ kind }) => kind === 'schemas').length
      try {
        output = { file, size: await written(file, whole, isAudited), endpoints: passed.map(({ endpoint }) => endpoint.id) }
      } catch (error) {
        trouble = writeProblem(error)
      }
    }
    const elapsed = (performance.now() - begun) / endpoints.length
    const outcomes = verdicts.map(({ endpoint, problems, error }) => {
      if (error || !trouble) return { endpoint, problems, error }
      return { endpoint, problems: [...problems, trouble], error: trouble }
    })
    return {
      endpoints: outcomes,
      failures: outcomes.flatMap(({ endpoint, error }) => (error ? [failureOf(endpoint, error)] : [])),
      output,
      rows: outcomes.map(({ endpoint, error }) => rowOf(endpoint, error, error ? undefined : output, schemas, elapsed)),
    }
  }

  async function checked(endpoint: Endpoint): Promise<Verdict> {
    try {
      const losses = converted.problemsOf(endpoint)
      const target = converted.endpointIn(endpoint)
      if (!target) return { endpoint, problems: losses, error: losses.find(isError) ?? unsaid(request.outputVersion), slice: undefined }
      const single = slice(linked, [target])
      const problems = [...losses, ...(await validator.check(single))]
      return { endpoint, problems, error: problems.find(isError), slice: single }
    } catch (error) {
      const problem = internalProblem(error)
      return { endpoint, problems: [problem], error: problem, slice: undefined }
    }
  }

  async function written(file: string, whole: Slice, isAudited: boolean): Promise<number> {
    const chunks = renderer.render(whole.document)
    const problem = isAudited ? await validator.audit(whole, Buffer.concat(chunks).toString()) : undefined
    if (problem) throw new AuditError(problem)
    await target.write(file, chunks)
    return chunks.reduce((sum, { byteLength }) => sum + byteLength, 0)
  }

  function rowOf(endpoint: Endpoint, error: Problem | undefined, output: OutputFile | undefined, schemas: number, elapsed: number): IndexRow {
    return {
      ...operationFacts(linked, converted.endpointIn(endpoint) ?? endpoint),
      filename: output?.file ?? '',
      file_size_kb: output ? (output.size / 1024).toFixed(2) : '',
      schema_count: output ? String(schemas) : '',
      created_at: (context.sourceDate ?? new Date()).toISOString(),
      validation_status: error ? 'FAIL' : request.dryRun ? 'SKIPPED' : 'PASS',
      failure_reason: error ? reasonOf(error) : '',
      extraction_time_ms: context.sourceDate ? '' : elapsed.toFixed(1),
    }
  }
}

const isError = ({ severity }: Problem): boolean => severity === 'error'

const reasonOf = ({ message, place }: Problem): string => (place ? `${message} (${formatPlace(place)})` : message)

function failureOf({ path, method }: Endpoint, { phase, message, help, place }: Problem): FailedEndpoint {
  return { path, method, phase, reason: message, help, place: place && formatPlace(place) }
}

/** The exact size is known beforehand; a run that would fill the disk stops before it writes anything. */
function checkSize({ linked, endpointIn }: Converted, groups: readonly Group[], renderer: Renderer, limit: number): void {
  let size = 0
  for (const { endpoints } of groups) {
    try {
      size += renderer.render(slice(linked, endpoints.flatMap((endpoint) => endpointIn(endpoint) ?? [])).document).reduce((sum, { byteLength }) => sum + byteLength, 0)
    } catch (error) {
      // What cannot be rendered fails by itself, later and with its reason.
      if (!(error instanceof RenderError || error instanceof RangeError)) throw error
    }
    if (size > limit) {
      throw new SliceError(
        'output-too-large',
        `The slices would take more than ${limit >= 1e9 ? `${limit / 1e9} GB` : limit >= 1e6 ? `${limit / 1e6} MB` : `${limit} bytes`}.`,
        'Select fewer endpoints (filter), put several into one file (groupBy), or raise the limit (maxOutput).',
      )
    }
  }
}

/** Lets timers and signals have their turn in long stretches of pure computation. @throws when the run is aborted */
function breather(signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last > MAX_STRETCH) {
      await setImmediate()
      last = performance.now()
    }
    signal?.throwIfAborted()
  }
}

/** Milliseconds; an interruption is noticed within a few of these. */
const MAX_STRETCH = 50

const unsaid = (version: string): Problem => ({
  code: 'conversion/impossible',
  severity: 'error',
  phase: 7,
  message: `It cannot be said in ${version}.`,
  help: 'Keep the version of the source (“auto”), or choose a newer one.',
})

/** The first, the middle and the last file are checked once more from their finished text. */
const isSample = (position: number, count: number): boolean => [0, count >> 1, count - 1].includes(position)

class AuditError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

function writeProblem(error: unknown): Problem {
  if (error instanceof AuditError) return error.problem
  if (error instanceof WriteError) return { code: error.code, severity: 'error', phase: 1, message: `${error.message}.`, help: error.help }
  if (error instanceof RenderError || error instanceof RangeError) {
    return { code: 'not-rendered', severity: 'error', phase: 1, message: `It cannot be written: ${error.message}.`, help: 'Look for values that the format has no notation for, or for YAML aliases that multiply.' }
  }
  return internalProblem(error)
}

const internalProblem = (error: unknown): Problem => ({
  code: 'not-rendered',
  severity: 'error',
  phase: 1,
  message: `It could not be sliced: ${messageOf(error)}.`,
  help: 'This is a mistake of unplugin-openapi-slice. Please report it with the description, or a part of it that shows it.',
})

