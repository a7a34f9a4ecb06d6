import { join } from 'node:path'
import PQueue from 'p-queue'
import type { Reuse } from '../cache/reuse.ts'
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
import { type Group, groupsOf } from '../slice/groups.ts'
import { slice } from '../slice/slice.ts'
import { Validator } from '../validate/validate.ts'
import { indexWriter } from '../write/index-writer.ts'
import { inOrder } from '../write/ordered.ts'
import { nullSink, type Sink } from '../write/sink.ts'
import { checkSize } from './forecast.ts'
import { type Done, groupSlicer, targetsOf } from './group-slicer.ts'
import { doneAlready, pastOf } from './past.ts'
import { pauses } from './pauses.ts'

export interface BatchContext {
  /** Absolute path that relative ones in the request start from. */
  cwd: string
  /** The moment that the index gives as `created_at`, if the build is to be reproducible. */
  sourceDate: Date | undefined
  signal?: AbortSignal | undefined
  /** Contents of files that are not, or not so, on the disk, by absolute path. */
  contents?: ReadonlyMap<string, Uint8Array> | undefined
  /** What earlier runs have left, to be used again. */
  reuse?: Reuse | undefined
}

const INDEX = 'index.csv'

/** The validation report beside the index. */
const REPORT = 'problems.json'

/** Slices one description: load, link, select, convert; then slice, validate, render and write endpoint by endpoint. */
export async function runBatch(request: ResolvedRequest, sink: Sink, context: BatchContext): Promise<SliceResult> {
  const { cwd, sourceDate, signal, contents, reuse } = context
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
  const target = request.dryRun ? nullSink : sink
  const past = reuse && pastOf(converted, reuse, await target.ours())
  const known = groups.map((group) => past?.find(group))
  const fresh = groups.filter((_, position) => !known[position])
  const samples = samplesOf(fresh)
  const renderer = new Renderer(request.format, description.notes)
  checkSize(converted, fresh, renderer, request.maxOutput - known.reduce((sum, kept) => sum + (kept?.output.size ?? 0), 0))
  await pause()
  const wanted = slice(
    converted.linked,
    fresh.flatMap((group) => targetsOf(group, converted)),
  )
  const validator = await Validator.create(converted.linked, wanted, { ...request, cwd })

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
        const kept = known[position]
        if (kept) target.keep(group.file)
        const outcome = kept ? doneAlready(group, kept) : await sliceGroup(group, samples.has(group))
        if (!kept) past?.keep(group, outcome)
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
  if (description.failures.size === 0) reuse?.end(result, description.digests)
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
    unchanged: false,
  }
}

function reportOf({ total, extracted, failed, problems }: SliceResult): Uint8Array {
  const named = problems.map(({ code, severity, phase, ...rest }) => ({ code, severity, phase, phaseName: PHASES[phase], ...rest }))
  return Buffer.from(`${JSON.stringify({ total, extracted, failed, problems: named }, null, 2)}\n`)
}

/** The first, the middle and the last file are checked once more from their finished text. */
const samplesOf = (groups: readonly Group[]): Set<Group | undefined> => new Set([groups[0], groups[groups.length >> 1], groups.at(-1)])
