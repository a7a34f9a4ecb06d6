import { join } from 'node:path'
import type { Kept, Reuse } from '../cache/reuse.ts'
import { type Converted, convertLinked } from '../convert/convert-linked.ts'
import { link } from '../link/link.ts'
import type { LinkedDescription } from '../link/linked.ts'
import { load, showPath, type Unpaused } from '../load/load.ts'
import { own, text } from '../model/json.ts'
import type { SliceResult } from '../options/request.ts'
import type { ResolvedRequest } from '../options/resolve-request.ts'
import { ProblemCollector } from '../problem-collector.ts'
import { printableJson } from '../printable.ts'
import { PHASES } from '../problems.ts'
import { ReadFiles } from '../read-files.ts'
import { yamlHeader } from '../render/header.ts'
import { JsonFormat } from '../render/json.ts'
import { Renderer } from '../render/renderer.ts'
import { readBack } from '../render/verify.ts'
import { YamlFormat } from '../render/yaml.ts'
import { type Endpoint, endpointsOf } from '../select/endpoints.ts'
import { nothingSelected, select } from '../select/select.ts'
import { type Group, groupsOf } from '../slice/groups.ts'
import { type Slice, slice } from '../slice/slice.ts'
import { Validator } from '../validate/validate.ts'
import { type IndexRow, indexCsv } from '../write/index-csv.ts'
import { type IndexFile, indexWriter } from '../write/index-writer.ts'
import { llmsTxt } from '../write/llms-txt.ts'
import { INDEX, LLMS, PAGE, REPORT } from '../write/names.ts'
import { inOrder } from '../write/ordered.ts'
import { nullSink, type Sink, WriteError } from '../write/sink.ts'
import type { FinishedRun } from './finished-run.ts'
import { checkSize, forecastOf, sizeOf } from './forecast.ts'
import { type Done, groupSlicer, isError, problemOf, targetsOf } from './group-slicer.ts'
import { doneAlready, pastOf } from './past.ts'
import { inFlight } from './in-flight.ts'
import { pauses } from './pauses.ts'
import { samplesOf } from './samples.ts'
import { Stopwatch } from './stopwatch.ts'
import { addAll } from '../model/lists.ts'

export interface BatchContext {
  /** Absolute path that relative ones in the request start from. */
  cwd: string
  /** The moment that the index gives as `created_at`, if the build is to be reproducible. */
  sourceDate: Date | undefined
  signal?: AbortSignal | undefined
  /** Does what no signal can interrupt. Nothing is written meanwhile, and nothing has been. */
  unpaused?: Unpaused | undefined
  /** Reads the description, and knows what was read already. */
  files?: ReadFiles | undefined
  /** What earlier runs have left, to be used again. */
  reuse?: Reuse | undefined
  /** Makes the page of a run, for a request that asks for one. */
  page?: ((run: FinishedRun) => Promise<Uint8Array>) | undefined
  /** Is given every run that gets to its end. */
  onFinished?: ((run: FinishedRun) => void) | undefined
}

/** Slices one description: load, link, select, convert; then slice, validate, render and write endpoint by endpoint. */
export async function runBatch(request: ResolvedRequest, sink: Sink, context: BatchContext): Promise<SliceResult> {
  try {
    return await batch(request, sink, context)
  } catch (error) {
    context.reuse?.breakOff?.()
    throw error
  } finally {
    await sink.end?.()
  }
}

async function batch(request: ResolvedRequest, sink: Sink, context: BatchContext): Promise<SliceResult> {
  const { cwd, sourceDate, signal, unpaused, files = new ReadFiles(), reuse, page, onFinished } = context
  const watch = new Stopwatch()
  const pause = pauses(signal)
  const source = { input: request.input, cwd, allow: request.allow, files, signal, pause, unpaused }
  const description = await watch.wait('load', () => load(source))
  const read = watch.run('link', () => link(description, request))
  await pause()
  const all = watch.run('select', () => endpointsOf(read))
  const selected = watch.run('select', () => select(all, request))
  const found = new ProblemCollector()
  for (const problem of read.problems) found.add(problem)
  if (selected.length === 0) noteNothing(request, all, found)

  const groups = watch.run('select', () => groupsOf(all, selected, request))
  const converted = await watch.wait('convert', () => convertLinked(read, all, request, pause))
  await pause()
  const target = request.dryRun ? nullSink : sink
  const past = reuse && pastOf(converted, reuse, await target.ours())
  const known = watch.run('reuse', () => groups.map((group) => past?.find(group)))
  const fresh = groups.filter((_, position) => !known[position])
  const plans = watch.run('slice', () => plansOf(fresh, converted))
  const renderer = rendererFor(converted.linked, request, watch)
  const forecast = await watch.wait('render', () => forecastOf([...plans.values()], renderer, pause))
  const samples = samplesOf(fresh, (group) => {
    const plan = plans.get(group)
    return plan && sizeOf(plan, renderer)
  })
  for (const kept of known) {
    if (!kept) continue
    forecast.files++
    forecast.bytes += kept.output.size
  }
  checkSize(forecast, request.maxOutput, await sink.free?.())
  request.onForecast(forecast)
  const wanted = slice(
    converted.linked,
    groups.filter((_, position) => known[position]?.isWarned ?? true).flatMap((group) => targetsOf(group, converted)),
  )
  const validator = await watch.wait('validate', () => Validator.create(converted.linked, wanted, { ...request, cwd }))

  const makePage = request.report && !request.dryRun ? page : undefined
  const indexFiles = indexFilesOf(request, converted.linked)
  const reports = [...indexFiles.map(({ name }) => name), REPORT, ...(makePage ? [PAGE] : [])]
  await watch.wait('write', () => target.open([...groups.map(({ file }) => file), ...reports], reports))
  const indexes = indexFiles.map((file) => indexWriter(target, file))
  const result = emptyResult(request, selected.length, description.files)
  // All rows of a large description take tens of megabytes, so they are kept only for somebody.
  const rows = makePage || onFinished ? new Map<Endpoint, IndexRow>() : undefined
  const take = inOrder((done: Done) => {
    for (const [position, { endpoint }] of done.outcomes.entries()) rows?.set(endpoint, done.rows[position]!)
    for (const { endpoint, problems } of done.outcomes) for (const problem of problems) found.add(problem, endpoint.id)
    addAll(result.failures, done.failures)
    if (done.output) result.files.push(done.output)
    for (const index of indexes) index.add(done.rows)
  })

  const slicer = groupSlicer({ converted, validator, renderer, sink: target, request, sourceDate, watch })
  let done = 0
  let failed = 0
  await inFlight(groups, request.concurrency, async (group, position) => {
    await pause()
    const kept = known[position]
    const plan = plans.get(group)
    const outcome = (kept && (await keep(group, kept))) ?? (await slicer.slice(group, plan, samples.has(group)))
    if (plan) renderer.release(plan)
    // Its units and document need not be kept until the end.
    plans.delete(group)
    if (!kept) past?.keep(group, outcome)
    watch.run('index', () => take(position, outcome))
    failed += outcome.failures.length
    for (const { id } of group.endpoints) request.onProgress({ done: ++done, total: selected.length, failed, endpoint: id })
  })
  await watch.wait('index', () => Promise.all(indexes.map((index) => index.end())))

  /** Unless it turns out that something is wrong with it. */
  async function keep(group: Group, kept: Kept): Promise<Done | undefined> {
    const problems = kept.isWarned ? await slicer.problemsOf(group) : []
    if (problems.flat().some(isError)) return undefined
    target.keep(group.file)
    return doneAlready(group, kept, problems)
  }

  result.failed = result.failures.length
  result.extracted = result.total - result.failed
  result.passRate = result.total === 0 ? 1 : result.extracted / result.total
  result.problems = found.all()
  result.warnings = result.problems.filter(({ severity }) => severity === 'warning')
  const written = (work: () => Promise<void>) => watch.wait('write', () => noted(work, result))
  await written(() => target.write(REPORT, [reportOf(result)]))
  const run = (): FinishedRun => ({
    ...{ request, description, linked: converted.linked, result, renderer, pause },
    sourceBytes: description.files.reduce((sum, file) => sum + files.sizeOf(file), 0),
    shown: showPath(description.files[0]!, cwd),
    endpoints: selected.map((endpoint) => ({ endpoint, row: rows!.get(endpoint)! })),
    created: sourceDate ?? new Date(),
    sliceOf: (endpoints) => sliceOf(converted, endpoints),
  })
  if (makePage) {
    const bytes = await watch.wait('report', () => makePage(run()))
    if (!(await written(() => target.write(PAGE, [bytes])))) result.reportPath = join(request.outDir, PAGE)
  }
  onFinished?.(run())
  if ((await written(() => target.close())) === 'write-failed') result.indexPath = result.llmsPath = undefined
  result.timings = watch.times()
  result.elapsed = Object.values(result.timings).reduce((sum, time) => sum + time, 0)
  if (description.failures.size === 0) reuse?.end(result, description.digestOf)
  return result
}

/** What cannot be written at the end is a problem of the run, which has sliced endpoints to tell of. @returns whether there was one */
async function noted(work: () => Promise<void>, { problems, warnings }: SliceResult): Promise<WriteError['code'] | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    const { code } = error
    if (code === 'not-removed') {
      const warning = { ...problemOf(error), severity: 'warning' } as const
      problems.push(warning)
      warnings.push(warning)
    } else problems.unshift(problemOf(error))
    return code
  }
}

/** The slices of groups, if all their endpoints pass; none where there is nothing to slice. */
function plansOf(groups: readonly Group[], converted: Converted): Map<Group, Slice> {
  const plans = new Map<Group, Slice>()
  for (const group of groups) {
    const plan = sliceOf(converted, group.endpoints)
    if (plan) plans.set(group, plan)
  }
  return plans
}

function rendererFor(linked: LinkedDescription, request: ResolvedRequest, watch: Stopwatch): Renderer {
  const format = request.format === 'yaml' ? new YamlFormat() : new JsonFormat(request)
  const check = readBack(format)
  return new Renderer(linked, format, {
    check: (...written) => watch.run('check', () => check(...written)),
    header: request.header ? yamlHeader(request.input, linked) : undefined,
  })
}

/** The slice of endpoints, as far as they can be said in the version that is asked for. */
function sliceOf(converted: Converted, endpoints: readonly Endpoint[]): Slice | undefined {
  const targets = targetsOf({ endpoints }, converted)
  return targets.length === 0 ? undefined : slice(converted.linked, targets)
}

function noteNothing(request: ResolvedRequest, all: readonly Endpoint[], found: ProblemCollector): void {
  const refusal = nothingSelected(all, request)
  if (!request.allowEmpty) throw refusal
  found.add({ code: 'nothing-selected', severity: 'warning', phase: 1, message: refusal.message, help: refusal.help })
}

function indexFilesOf({ csv, llms, name }: ResolvedRequest, { source }: LinkedDescription): IndexFile[] {
  const title = text(own(source.root, 'info'), 'title') || name
  return [...(csv ? [indexCsv()] : []), ...(llms ? [llmsTxt(title, source.version)] : [])]
}

function emptyResult({ name, outDir, csv, llms, dryRun }: ResolvedRequest, total: number, inputs: readonly string[]): SliceResult {
  return {
    name,
    total,
    extracted: 0,
    failed: 0,
    passRate: 1,
    elapsed: 0,
    timings: {},
    outDir,
    indexPath: csv && !dryRun ? join(outDir, INDEX) : undefined,
    llmsPath: llms && !dryRun ? join(outDir, LLMS) : undefined,
    reportPath: undefined,
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
  return Buffer.from(printableJson({ total, extracted, failed, problems: named }))
}
