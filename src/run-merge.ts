import { program } from './build.ts'
import type { SliceResult } from './core/options/request.ts'
import type { ResolvedRequest } from './core/options/resolve-request.ts'
import { folderSink, type RunContext } from './run-request.ts'

export interface RunMerge extends Pick<ResolvedRequest, 'outDir' | 'force' | 'maxOutput' | 'onProgress'> {
  /** The folders of the parts. */
  folders: readonly string[]
}

/** Joins the parts of a run for a front end. @throws SliceError */
export async function runMerge(request: RunMerge, context: Pick<RunContext, 'cwd' | 'signal' | 'onWaiting'>): Promise<SliceResult> {
  const { mergeParts } = await import('./core/shard/merge.ts')
  return mergeParts(request, folderSink(request, context), { ...context, program })
}
