import { setImmediate } from 'node:timers/promises'

/** Milliseconds of pure computation after which timers and signals get their turn. */
const MAX_STRETCH = 50

/** @returns to be awaited between pieces of work; throws when the run is aborted */
export function pauses(signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last > MAX_STRETCH) {
      await setImmediate()
      last = performance.now()
    }
    signal?.throwIfAborted()
  }
}
