import { closeSync, constants, lstatSync, openSync, readFileSync, renameSync, unlinkSync, writeSync, writev, writevSync } from 'node:fs'
import { sizeOf } from './left.ts'

/** Ending of files that are being written; a run removes those that a killed one left behind. */
export const TEMPORARY = '.slice-tmp'

/** Exclusive, so that nothing that stands there, such as a link, is written through. */
const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL

/** The most that systems take in one call. */
const MAX_VECTOR = 1024

/** Bytes from which on to write a file takes longer than to have it written beside other work, and to be told. */
const LARGE = 1 << 18

export const isLarge = (chunks: readonly Uint8Array[]): boolean => sizeOf(chunks) >= LARGE

/**
 * Puts a file in place: whole or not at all, whenever the process ends.
 *
 * It is done synchronously, which for thousands of small files takes half the time of the asynchronous calls; the batch
 * pauses between endpoints anyway.
 */
export function replaceFile(path: string, chunks: readonly Uint8Array[]): void {
  for (const file of replacing(path)) writeAll(file, chunks)
}

/** The same, while other work is done. */
export async function replaceLargeFile(path: string, chunks: readonly Uint8Array[]): Promise<void> {
  for (const file of replacing(path)) await writeAllBeside(file, chunks)
}

/** Puts a file in place where nobody tidies up: what a killed process has left is not in the way, and a file that is as it should be is left alone. */
export function putFile(path: string, chunks: readonly Uint8Array[]): void {
  if (hasContents(path, chunks)) return
  removeIfThere(path + TEMPORARY)
  replaceFile(path, chunks)
}

/** Gives a file to be written to; if that goes well, it is put in place afterwards, and nothing of it stays otherwise. */
function* replacing(path: string): Iterable<number> {
  const temporary = path + TEMPORARY
  let isPlaced = false
  try {
    const file = openSync(temporary, NEW, 0o666)
    try {
      yield file
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
    isPlaced = true
  } finally {
    if (!isPlaced) removeIfThere(temporary)
  }
}

function writeAll(file: number, chunks: readonly Uint8Array[]): void {
  if (chunks.length === 1) writeRest(file, chunks, writeSync(file, chunks[0]!))
  else for (const some of vectorsOf(chunks)) writeRest(file, some, writevSync(file, some))
}

async function writeAllBeside(file: number, chunks: readonly Uint8Array[]): Promise<void> {
  for (const some of vectorsOf(chunks)) {
    const written = await new Promise<number>((resolve, reject) => {
      writev(file, some, (error, count) => (error ? reject(error) : resolve(count)))
    })
    writeRest(file, some, written)
  }
}

function* vectorsOf(chunks: readonly Uint8Array[]): Iterable<readonly Uint8Array[]> {
  for (let from = 0; from < chunks.length; from += MAX_VECTOR) yield chunks.slice(from, from + MAX_VECTOR)
}

/** A system may write less than it is given, on a disk that is almost full for example. */
function writeRest(file: number, chunks: readonly Uint8Array[], written: number): void {
  let before = 0
  for (const chunk of chunks) {
    let at = Math.max(0, written - before)
    before += chunk.byteLength
    while (at < chunk.byteLength) at += writeSync(file, chunk, at)
  }
}

/** Whether a regular file has these contents. */
export function hasContents(path: string, chunks: readonly Uint8Array[]): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found?.isFile() || found.size !== sizeOf(chunks)) return false
  const contents = readFileSync(path)
  let at = 0
  for (const chunk of chunks) {
    if (contents.compare(chunk, 0, chunk.byteLength, at, at + chunk.byteLength) !== 0) return false
    at += chunk.byteLength
  }
  return true
}

export function removeIfThere(path: string): void {
  try {
    unlinkSync(path)
  } catch {
    // It is not there, or cannot be removed, which is no reason to fail.
  }
}
