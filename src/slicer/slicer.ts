import type { RunOptions } from '../api.ts'
import { memoryEntries } from '../core/cache/entries.ts'
import type { SliceRequest, SliceResult } from '../core/options/request.ts'
import { resolveRequest } from '../core/options/resolve-request.ts'
import { type RunContext, runRequest } from '../run-request.ts'
import { slicesOf } from './slices.ts'
import type { Slicer } from './types.ts'
import { roundsOf } from './watch.ts'

/**
 * Makes a slicer, which slices one description as often as it is asked to.
 *
 * @throws SliceError if the request is refused
 */
export function createSlicer(request: SliceRequest, { cwd = process.cwd() }: Pick<RunOptions, 'cwd'> = {}): Slicer {
  const resolved = resolveRequest(request)
  const entries = memoryEntries()
  let turn: Promise<unknown> = Promise.resolve()
  return {
    run: ({ sink, signal } = {}) => run({ sink, signal }),
    slices: ({ signal } = {}) => slicesOf(resolved, { cwd, signal }),
    watch: ({ sink, signal } = {}) => roundsOf((files) => run({ sink, signal, files }), resolved, { cwd, signal }),
  }

  /** Two runs at the same time would be in each other's way in their folder. */
  function run(options: Omit<RunContext, 'cwd'>): Promise<SliceResult> {
    const mine = turn.then(() => runRequest(resolved, { ...options, cwd, entries }))
    turn = mine.catch(() => {})
    return mine
  }
}
