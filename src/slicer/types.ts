import type { RunOptions } from '../api.ts'
import type { OutputFile, SliceResult } from '../core/options/request.ts'
import type { SliceError } from '../core/problems.ts'

/** Slices one description as often as it is asked to. */
export interface Slicer {
  /**
   * Slices as `sliceSpec` does. If nothing has changed since the last run, nothing is done; if something has, only the
   * slices that it touches are made again. Runs that are asked for at the same time follow each other.
   *
   * @throws SliceError if the description as a whole is refused
   */
  run(options?: Omit<RunOptions, 'cwd'>): Promise<SliceResult>
  /**
   * Slices in memory, for a loop: one slice is made while the loop works on the one before it. The run begins with the
   * loop; if the loop is left, the run ends, too.
   */
  slices(options?: Pick<RunOptions, 'signal'>): Slices
  /**
   * Runs at once, and again whenever a file of the description changes, until the loop is left or `signal` aborts. A
   * description that is refused does not end it.
   */
  watch(options?: Omit<RunOptions, 'cwd'>): AsyncIterable<Round>
}

/** A slice with its contents. */
export interface SliceFile extends OutputFile {
  readonly bytes: Uint8Array
  readonly text: string
}

/** The slices of one run, in the order of the source. They can be gone through once. */
export interface Slices extends AsyncIterable<SliceFile> {
  /** What became of all endpoints, those that failed, too. Undefined until the last slice has been taken. */
  readonly result: SliceResult | undefined
}

/** How one run of a slicer that watches went: its result, or why the description as a whole was refused. */
export type Round =
  | { readonly result: SliceResult; readonly error?: undefined }
  | { readonly result?: undefined; readonly error: SliceError }
