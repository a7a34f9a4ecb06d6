import type { OutputFile, SliceResult } from '../options/request.ts'
import type { ReadFiles } from '../read-files.ts'
import type { IndexRow } from '../write/index-csv.ts'
import type { Left } from '../write/left.ts'

/** What is known of a file that an earlier run has written. */
export interface Kept {
  output: OutputFile
  /** How it was left, in runs of a shard. */
  left: Left | undefined
  rows: IndexRow[]
  /** Whether its endpoints have warnings. These are found again: they have places, which move. */
  isWarned: boolean
}

/** The files of earlier runs. */
export interface Reuse {
  /** What is known of a file, if it is still there as it was, and would be made of the very same parts. */
  find(file: string, fingerprint: string): Kept | undefined
  /** Notes a file for later runs. */
  keep(file: string, fingerprint: string, kept: Kept): void
  /** What the last run has left for runs that start from it. */
  basis?(): unknown
  /** Leaves it for later runs. */
  leave?(basis: unknown): void
  /** At the end of a run. @param files that were read for it */
  end(result: SliceResult, files: ReadFiles): void
  /** At the end of a run that did not get through. */
  breakOff?(): void
}
