import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

/**
 * Of the contents of files, so that a run that would read the same need not be made again.
 *
 * @param since when they began to be read @returns undefined if one was written after that, and nobody knows what was read
 */
export async function fingerprintOf(files: Iterable<string>, since = Infinity): Promise<string | undefined> {
  const hash = createHash('sha256')
  for (const file of files) {
    const found = await contentsOf(file)
    if (found && found.modified >= since) return undefined
    hash.update(JSON.stringify([file, found?.bytes.byteLength]))
    if (found) hash.update(found.bytes)
  }
  return hash.digest('hex')
}

/** Undefined for what is not there, which is as good as any other content. */
async function contentsOf(file: string): Promise<{ bytes: Uint8Array; modified: number } | undefined> {
  const handle = await open(file).catch(() => undefined)
  try {
    return handle && { modified: (await handle.stat()).mtimeMs, bytes: await handle.readFile() }
  } catch {
    return undefined
  } finally {
    await handle?.close()
  }
}
