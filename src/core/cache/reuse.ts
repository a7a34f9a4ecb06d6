import type { OutputFile } from '../options/request.ts'
import type { IndexRow } from '../write/index-csv.ts'

/** What is known of a file that an earlier run has written, and in which nothing was found wrong. */
export interface Kept {
  output: OutputFile
  rows: IndexRow[]
}

/** The files of earlier runs. */
export interface Reuse {
  /** What is known of a file, if it is still there as it was, and would be made of the very same parts. */
  find(file: string, fingerprint: string): Kept | undefined
  /** Notes a file for later runs. */
  keep(file: string, fingerprint: string, kept: Kept): void
}
