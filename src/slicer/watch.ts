import { statSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { resolve } from 'node:path'
import { digestOfFile } from '../core/digest.ts'
import type { SliceResult } from '../core/options/request.ts'
import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import { SliceError } from '../core/problems.ts'
import { ReadFiles } from '../core/read-files.ts'
import { folderWatch } from './folder-watch.ts'
import type { Round } from './types.ts'

interface Context {
  cwd: string
  signal: AbortSignal | undefined
}

/** Milliseconds that a change is given to be complete: editors and version control write in several steps. */
const SETTLE = 50

/** @param run is given what it reads with, which tells afterwards whether something has changed since */
export async function* roundsOf(
  run: (files: ReadFiles) => Promise<SliceResult>,
  { input, ruleset }: ResolvedRequest,
  { cwd, signal }: Context,
): AsyncGenerator<Round, void, undefined> {
  const inputs = new Set([input, ...(ruleset === undefined ? [] : [ruleset])].map((file) => resolve(cwd, file)))
  const events = noticed()
  const folders = folderWatch(events.note)
  signal?.addEventListener('abort', events.note, { once: true })
  try {
    for (;;) {
      const begun = Date.now()
      const files = new ReadFiles()
      const round = await roundOf(run(files))
      for (const file of round.result?.inputs ?? []) inputs.add(file)
      const found = new Map(Array.from(inputs, (file) => [file, foundIn(files, file, begun)]))
      yield round
      // What is looked at is followed by then, so that nothing happens in between.
      for (folders.follow(inputs); areAs(found); folders.follow(inputs)) {
        await events.next()
        signal?.throwIfAborted()
      }
      await setTimeout(SETTLE)
    }
  } finally {
    signal?.removeEventListener('abort', events.note)
    folders.close()
  }
}

/** Only what is wrong with a description can be mended by changing it. */
async function roundOf(run: Promise<SliceResult>): Promise<Round> {
  try {
    return { result: await run }
  } catch (error) {
    if (error instanceof SliceError) return { error }
    throw error
  }
}

/** The digest of a file as a run found it; of one that it did not read, as it is, unless it has been changed since. */
function foundIn(files: ReadFiles, file: string, begun: number): string | undefined {
  if (files.has(file)) return files.digestOf(file)
  const isAsBefore = (statSync(file, { throwIfNoEntry: false })?.ctimeMs ?? Infinity) < begun
  return isAsBefore ? digestOfFile(file) : undefined
}

const areAs = (found: ReadonlyMap<string, string | undefined>): boolean =>
  [...found].every(([file, digest]) => digestOfFile(file) === digest)

/** Events of which it matters only that there were some. */
function noticed(): { note: () => void; next: () => Promise<void> } {
  let isNoted = false
  let wake = (): void => {}
  return {
    note() {
      isNoted = true
      wake()
    },
    async next() {
      if (!isNoted) await new Promise<void>((resolve) => (wake = resolve))
      isNoted = false
    },
  }
}
