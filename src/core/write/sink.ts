import { clauseOf } from '../problems.ts'

/** Where a run's files go. Names are relative, with forward slashes, and already safe. What a method throws, the run throws, but for `write`. */
export interface Sink {
  /** The files that an earlier run has written, as far as they are known. */
  ours(): Promise<ReadonlySet<string>>
  /**
   * Before anything is written: what the run intends to write.
   * @param reports those of the files without which the run makes no sense
   * @param inputs absolute paths of what the run reads, which it must neither replace nor remove
   */
  open(files: readonly string[], reports: readonly string[], inputs?: readonly string[]): Promise<void>
  /**
   * Writes a whole file. Whatever it throws fails the endpoints in this file, with its message; the others go on.
   *
   * @param chunks its bytes; not to be read any more when it is written
   * @param endpoints those in it, such as `GET /users`; none for the index and the reports
   */
  write(file: string, chunks: readonly Uint8Array[], endpoints?: readonly string[]): Promise<void>
  /** One of those files stays as it is. */
  keep(file: string): void
  /** Bytes that there is room for, what the run replaces included; undefined if nobody knows. */
  free?(): Promise<number | undefined>
  /** Adds to the end of a file that grows during the run. */
  append(file: string, text: string): Promise<void>
  /** After everything: files that have grown are complete, and what of an earlier run no longer belongs goes away. */
  close(): Promise<void>
  /** At the very end of every run, however it went. */
  end?(): Promise<void>
  /** What stands in for this sink in a dry run: it refuses what this one would refuse, and writes nothing. */
  dry?(): Sink
}

/** Why one file could not be written, or removed. */
export class WriteError extends Error {
  readonly code: 'not-ours' | 'write-failed' | 'not-removed'
  readonly help: string

  constructor(code: WriteError['code'], message: string, help: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.help = help
  }
}

/** Has a sink write a file. @throws WriteError whatever the sink throws, for that may be anybody's */
export const writeTo = (sink: Sink, file: string, chunks: readonly Uint8Array[], endpoints?: readonly string[]): Promise<void> =>
  placing(file, () => sink.write(file, chunks, endpoints))

async function placing(file: string, work: () => unknown): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof WriteError) throw error
    const help = 'The reason is that of the sink which takes the files of this run. See to it, then run again.'
    throw new WriteError('write-failed', `${file} could not be written: ${clauseOf(error)}`, help, { cause: error })
  }
}

/**
 * Keeps everything in memory and hands each whole file to `emit`, whose result is awaited; growing files come last. What
 * it throws is a problem of that file.
 */
export function memorySink(emit: (file: string, bytes: Uint8Array, endpoints?: readonly string[]) => unknown): Sink {
  const growing = new Map<string, string>()
  return {
    ours: async () => new Set(),
    keep() {},
    async open() {},
    async write(file, chunks, endpoints) {
      await emit(file, Buffer.concat(chunks), endpoints)
    },
    async append(file, text) {
      growing.set(file, (growing.get(file) ?? '') + text)
    },
    async close() {
      const failures: unknown[] = []
      for (const [file, text] of growing) await placing(file, () => emit(file, Buffer.from(text))).catch((error) => failures.push(error))
      if (failures.length > 0) throw failures[0]
    },
  }
}

/** Lets one file through to another sink, and leaves alone what an earlier run has written there. */
export function onlySink(only: string, sink: Sink): Sink {
  return {
    ours: async () => new Set(),
    keep() {},
    async open(_files, _reports, inputs) {
      for (const file of await sink.ours()) sink.keep(file)
      await sink.open([only], [only], inputs)
    },
    async write(file, chunks) {
      if (file === only) await sink.write(file, chunks)
    },
    async append() {},
    close: () => sink.close(),
    end: async () => sink.end?.(),
  }
}

/** Writes nothing. */
export const nullSink: Sink = {
  ours: async () => new Set(),
  keep() {},
  async open() {},
  async write() {},
  async append() {},
  async close() {},
}
