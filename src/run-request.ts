import { resolve } from 'node:path'
import type { BatchContext } from './core/batch/batch.ts'
import type { SliceResult } from './core/options/request.ts'
import type { ResolvedRequest } from './core/options/resolve-request.ts'
import { SliceError } from './core/problems.ts'
import { DirectorySink } from './core/write/directory-sink.ts'
import type { Sink } from './core/write/sink.ts'

export interface RunContext extends Omit<BatchContext, 'sourceDate'> {
  /** Where the files go instead of the request's `outDir`. */
  sink?: Sink | undefined
}

/** Slices one description for a front end. What makes slices takes a moment to load, so it is loaded when it is needed. */
export async function runRequest(request: ResolvedRequest, { sink, ...context }: RunContext): Promise<SliceResult> {
  const date = sourceDate(process.env['SOURCE_DATE_EPOCH'])
  const { runBatch } = await import('./core/batch/batch.ts')
  const target = sink ?? new DirectorySink(resolve(context.cwd, request.outDir), request.outDir, request.force)
  return runBatch(request, target, { ...context, sourceDate: date })
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
