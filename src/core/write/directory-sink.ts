import { appendFileSync } from 'node:fs'
import { lstat, rmdir, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { messageOf, SliceError } from '../problems.ts'
import { crc32Of } from './crc32.ts'
import { MANIFEST, manifestText, type Manifest, type Left, readManifest } from './manifest.ts'
import { freeAt, makeFolder, namesIn } from './folder.ts'
import { type Sink, WriteError } from './sink.ts'
import { hasContents, replaceFile } from './whole-file.ts'

/** Writes into a folder: whole files or none, only what changed, and nothing that is not ours. */
export class DirectorySink implements Sink {
  readonly #root: string
  readonly #shown: string
  readonly #force: boolean
  /** The files of an earlier run, and those that this one has claimed. */
  #ours: Map<string, Left | undefined> | undefined
  readonly #written = new Map<string, Left | undefined>()
  /** By folder, relative: the names that were in it when the run began. */
  readonly #names = new Map<string, ReadonlySet<string>>()
  readonly #folders = new Map<string, Promise<void>>()
  readonly #readyFolders = new Set<string>()
  readonly #growing = new Map<string, Promise<void>>()

  /** @param root absolute path @param shown the folder as messages name it */
  constructor(root: string, shown: string, force: boolean) {
    this.#root = root
    this.#shown = shown
    this.#force = force
  }

  async ours(): Promise<ReadonlySet<string>> {
    return new Set(this.#manifest().keys())
  }

  keep(file: string): void {
    this.#written.set(file, this.#manifest().get(file))
  }

  async open(files: readonly string[], reports: readonly string[]): Promise<void> {
    try {
      await makeFolder(this.#root)
      const ours = this.#manifest()
      for (const folder of new Set(['', ...[...ours.keys(), ...files].map(folderOf)])) {
        this.#names.set(folder, await namesIn(join(this.#root, folder), folder !== ''))
      }
      // Claimed beforehand: if the run is killed, the next one still knows these files as ours.
      for (const file of files) if (!ours.has(file) && (this.#force || !this.#wasThere(file))) ours.set(file, undefined)
      const foreign = reports.find((file) => !ours.has(file))
      if (foreign !== undefined) throw this.#notOurs(foreign)
      this.#writeManifest(ours)
    } catch (error) {
      if (error instanceof WriteError) throw new SliceError('cannot-write', `${error.message}.`, error.help)
      throw new SliceError(
        'cannot-write',
        `${this.#shown} cannot be written to: ${reasonOf(error)}.`,
        'Choose another output folder, or allow writing to this one.',
        undefined,
        { cause: error },
      )
    }
  }

  async free(): Promise<number | undefined> {
    const free = await freeAt(this.#root)
    return free && [...this.#manifest().values()].reduce((sum, left) => sum + (left?.size ?? 0), free)
  }

  async write(file: string, chunks: readonly Uint8Array[]): Promise<void> {
    if (!this.#manifest().has(file)) throw this.#notOurs(file)
    const folder = folderOf(file)
    try {
      // Awaited only the first time, for most runs write thousands of files into one folder.
      if (!this.#readyFolders.has(folder)) await this.#makeFolder(folder)
      this.#twice(() => this.#replace(file, chunks))
    } catch (error) {
      throw this.#failed(file, error)
    }
    this.#written.set(file, leftOf(chunks))
  }

  append(file: string, text: string): Promise<void> {
    const before = this.#growing.get(file)
    const after = before ? before.then(() => this.#grow(file, Buffer.from(text))) : this.write(file, [Buffer.from(text)])
    this.#growing.set(file, after)
    return after
  }

  async close(): Promise<void> {
    await Promise.all(this.#growing.values())
    const folders = new Set<string>()
    for (const file of this.#manifest().keys()) {
      if (this.#written.has(file)) continue
      await unlink(join(this.#root, file)).catch(() => {})
      if (file.includes('/')) folders.add(folderOf(file))
    }
    // A folder goes only when it is empty: `rmdir` refuses otherwise.
    for (const folder of folders) await rmdir(join(this.#root, folder)).catch(() => {})
    this.#writeManifest(this.#written)
  }

  #manifest(): Map<string, Left | undefined> {
    return (this.#ours ??= readManifest(join(this.#root, MANIFEST)))
  }

  #writeManifest(files: Manifest): void {
    const path = join(this.#root, MANIFEST)
    const text = [Buffer.from(manifestText(files))]
    if (!hasContents(path, text)) replaceFile(path, text)
  }

  /** Anything of that name counts, a link too: it is never followed. */
  #wasThere(file: string): boolean {
    return this.#names.get(folderOf(file))?.has(file.slice(file.indexOf('/') + 1)) ?? false
  }

  #replace(file: string, chunks: readonly Uint8Array[]): void {
    const path = join(this.#root, file)
    if (!this.#wasThere(file) || !hasContents(path, chunks)) replaceFile(path, chunks)
  }

  #grow(file: string, bytes: Uint8Array): void {
    try {
      this.#twice(() => appendFileSync(join(this.#root, file), bytes))
    } catch (error) {
      throw this.#failed(file, error)
    }
    this.#written.set(file, leftOf([bytes], this.#written.get(file)))
  }

  /** Makes a folder once. One that is a link leads out of the output folder and is refused. */
  #makeFolder(folder: string): Promise<void> {
    let made = this.#folders.get(folder)
    if (!made) {
      const path = join(this.#root, folder)
      made = makeFolder(path).then(async () => {
        if (folder !== '' && (await lstat(path)).isSymbolicLink()) throw new Error('its folder is a link to somewhere else')
        this.#readyFolders.add(folder)
      })
      this.#folders.set(folder, made)
    }
    return made
  }

  /** The disk may recover: one failed attempt is repeated. */
  #twice(attempt: () => void): void {
    try {
      attempt()
    } catch {
      attempt()
    }
  }

  #notOurs(file: string): WriteError {
    return new WriteError(
      'not-ours',
      `${this.#shown}/${file} exists and was not written by an earlier run`,
      'Move it away, choose another output folder, or use --force to replace it.',
    )
  }

  #failed(file: string, error: unknown): WriteError {
    return new WriteError(
      'write-failed',
      `${this.#shown}/${file} could not be written: ${reasonOf(error)}`,
      'Check the free space and the permissions of the folder, then run again.',
      { cause: error },
    )
  }
}

/** Relative, with forward slashes; empty for the output folder itself. */
const folderOf = (file: string): string => (file.includes('/') ? dirname(file) : '')

/** How a file is left that was written whole, or that these chunks were added to. */
const leftOf = (chunks: readonly Uint8Array[], before?: Left): Left => ({
  size: chunks.reduce((sum, { byteLength }) => sum + byteLength, before?.size ?? 0),
  crc32: crc32Of(chunks, before && Number.parseInt(before.crc32, 16))
    .toString(16)
    .padStart(8, '0'),
})

const REASONS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'there is a file where a folder is needed',
  EEXIST: 'there is a file where a folder is needed',
  EISDIR: 'there is a folder of that name',
  ENOENT: 'the folder is gone',
  EMFILE: 'too many files are open',
}

const reasonOf = (error: unknown): string => REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? messageOf(error)
