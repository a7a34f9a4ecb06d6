import { setTimeout } from 'node:timers/promises'
import { digestOfFile } from '../digest.ts'
import { SliceError } from '../problems.ts'

/** A file that is being saved is whole again long before these are over; one that grows for minutes is not waited for. */
const MAX_ATTEMPTS = 5

/** Milliseconds between them. */
const BETWEEN = 100

export type OnRead = (file: string, digest: string) => void

/**
 * Reads files until all are, afterwards, what was read of them. So each was read whole, and all were there like that in
 * the moment between: what is half written, or half of a change, is not taken for a description.
 *
 * @param read tells what it reads @throws SliceError `input-changing`, or whatever reading throws
 */
export async function settled<Result>(read: (onRead: OnRead) => Promise<Result>, show: (file: string) => string): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    const digests = new Map<string, string>()
    let changed: string | undefined
    const onRead: OnRead = (file, digest) => {
      if ((digests.get(file) ?? digest) !== digest) changed = file
      digests.set(file, digest)
    }
    const hasChanged = (): boolean => (changed ??= firstChanged(digests)) !== undefined
    try {
      const result = await read(onRead)
      if (!hasChanged()) return result
    } catch (error) {
      // Half a file may well be broken.
      if (!hasChanged()) throw error
    }
    if (attempt === MAX_ATTEMPTS) throw changing(show(changed!))
    await setTimeout(BETWEEN)
  }
}

function firstChanged(digests: ReadonlyMap<string, string>): string | undefined {
  for (const [file, digest] of digests) if (digestOfFile(file) !== digest) return file
  return undefined
}

const changing = (file: string): SliceError =>
  new SliceError('input-changing', `${file} changes while it is being read.`, 'Run it again when whatever writes it has finished.')
