import type { SliceResult } from '../core/options/request.ts'
import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import { memorySink } from '../core/write/sink.ts'
import { runRequest } from '../run-request.ts'
import { handover } from './handover.ts'
import type { SliceFile, Slices } from './types.ts'

interface Context {
  cwd: string
  signal: AbortSignal | undefined
}

export function slicesOf(request: ResolvedRequest, { cwd, signal }: Context): Slices {
  // One after the other: they come in order, and no more than one waits to be taken.
  const wanted = { ...request, concurrency: 1, csv: false, llms: false, report: false, dryRun: false }
  let result: SliceResult | undefined
  const iterator = slices()
  return {
    [Symbol.asyncIterator]: () => iterator,
    get result() {
      return result
    },
  }

  async function* slices(): AsyncGenerator<SliceFile, void, undefined> {
    const hand = handover<SliceFile>()
    const left = new AbortController()
    const stop = signal ? AbortSignal.any([signal, left.signal]) : left.signal
    // The run must come to its end even if nobody takes anything any more.
    stop.addEventListener('abort', hand.end, { once: true })
    const sink = memorySink((file, bytes, endpoints) => endpoints && hand.give(fileOf(file, bytes, endpoints)))
    const run = runRequest(wanted, { cwd, sink, signal: stop }).finally(hand.end)
    // It is awaited when everything has been taken; until then a failure must not count as unhandled.
    run.catch(() => {})
    try {
      yield* hand.taken
      result = await run
    } finally {
      left.abort()
      await run.catch(() => {})
    }
  }
}

const fileOf = (file: string, bytes: Uint8Array, endpoints: readonly string[]): SliceFile => ({
  file,
  size: bytes.byteLength,
  endpoints,
  bytes,
  get text() {
    return new TextDecoder().decode(bytes)
  },
})
