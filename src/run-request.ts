import { relative, resolve } from 'node:path'
import { BUILD, program } from './build.ts'
import { cacheFolder } from './cache-folder.ts'
import type { BatchContext } from './core/batch/batch.ts'
import { type Entries, folderEntries } from './core/cache/entries.ts'
import { RunCache } from './core/cache/run-cache.ts'
import type { SliceResult } from './core/options/request.ts'
import type { ResolvedRequest } from './core/options/resolve-request.ts'
import { SliceError } from './core/problems.ts'
import { ReadFiles } from './core/read-files.ts'
import { DirectorySink } from './core/write/directory-sink.ts'
import { PAGE } from './core/write/names.ts'
import { onlySink, type Sink } from './core/write/sink.ts'
import { lockFolder } from './folder-lock.ts'
import { pageMaker } from './page/maker.ts'

export interface RunContext extends Omit<BatchContext, 'sourceDate' | 'program'> {
  /** Contents of files that are not, or not so, on the disk, by absolute path. */
  contents?: ReadonlyMap<string, Uint8Array> | undefined
  /** Where the files go instead of the request's `outDir`. */
  sink?: Sink | undefined
  /** Told once if another run writes to the same folder, which is waited for. */
  onWaiting?: ((text: string) => void) | undefined
  /** Where the run is remembered if there is no folder for that. */
  entries?: Entries | undefined
}

/** Slices one description for a front end. What makes slices takes a moment to load, so it is loaded when it is needed. */
export async function runRequest(request: ResolvedRequest, { sink, contents, entries, ...context }: RunContext): Promise<SliceResult> {
  const started = performance.now()
  const date = sourceDate(process.env['SOURCE_DATE_EPOCH'])
  // Files that go elsewhere cannot be looked at, and what is read from elsewhere neither.
  const cache = sink || contents ? undefined : cacheFor(request, context.cwd, date, entries)
  const files = context.files ?? new ReadFiles(contents)
  const past = cache?.unchanged(files)
  if (past) return { ...past, elapsed: performance.now() - started, timings: {}, unchanged: true }
  const { runBatch } = await import('./core/batch/batch.ts')
  const page = context.page ?? pageMaker(true)
  return runBatch(request, sink ?? folderSink(request, context), {
    ...context,
    files,
    page,
    program,
    sourceDate: date,
    reuse: cache ?? context.reuse,
  })
}

/** Slices one description in memory, and writes the report on it: what else is in the folder stays as it is. */
export async function runForReport(request: ResolvedRequest, context: Omit<RunContext, 'sink' | 'page'>): Promise<SliceResult> {
  const sink = onlySink(PAGE, folderSink(request, context))
  return runRequest(
    { ...request, report: true, csv: false, llms: false, dryRun: false, maxOutput: Infinity },
    { ...context, sink, page: pageMaker(false) },
  )
}

/** The output folder of a request, which is locked while it is written to. */
export function folderSink(
  { outDir, force }: Pick<ResolvedRequest, 'outDir' | 'force'>,
  { cwd, signal, onWaiting }: Pick<RunContext, 'cwd' | 'signal' | 'onWaiting'>,
): Sink {
  const root = resolve(cwd, outDir)
  return new DirectorySink({ root, shown: outDir, force, hold: () => lockFolder(root, { shown: outDir, signal, onWaiting }) })
}

function cacheFor(request: ResolvedRequest, cwd: string, date: Date | undefined, others: Entries | undefined): RunCache | undefined {
  const folder = request.cacheDir === undefined ? cacheFolder(cwd) : resolve(cwd, request.cacheDir)
  const entries = folder === undefined ? others : folderEntries(folder)
  if (!request.cache || !entries) return undefined
  return RunCache.for(request, { entries, cwd, also: [BUILD, date?.getTime(), folder && relative(folder, cwd)] })
}

/** The reproducible-builds convention: seconds since 1970. */
function sourceDate(epoch: string | undefined): Date | undefined {
  if (epoch === undefined || epoch === '') return undefined
  const date = new Date(Number(epoch) * 1000)
  if (Number.isNaN(date.getTime())) {
    throw new SliceError(
      'bad-option',
      `SOURCE_DATE_EPOCH is ${JSON.stringify(epoch)}; it must be a number of seconds.`,
      'Correct or unset the environment variable.',
    )
  }
  return date
}
