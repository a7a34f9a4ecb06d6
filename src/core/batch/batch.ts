import { join } from 'node:path'
import type { Kept, Reuse } from '../cache/reuse.ts'
import { type Converted, convertLinked } from '../convert/convert-linked.ts'
import { link } from '../link/link.ts'
import type { LinkedDescription } from '../link/linked.ts'
import { type Description, load, type LoadOptions, type Unpaused } from '../load/load.ts'
import { own, text } from '../model/json.ts'
import type { SliceResult } from '../options/request.ts'
import type { ResolvedRequest } from '../options/resolve-request.ts'
import type { Problem } from '../problems.ts'
import { ReadFiles } from '../read-files.ts'
import { formatOf } from '../render/format.ts'
import { yamlHeader } from '../render/header.ts'
import { Printer } from '../render/printer.ts'
import { Renderer } from '../render/renderer.ts'
import { readBack } from '../render/verify.ts'
import { type Endpoint, endpointsOf } from '../select/endpoints.ts'
import { nothingSelected, select, unmatched } from '../select/select.ts'
import { type Group, groupsOf } from '../slice/groups.ts'
import { type Slice, slice } from '../slice/slice.ts'
import { showPath } from '../show-path.ts'
import { partWriter, type Program } from '../shard/part.ts'
import { shardsOf } from '../shard/shard.ts'
import { commonOf } from '../shard/common.ts'
import { coupledIn } from '../validate/coupled.ts'
import { Validator } from '../validate/validate.ts'
import { PAGE, REPORT, SHARD } from '../write/names.ts'
import { inOrder } from '../write/ordered.ts'
import { nullSink, type Sink, writeTo } from '../write/sink.ts'
import type { FinishedEndpoint, FinishedRun } from './finished-run.ts'
import { basisMaker } from './basis.ts'
import { checkSize, forecastOf, sizesOf } from './forecast.ts'
import { gather, indexFilesOf } from './gather.ts'
import { type Done, groupSlicer, isError, targetsOf } from './group-slicer.ts'
import { doneAlready, pastOf } from './past.ts'
import { inFlight } from './in-flight.ts'
import { pauses } from './pauses.ts'
import { type Resumption, resumptionOf } from './resumption.ts'
import { samplesOf } from './samples.ts'
import { Stopwatch } from './stopwatch.ts'

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
  /** What a shard says that it was made by. */
  program?: Program | undefined
  /** Is given every run that gets to its end. */
  onFinished?: ((run: FinishedRun) => void) | undefined
}

/** Slices one description: load, link, select, convert; then slice, validate, render and write endpoint by endpoint. */
export async function runBatch(request: ResolvedRequest, sink: Sink, context: BatchContext): Promise<SliceResult> {
  try {
    return (await batch(request, sink, context, true)) ?? (await batch(request, sink, context, false))!
  } catch (error) {
    context.reuse?.breakOff?.()
    throw error
  } finally {
    await sink.end?.()
  }
}

/** @returns nothing, and nothing was written, if it turned out that all of the description must be read */
async function batch(request: ResolvedRequest, sink: Sink, context: BatchContext, mayResume: boolean): Promise<SliceResult | undefined> {
  const { cwd, sourceDate, signal, unpaused, files = new ReadFiles(), reuse, page, program, onFinished } = context
  const { shard } = request
  const watch = new Stopwatch()
  const pause = pauses(signal)
  const divides = reuse?.leave !== undefined && !shard
  const source = { input: request.input, cwd, allow: request.allow, files, divides, signal, pause, unpaused }
  const makePage = request.report && !request.dryRun ? page : undefined
  const target = request.dryRun ? (sink.dry?.() ?? nullSink) : sink
  const isTold = makePage !== undefined || onFinished !== undefined
  const resumed =
    reuse && mayResume && !shard && !isTold ? await watch.wait('reuse', () => resumptionOf(reuse, () => target.ours())) : undefined
  const { description, read, all, again } = await linkedFrom(source, request, watch, resumed)
  const selected = again ? all : await watch.wait('select', () => select(all, request))
  const general = again?.general(description) ?? [...read.problems, ...(await problemsOfFilters(request, all, selected, read.problems))]

  const whole = again?.groups ?? watch.run('select', () => groupsOf(all, selected, request))
  const converted = await watch.wait('convert', () => convertLinked(read, all, request, pause))
  await pause()
  const plans = watch.run('slice', () => plansOf(whole, converted))
  const past = reuse && pastOf(converted, reuse, await target.ours())
  const coupled = past && watch.run('validate', () => coupledIn(converted.linked))
  // Of a converted description the parts cannot be told by its text.
  const maker = past && coupled && converted.linked === read ? watch.run('reuse', () => basisMaker(read, coupled, past, again)) : undefined
  const known = new Map<Group, Kept>()
  watch.run('reuse', () => {
    for (const group of whole) {
      const kept = again?.keptOf(group)
      if (kept) known.set(group, kept)
    }
    for (const [group, plan] of plans) {
      maker?.plan(group, plan)
      const kept = past?.find(group, plan)
      if (!kept) continue
      known.set(group, kept)
      plans.delete(group)
    }
  })
  const fresh = whole.filter((group) => !known.has(group))
  const renderer = rendererFor(converted.linked, request, watch)
  const drawn = whole.map((group) => plans.get(group))
  const expected = await watch.wait('render', () => sizesOf(drawn, renderer, pause))
  const sizes = new Map(whole.map((group, position) => [group, known.get(group)?.output.size ?? expected[position]]))
  // Which files are looked at once more does not depend on how the run is divided.
  const samples = samplesOf(fresh, (group) => sizes.get(group))
  const shards = shard && shardsOf([...sizes.values()], shard.of)
  const groups = whole.filter((_, position) => !shards || shards[position] === shard!.number)
  const forecast = forecastOf(groups.map((group) => sizes.get(group)))
  checkSize(forecast, request.maxOutput, await sink.free?.())
  // The same goes for what is checked together: it may decide in which order findings are told.
  const wanted = slice(
    converted.linked,
    whole.flatMap((group) => {
      const targets = targetsOf(group, converted)
      const isWanted = known.get(group)?.isWarned ?? true
      return isWanted ? targets : targets.filter(({ item, operation }) => coupled?.has(item.shared) || coupled?.has(operation))
    }),
  )
  const validator = await watch.wait('validate', () => Validator.create(converted.linked, wanted, { ...request, cwd }))
  if (again && !validator.isByParts) return undefined
  request.onForecast(forecast)
  const mine = new Set(groups)
  for (const group of fresh) if (!mine.has(group)) letGo(group)

  const about = { title: titleOf(request, converted.linked), version: converted.linked.source.version }
  const indexFiles = indexFilesOf(request, about)
  const reports = [...indexFiles.map(({ name }) => name), REPORT, ...(makePage ? [PAGE] : []), ...(shard ? [SHARD] : [])]
  await watch.wait('write', () => target.open([...groups.map(({ file }) => file), ...reports], reports, description.files))
  const total = groups.reduce((sum, { endpoints }) => sum + endpoints.length, 0)
  const gathered = gather(request, target, { total, inputs: description.files, indexFiles })
  const { result } = gathered
  const part = shard && shards && partWriter(shard, commonOf({ request, description, cwd, sourceDate, ...about, whole, shards }, program))
  for (const problem of general) for (const one of [gathered, part]) one?.note(problem)
  // All rows of a large description take tens of megabytes, so they are kept only for somebody.
  const rows = isTold ? new Map<Endpoint, Pick<FinishedEndpoint, 'row' | 'file'>>() : undefined
  const positions = new Map(whole.map((group, position) => [group, position]))
  const take = inOrder(({ group, done }: { group: Group; done: Done }) => {
    group.endpoints.forEach((endpoint, position) => rows?.set(endpoint, { row: done.rows[position]!, file: group.file }))
    gathered.add(done)
    part?.add(positions.get(group)!, group.file, done)
  })

  const slicer = groupSlicer({ converted, validator, renderer, sink: target, request, sourceDate, watch })
  let count = 0
  let failed = 0
  await inFlight(groups, request.concurrency, async (group, position) => {
    await pause()
    const kept = known.get(group)
    const plan = plans.get(group)
    const done = (kept && (await keep(group, kept))) ?? (await slicer.slice(group, plan, samples.has(group)))
    // A page shows it once more.
    if (!makePage) letGo(group)
    if (!kept) past?.keep(group, done)
    maker?.add(group, done)
    watch.run('index', () => take(position, { group, done }))
    failed += done.failures.length
    for (const { id } of group.endpoints) request.onProgress({ done: ++count, total, failed, endpoint: id })
  })
  await watch.wait('index', () => gathered.end())

  /** Its units and document need not be kept until the end. */
  function letGo(group: Group): void {
    const plan = plans.get(group)
    if (plan) renderer.release(plan)
    plans.delete(group)
  }

  /** Unless it turns out that something is wrong with it. */
  async function keep(group: Group, kept: Kept): Promise<Done | undefined> {
    const problems = again?.problemsOf(group, description) ?? (kept.isWarned ? await slicer.problemsOf(group) : [])
    if (problems.flat().some(isError)) return undefined
    target.keep(group.file)
    return doneAlready(group, kept, problems)
  }

  const written = (work: () => Promise<void>) => watch.wait('write', () => gathered.attempt(work))
  await watch.wait('write', () => gathered.report())
  if (part) await written(() => writeTo(target, SHARD, [part.bytes()]))
  const run = (): FinishedRun => ({
    ...{ request, description, linked: converted.linked, result, renderer, pause },
    sourceBytes: description.files.reduce((sum, file) => sum + files.sizeOf(file), 0),
    shown: showPath(description.files[0]!, cwd),
    endpoints: selected.filter((endpoint) => rows!.has(endpoint)).map((endpoint) => ({ endpoint, ...rows!.get(endpoint)! })),
    created: sourceDate ?? new Date(),
    sliceOf: (endpoints) => sliceOf(converted, endpoints),
  })
  if (makePage) {
    const bytes = await watch.wait('report', () => makePage(run()))
    if (!(await written(() => writeTo(target, PAGE, [bytes])))) result.reportPath = join(request.outDir, PAGE)
  }
  onFinished?.(run())
  if ((await written(() => target.close())) === 'write-failed') result.indexPath = result.llmsPath = undefined
  result.timings = watch.times()
  result.elapsed = Object.values(result.timings).reduce((sum, time) => sum + time, 0)
  if (description.failures.size === 0) {
    const basis = validator.isByParts ? watch.run('reuse', () => maker?.basis(whole, general)) : undefined
    if (basis) reuse?.leave?.(basis)
    reuse?.end(result, files)
  }
  return result
}

interface Linked {
  description: Description
  read: LinkedDescription
  all: readonly Endpoint[]
  /** Where the run goes on from, if only a part was read. */
  again: Resumption | undefined
}

/** Reads and links a description: of one that was sliced before perhaps only what has changed, and what that concerns. */
async function linkedFrom(source: LoadOptions, request: ResolvedRequest, watch: Stopwatch, again: Resumption | undefined): Promise<Linked> {
  const abridge = again && ((text: Buffer) => again.abridge(text))
  const description = await watch.wait('load', () => load({ ...source, abridge }))
  const read = watch.run('link', () => link(description, request))
  await source.pause?.()
  const all = watch.run('select', () => endpointsOf(read))
  if (!again?.isPart) return { description, read, all, again: undefined }
  return watch.run('reuse', () => again.isEnough(read, all))
    ? { description, read, all, again }
    : linkedFrom(source, request, watch, undefined)
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
  const printer = new Printer(formatOf(request))
  const check = readBack(printer)
  return new Renderer(linked, printer, {
    check: (...written) => watch.run('check', () => check(...written)),
    header: request.header ? yamlHeader(request.input, linked) : undefined,
  })
}

/** The slice of endpoints, as far as they can be said in the version that is asked for. */
function sliceOf(converted: Converted, endpoints: readonly Endpoint[]): Slice | undefined {
  const targets = targetsOf({ endpoints }, converted)
  return targets.length === 0 ? undefined : slice(converted.linked, targets)
}

/** What the filters miss. @throws SliceError if that is everything, unless the request allows it */
async function problemsOfFilters(
  request: ResolvedRequest,
  all: readonly Endpoint[],
  selected: readonly Endpoint[],
  problems: readonly Problem[],
): Promise<Problem[]> {
  if (selected.length > 0) return unmatched(all, request)
  const refusal = await nothingSelected(all, request, problems)
  if (!request.allowEmpty) throw refusal
  return [{ code: 'nothing-selected', severity: 'warning', phase: 1, message: refusal.message, help: refusal.help }]
}

const titleOf = ({ name }: ResolvedRequest, { source }: LinkedDescription): string => text(own(source.root, 'info'), 'title') || name
