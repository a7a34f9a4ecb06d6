import { setTimeout } from 'node:timers/promises'
import { SliceError } from '../problems.ts'
import type { ReadFiles } from '../read-files.ts'

/** A file that is being saved is whole again long before these are over; one that grows for minutes is not waited for. */
const MAX_ATTEMPTS = 5

/** Milliseconds between them, in which whoever saves a file gets on. */
const BETWEEN = 100

/**
 * Reads files until all are, afterwards, what was read of them. So each was read whole, and all were there like that in
 * the moment between: half of a change is not taken for a description.
 *
 * @throws SliceError `input-changing`, or whatever reading throws
 */
export async function settled<Result>(read: () => Promise<Result>, files: ReadFiles, show: (file: string) => string): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    let changed: string | undefined
    try {
      const result = await read()
      changed = files.changed()
      if (changed === undefined) return result
    } catch (error) {
      changed = files.changed()
      // What was saved just now may be broken, or empty, only because the rest is about to be written.
      if (changed === undefined && (attempt === MAX_ATTEMPTS || !files.isAnyFresh())) throw error
    }
    if (attempt === MAX_ATTEMPTS) throw changing(show(changed!))
    files.forget()
    await setTimeout(BETWEEN)
  }
}

const changing = (file: string): SliceError =>
  new SliceError('input-changing', `${file} changes while it is being read.`, 'Run it again when whatever writes it has finished.')
