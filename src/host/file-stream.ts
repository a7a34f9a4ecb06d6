import { callbackify } from 'node:util'
import { Duplex } from 'streamx'

/** Hands a file over to what comes next, and waits while that has enough. Rejects when nobody wants files any more. */
export type Push<File> = (file: File) => Promise<void>

/** What becomes of files that come in. */
export interface FileHandlers<File> {
  each(file: File, push: Push<File>, signal: AbortSignal): Promise<void>
  /** After the last file. */
  end(push: Push<File>, signal: AbortSignal): Promise<void>
}

/**
 * A stream that makes many files out of each. Of streamx, because Gulp 5 hears of errors only from such streams; a duplex
 * and not a transform, because that one takes all that it is given without waiting.
 */
export function fileStream<File>({ each, end }: FileHandlers<File>): Duplex {
  const interruption = new AbortController()
  const { signal } = interruption
  let room = Promise.resolve()
  let makeRoom = (): void => {}
  let isFull = false
  const push: Push<File> = async (file) => {
    while (isFull) await room
    signal.throwIfAborted()
    isFull = !stream.push(file)
    if (isFull) room = new Promise((resolve) => (makeRoom = resolve))
  }
  const stream = new Duplex({
    read(done) {
      isFull = false
      makeRoom()
      done(null)
    },
    write: callbackify((file: unknown) => each(file as File, push, signal)),
    final: callbackify(async () => {
      await end(push, signal)
      stream.push(null)
    }),
    predestroy() {
      interruption.abort()
      isFull = false
      makeRoom()
    },
  })
  return stream
}
