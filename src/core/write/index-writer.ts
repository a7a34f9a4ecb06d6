import type { IndexRow } from './index-csv.ts'
import type { Sink } from './sink.ts'
import { addAll } from '../model/lists.ts'

/** Rows that may wait before they are written: the index is at most this far behind. */
const MAX_WAITING = 32

/** A file that tells of every selected endpoint. */
export interface IndexFile {
  readonly name: string
  readonly head: string
  textOf(rows: readonly IndexRow[]): string
}

export interface IndexWriter {
  add(rows: readonly IndexRow[]): void
  /** Writes what still waits. @throws what writing any row threw */
  end(): Promise<void>
}

/** Writes an index while the batch runs, a few rows at a time. */
export function indexWriter(sink: Sink, { name, head, textOf }: IndexFile): IndexWriter {
  let waiting: IndexRow[] = []
  const appends: Promise<void>[] = [append(head)]
  const flush = (): void => {
    if (waiting.length > 0) appends.push(append(textOf(waiting)))
    waiting = []
  }
  return {
    add(rows) {
      addAll(waiting, rows)
      if (waiting.length >= MAX_WAITING) flush()
    },
    async end() {
      flush()
      await Promise.all(appends)
    },
  }

  function append(text: string): Promise<void> {
    const done = sink.append(name, text)
    // Awaited at the end; until then a failure must not count as unhandled.
    done.catch(() => {})
    return done
  }
}
