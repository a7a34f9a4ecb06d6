import { type BigIntStats, readFileSync, statSync } from 'node:fs'
import { digest, digestOfFile } from './digest.ts'
import { reasonOf } from './write/reason.ts'

/** Bytes that are kept for the time of a run. What is more is read again where it is asked for again, which is seldom. */
const MAX_KEPT = 32e6

/** Milliseconds after a write in which the times of a file may not tell the next one; systems count in steps of up to 16. */
const FRESH = 100

/** The same for all file systems there are: some count in steps of two seconds. */
const SETTLED = 3_000

interface ReadFile {
  size: number
  bytes: Uint8Array | undefined
  digest: string | undefined
  /** How it was just before it was read; undefined if it was given. */
  stamp: string | undefined
  /** Whether it had been written to only just before. */
  isFresh: boolean
  /** Whether the stamp will tell every write to come, on any file system. */
  isSettled: boolean
}

/** The files that a run reads, by absolute path. Whoever looks at one again sees what the first one saw. */
export class ReadFiles {
  readonly #files = new Map<string, ReadFile>()
  #room: number

  /** @param given contents of files that are not, or not so, on the disk */
  constructor(given: ReadonlyMap<string, Uint8Array> = new Map(), room: number = MAX_KEPT) {
    this.#room = room
    for (const [path, bytes] of given) {
      this.#files.set(path, { size: bytes.length, bytes, digest: undefined, stamp: undefined, isFresh: false, isSettled: false })
    }
  }

  /** @throws NotAFile, or what the file system says, in plain words and with its code */
  read(path: string): Uint8Array {
    const kept = this.#files.get(path)?.bytes
    if (kept) return kept
    try {
      return this.#read(path)
    } catch (error) {
      throw error instanceof NotAFile ? error : inPlainWords(error as NodeJS.ErrnoException)
    }
  }

  #read(path: string): Uint8Array {
    const found = statSync(path, { bigint: true })
    if (!found.isFile()) throw new NotAFile(found.isDirectory() ? 'folder' : 'pipe or a device')
    const bytes = readFileSync(path)
    const isKept = bytes.length <= this.#room
    if (isKept) this.#room -= bytes.length
    const known = isKept ? { bytes, digest: undefined } : { bytes: undefined, digest: digest(bytes) }
    this.#files.set(path, { size: bytes.length, ...known, ...seen(found) })
    return bytes
  }

  has(path: string): boolean {
    return this.#files.has(path)
  }

  /** What tells the contents of a file from all others; undefined if it was not read. */
  digestOf(path: string): string | undefined {
    const file = this.#files.get(path)
    return file && (file.digest ??= digest(file.bytes!))
  }

  /** What a file that was read will have for as long as nobody writes to it; undefined where it may not tell. */
  stampOf(path: string): string | undefined {
    const file = this.#files.get(path)
    return file?.isSettled ? file.stamp : undefined
  }

  /** Bytes of a file that was read. */
  sizeOf(path: string): number {
    return this.#files.get(path)?.size ?? 0
  }

  /** The contents once more; undefined if they have changed since. */
  again(path: string): Uint8Array | undefined {
    const file = this.#files.get(path)
    if (!file || file.bytes) return file?.bytes
    try {
      const bytes = readFileSync(path)
      return digest(bytes) === file.digest ? bytes : undefined
    } catch {
      return undefined
    }
  }

  /** A file that has been written to since it was read, if there is one. */
  changed(): string | undefined {
    for (const [path, { stamp, isFresh }] of this.#files) {
      if (stamp !== undefined && (stampAt(path) !== stamp || (isFresh && digestOfFile(path) !== this.digestOf(path)))) return path
    }
    return undefined
  }

  /** Whether somebody may still have been writing to a file when it was read. */
  isAnyFresh(): boolean {
    return [...this.#files.values()].some(({ isFresh }) => isFresh)
  }

  /** Whatever was read will be read again. */
  forget(): void {
    for (const [path, { stamp, bytes }] of this.#files) {
      if (stamp === undefined) continue
      this.#files.delete(path)
      this.#room += bytes?.length ?? 0
    }
  }
}

/** Reading a pipe could wait for ever, and a device may have no end. */
export class NotAFile extends Error {
  readonly kind: 'folder' | 'pipe or a device'

  constructor(kind: NotAFile['kind']) {
    super(`it is a ${kind}, not a file`)
    this.kind = kind
  }
}

const inPlainWords = (error: NodeJS.ErrnoException): NodeJS.ErrnoException =>
  Object.assign(new Error(reasonOf(error), { cause: error }), { code: error.code })

/** Whether a file still has the stamp that it was read with. It is not opened for this. */
export const hasStamp = (path: string, stamp: string): boolean => stampAt(path) === stamp

/** Empty where there is nothing. */
function stampAt(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found ? seen(found).stamp : ''
}

/** The stamp is changed by every write, whether or not the times that a file shows are set back. */
function seen({ ino, size, mtimeNs, ctimeNs, mtimeMs, ctimeMs }: BigIntStats): { stamp: string; isFresh: boolean; isSettled: boolean } {
  const now = Date.now()
  return {
    stamp: `${ino} ${size} ${mtimeNs} ${ctimeNs}`,
    isFresh: now - Number(mtimeMs) < FRESH,
    isSettled: now - Number(mtimeMs) > SETTLED && now - Number(ctimeMs) > SETTLED,
  }
}
