import { join } from 'node:path'
import PQueue from 'p-queue'
import { convertLinked } from '../convert/convert-linked.ts'
import { link } from '../link/link.ts'
import { load } from '../load/load.ts'
import type { SliceResult } from '../options/request.ts'
import type { ResolvedRequest } from '../options/resolve-request.ts'
import { ProblemCollector } from '../problem-collector.ts'
import { PHASES } from '../problems.ts'
import { Renderer } from '../render/renderer.ts'
import { type Endpoint, endpointsOf } from '../select/endpoints.ts'
import { nothingSelected, select } from '../select/select.ts'
import { groupsOf } from '../slice/groups.ts'
import { slice } from '../slice/slice.ts'
import { Validator } from '../validate/validate.ts'
import { indexWriter } from '../write/index-writer.ts'
import { inOrder } from '../write/ordered.ts'
import { nullSink, type Sink } from '../write/sink.ts'
import { checkSize } from './forecast.ts'
import { type Done, groupSlicer } from './group-slicer.ts'
import { pauses } from './pauses.ts'

export interface BatchContext {
  /** Absolute path that relative ones in the request start from. */
  cwd: string
  /** The moment that the index gives as `created_at`, if the build is to be reproducible. */
  sourceDate: Date | undefined
  signal?: AbortSignal | undefined
  /** Contents of files that are not, or not so, on the disk, by absolute path. */
  contents?: ReadonlyMap<string, Uint8Array> | undefined
}

const INDEX = 'index.csv'

/** The validation report beside the index. */
const REPORT = 'problems.json'

/** Slices one description: load, link, select, convert; then slice, validate, render and write endpoint by endpoint. */
export async function runBatch(request: ResolvedRequest, sink: Sink, context: BatchContext): Promise<SliceResult> {
  const { cwd, sourceDate, signal, contents } = context
  const started = performance.now()
  const pause = pauses(signal)
  const description = await load({ input: request.input, cwd, allow: request.allow, contents })
  await pause()
  const read = link(description, request)
  await pause()
  const all = endpointsOf(read)
  const selected = select(all, request)
  const found = new ProblemCollector()
  for (const problem of read.problems) found.add(problem)
  if (selected.length === 0) noteNothing(request, all, found)

  const groups = groupsOf(all, selected, request)
  const converted = convertLinked(read, all, request)
  await pause()
  const renderer = new Renderer(request.format, description.notes)
  checkSize(converted, groups, renderer, request.maxOutput)
  await pause()
  const { linked, endpointIn } = converted
  const wanted = groups.flatMap(({ endpoints }) =>
    endpoints.filter(({ broken }) => !broken).flatMap((endpoint) => endpointIn(endpoint) ?? []),
  )
  const validator = await Validator.create(linked, slice(linked, wanted), { ...request, cwd })

  const target = request.dryRun ? nullSink : sink
  const reports = request.csv ? [INDEX, REPORT] : [REPORT]
  await target.open([...groups.map(({ file }) => file), ...reports], reports)
  const index = request.csv ? indexWriter(target, INDEX) : undefined
  const result = emptyResult(request, selected.length, description.files)
  const take = inOrder((done: Done) => {
    for (const { endpoint, problems } of done.outcomes) for (const problem of problems) found.add(problem, endpoint.id)
    result.failures.push(...done.failures)
    if (done.output) result.files.push(done.output)
    index?.add(done.rows)
  })

  const sliceGroup = groupSlicer({ converted, validator, renderer, sink: target, request, sourceDate })
  const queue = new PQueue({ concurrency: request.concurrency })
  let done = 0
  let failed = 0
  try {
    await queue.addAll(
      groups.map((group, position) => async () => {
        await pause()
        const outcome = await sliceGroup(group, isSample(position, groups.length))
        take(position, outcome)
        failed += outcome.failures.length
        for (const { id } of group.endpoints) request.onProgress({ done: ++done, total: selected.length, failed, endpoint: id })
      }),
    )
  } finally {
    // After an interruption nothing that waits is begun, and what has begun ends before the caller goes on.
    queue.clear()
    await queue.onIdle()
  }
  await index?.end()

  result.failed = result.failures.length
  result.extracted = result.total - result.failed
  result.passRate = result.total === 0 ? 1 : result.extracted / result.total
  result.problems = found.all()
  result.warnings = result.problems.filter(({ severity }) => severity === 'warning')
  await target.write(REPORT, [reportOf(result)])
  await target.close()
  result.elapsed = performance.now() - started
  return result
}

function noteNothing(request: ResolvedRequest, all: readonly Endpoint[], found: ProblemCollector): void {
  const refusal = nothingSelected(all, request)
  if (!request.allowEmpty) throw refusal
  found.add({ code: 'nothing-selected', severity: 'warning', phase: 1, message: refusal.message, help: refusal.help })
}

function emptyResult({ name, outDir, csv, dryRun }: ResolvedRequest, total: number, inputs: readonly string[]): SliceResult {
  return {
    name,
    total,
    extracted: 0,
    failed: 0,
    passRate: 1,
    elapsed: 0,
    outDir,
    indexPath: csv && !dryRun ? join(outDir, INDEX) : undefined,
    failures: [],
    files: [],
    warnings: [],
    problems: [],
    inputs,
    dryRun,
  }
}

function reportOf({ total, extracted, failed, problems }: SliceResult): Uint8Array {
  const named = problems.map(({ code, severity, phase, ...rest }) => ({ code, severity, phase, phaseName: PHASES[phase], ...rest }))
  return Buffer.from(`${JSON.stringify({ total, extracted, failed, problems: named }, null, 2)}\n`)
}

/** The first, the middle and the last file are checked once more from their finished text. */
const isSample = (position: number, count: number): boolean => [0, count >> 1, count - 1].includes(position)
