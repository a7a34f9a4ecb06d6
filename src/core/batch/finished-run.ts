import type { LinkedDescription } from '../link/linked.ts'
import type { Description } from '../load/load.ts'
import type { SliceResult } from '../options/request.ts'
import type { ResolvedRequest } from '../options/resolve-request.ts'
import type { Renderer } from '../render/renderer.ts'
import type { Endpoint } from '../select/endpoints.ts'
import type { Slice } from '../slice/slice.ts'
import type { IndexRow } from '../write/index-csv.ts'

/** A run when everything but its end is done, for whoever wants to tell more about it than its result does. */
export interface FinishedRun {
  readonly request: ResolvedRequest
  readonly description: Description
  /** The size of all its files, in bytes. */
  readonly sourceBytes: number
  /** The root file as messages name it. */
  readonly shown: string
  /** The description in the version that the slices have. */
  readonly linked: LinkedDescription
  /** The selected endpoints in source order, each with its row of the index. */
  readonly endpoints: readonly FinishedEndpoint[]
  readonly result: SliceResult
  /** The moment that the index gives as `created_at`. */
  readonly created: Date
  /** @returns undefined where nothing could be sliced */
  sliceOf(endpoints: readonly Endpoint[]): Slice | undefined
  /** What wrote the slices. */
  readonly renderer: Renderer
  /** To be awaited between pieces of work; throws when the run is aborted. */
  pause(): Promise<void>
}

export interface FinishedEndpoint {
  readonly endpoint: Endpoint
  readonly row: IndexRow
  /** Of its slice, whether that could be made or not. */
  readonly file: string
}
