import type { ListedEndpoint } from './core/listed-endpoint.ts'
import type { SliceRequest, SliceResult } from './core/options/request.ts'
import { resolveRequest } from './core/options/resolve-request.ts'
import type { SpecInfo } from './core/spec-info.ts'
import type { Sink } from './core/write/sink.ts'
import { runRequest } from './run-request.ts'

export interface RunOptions {
  /** Folder that relative paths start from. @default process.cwd() */
  cwd?: string
  /** Where the files go instead of the request's `outDir`. */
  sink?: Sink
  /** Ends the run when it aborts, with its reason. */
  signal?: AbortSignal
}

/**
 * Slices one description: every selected endpoint into a file of its own, with an index and a report.
 *
 * @returns what was written and what failed; failed endpoints do not reject
 * @throws SliceError if the request or the description as a whole is refused
 */
export const sliceSpec = async (request: SliceRequest, { cwd = process.cwd(), sink, signal }: RunOptions = {}): Promise<SliceResult> =>
  runRequest(resolveRequest(request), { cwd, sink, signal })

/**
 * Says what a description is (version, size, endpoints, components), and for each version that slices can have how many
 * endpoints convert without loss, what the others lose, and which cannot be said there. Nothing is written.
 *
 * @throws SliceError if the request or the description is refused
 */
export async function describeSpec(request: SliceRequest, { cwd = process.cwd() }: Pick<RunOptions, 'cwd'> = {}): Promise<SpecInfo> {
  const resolved = resolveRequest(request)
  const { infoOf } = await import('./core/info.ts')
  return infoOf(resolved, cwd)
}

/**
 * Lists the endpoints that the filters select, all if there are none, in the order of the source. Nothing is sliced or checked.
 *
 * @throws SliceError if the request or the description is refused
 */
export async function listEndpoints(
  request: SliceRequest,
  { cwd = process.cwd() }: Pick<RunOptions, 'cwd'> = {},
): Promise<ListedEndpoint[]> {
  const resolved = resolveRequest(request)
  const { listOf } = await import('./core/list.ts')
  return listOf(resolved, cwd)
}
