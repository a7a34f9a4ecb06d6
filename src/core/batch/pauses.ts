import { setImmediate } from 'node:timers/promises'

/** Milliseconds of pure computation after which timers and signals get their turn. */
const MAX_STRETCH = 50

/** @returns to be awaited between pieces of work; throws when the run is aborted */
export function pauses(signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last > MAX_STRETCH) {
      // The first may come before signals are looked for in this turn of the event loop, the second comes after.
      await setImmediate()
      await setImmediate()
      last = performance.now()
    }
    signal?.throwIfAborted()
  }
}
