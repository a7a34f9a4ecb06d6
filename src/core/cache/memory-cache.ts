import { digestOfFile } from '../digest.ts'
import type { SliceResult } from '../options/request.ts'
import type { ReadFiles } from '../read-files.ts'
import { memorySink, type Sink } from '../write/sink.ts'
import type { Kept, Reuse } from './reuse.ts'

/** What a run has left behind. */
interface Left {
  /** Of the files that it has read, by absolute path. */
  digests: ReadonlyMap<string, string | undefined> | undefined
  files: Map<string, Kept & { fingerprint: string }>
  bytes: Map<string, Uint8Array>
}

const nothing = (): Left => ({ digests: undefined, files: new Map(), bytes: new Map() })

/**
 * What the runs of one request in one process hand on: a build that is watched makes only those files anew whose parts
 * have changed. The bytes are kept, for bundlers want all files of every build. A run that breaks off leaves nothing.
 */
export class MemoryCache implements Reuse {
  #last = nothing()
  #next = nothing()

  /** A sink for one run that hands each file to `emit`, those that are kept too. */
  sink(emit: (file: string, bytes: Uint8Array) => void): Sink {
    const last = this.#last
    const next = (this.#next = nothing())
    const take = (file: string, content: Uint8Array): void => {
      next.bytes.set(file, content)
      emit(file, content)
    }
    return { ...memorySink(take), ours: async () => new Set(last.files.keys()), keep: (file) => take(file, last.bytes.get(file)!) }
  }

  /** Whether another run would read what the last one has read. */
  isCurrent(): boolean {
    const { digests } = this.#next
    return digests !== undefined && [...digests].every(([file, known]) => digestOfFile(file) === known)
  }

  find(file: string, fingerprint: string): Kept | undefined {
    const kept = this.#last.files.get(file)
    if (kept?.fingerprint !== fingerprint) return undefined
    this.#next.files.set(file, kept)
    return kept
  }

  keep(file: string, fingerprint: string, kept: Kept): void {
    this.#next.files.set(file, { fingerprint, ...kept })
  }

  end({ inputs }: SliceResult, files: ReadFiles): void {
    this.#last = this.#next
    this.#last.digests = new Map(inputs.map((file) => [file, files.digestOf(file)]))
  }
}
