import { resolve } from 'node:path'
import { type BatchContext, runBatch } from './core/batch/batch.ts'
import { infoOf, type SpecInfo } from './core/info.ts'
import type { SliceRequest, SliceResult } from './core/options/request.ts'
import { resolveRequest } from './core/options/resolve-request.ts'
import { SliceError } from './core/problems.ts'
import { DirectorySink } from './core/write/directory-sink.ts'
import type { Sink } from './core/write/sink.ts'

export interface RunOptions {
  /** Folder that relative paths start from. @default process.cwd() */
  cwd?: string
  /** Where the files go instead of the request's `outDir`. */
  sink?: Sink
  signal?: AbortSignal
}

/**
 * Slices one description: every selected endpoint into a file of its own, with an index and a report.
 *
 * @returns what was written and what failed; failed endpoints do not reject
 * @throws SliceError if the request or the description as a whole is refused
 */
export async function sliceSpec(request: SliceRequest, options: RunOptions = {}): Promise<SliceResult> {
  const resolved = resolveRequest(request)
  const cwd = options.cwd ?? process.cwd()
  const sink = options.sink ?? new DirectorySink(resolve(cwd, resolved.outDir), resolved.outDir, resolved.force)
  const context: BatchContext = { cwd, sourceDate: sourceDate(process.env['SOURCE_DATE_EPOCH']), signal: options.signal }
  return runBatch(resolved, sink, context)
}

/**
 * Says what a description is (version, size, endpoints, components), and for each version that slices can have how many
 * endpoints convert without loss, what the others lose, and which cannot be said there. Nothing is written.
 *
 * @throws SliceError if the request or the description is refused
 */
export const describeSpec = async (request: SliceRequest, { cwd = process.cwd() }: Pick<RunOptions, 'cwd'> = {}): Promise<SpecInfo> =>
  infoOf(resolveRequest(request), cwd)

/** The reproducible-builds convention: seconds since 1970. */
export function sourceDate(epoch: string | undefined): Date | undefined {
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
