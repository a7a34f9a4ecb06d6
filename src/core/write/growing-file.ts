import { hasContents, removeIfThere, replaceFile } from './whole-file.ts'

/** A file may be behind by this part of itself: written whole again and again, it costs so many times its size at most. */
const MAX_BEHIND = 1 / 16

export interface GrowingFile {
  readonly chunks: readonly Uint8Array[]
  add(text: string): void
  /** Brings the file on the disk up to date, if it is too far behind. */
  keepUp(): void
  /** Removes what was put in place, unless something else stands there by now. */
  takeBack(): void
}

/**
 * A file that grows during a run. It is put together in memory and put in place whole from time to time: what is added to
 * the end of a file on the disk may be cut anywhere when the process is killed.
 */
export function growingFile(path: string): GrowingFile {
  const chunks: Uint8Array[] = []
  let [size, placed] = [0, 0]
  return {
    chunks,
    add(text) {
      const chunk = Buffer.from(text)
      chunks.push(chunk)
      size += chunk.byteLength
    },
    keepUp() {
      if (size < placed * (1 + MAX_BEHIND)) return
      try {
        replaceFile(path, chunks)
        placed = size
      } catch {
        // Whether it can be written counts at the end.
      }
    },
    takeBack() {
      if (placed > 0 && hasContents(path, [Buffer.concat(chunks).subarray(0, placed)])) removeIfThere(path)
    },
  }
}
