import { appendFileSync, lstatSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { lstat, mkdir, readdir, readFile, rmdir, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { messageOf, SliceError } from '../problems.ts'
import { type Sink, WriteError } from './sink.ts'

/** Lists what a run wrote, so that a later one knows what is ours to replace or remove. */
export const MANIFEST = '.openapi-slice.json'

/** Ending of files that are being written; a run removes those that a killed one left behind. */
const TEMPORARY = '.slice-tmp'

/**
 * Writes into a folder: whole files or none, only what changed, and nothing that is not ours.
 *
 * Single files are written synchronously: for thousands of small ones that takes half the time of the asynchronous
 * calls, and the batch pauses between endpoints anyway.
 */
export class DirectorySink implements Sink {
  readonly #root: string
  readonly #shown: string
  readonly #force: boolean
  #ours = new Set<string>()
  readonly #written = new Set<string>()
  readonly #folders = new Map<string, Promise<unknown>>()
  /** By folder: the names that were in it when the run began. */
  readonly #names = new Map<string, Promise<Set<string>>>()
  readonly #growing = new Map<string, Promise<void>>()

  /** @param root absolute path @param shown the folder as messages name it */
  constructor(root: string, shown: string, force: boolean) {
    this.#root = root
    this.#shown = shown
    this.#force = force
  }

  ours(): Promise<ReadonlySet<string>> {
    return readManifest(join(this.#root, MANIFEST))
  }

  keep(file: string): void {
    this.#written.add(file)
  }

  async open(files: readonly string[], reports: readonly string[]): Promise<void> {
    try {
      await makeFolder(this.#root)
      this.#ours = await readManifest(join(this.#root, MANIFEST))
      await this.#removeTemporary()
      // Claimed beforehand: if the run is killed, the next one still knows these files as ours.
      const claimed = []
      for (const file of files) if (this.#force || this.#ours.has(file) || !(await this.#exists(file))) claimed.push(file)
      for (const file of claimed) this.#ours.add(file)
      const foreign = reports.find((file) => !this.#ours.has(file))
      if (foreign !== undefined) throw this.#notOurs(foreign)
      await this.#writeManifest(this.#ours)
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

  async write(file: string, chunks: readonly Uint8Array[]): Promise<void> {
    if (!this.#ours.has(file)) throw this.#notOurs(file)
    await this.#twice(file, () => this.#replace(file, Buffer.concat(chunks)))
    this.#written.add(file)
  }

  append(file: string, text: string): Promise<void> {
    const path = join(this.#root, file)
    const before = this.#growing.get(file)
    const after = (before ?? Promise.resolve()).then(() =>
      this.#twice(file, async () => {
        if (before) appendFileSync(path, text)
        else await this.#replace(file, Buffer.from(text))
        this.#written.add(file)
      }),
    )
    this.#growing.set(file, after)
    return after
  }

  async close(): Promise<void> {
    await Promise.all(this.#growing.values())
    const folders = new Set<string>()
    for (const file of this.#ours) {
      if (this.#written.has(file)) continue
      await unlink(join(this.#root, file)).catch(() => {})
      if (file.includes('/')) folders.add(dirname(file))
    }
    // A folder goes only when it is empty: `rmdir` refuses otherwise.
    for (const folder of folders) await rmdir(join(this.#root, folder)).catch(() => {})
    await this.#writeManifest(this.#written)
  }

  #notOurs(file: string): WriteError {
    return new WriteError(
      'not-ours',
      `${this.#shown}/${file} exists and was not written by an earlier run`,
      'Move it away, choose another output folder, or use --force to replace it.',
    )
  }

  /** Anything of that name counts, a link too: it is never followed. */
  async #exists(file: string): Promise<boolean> {
    const folder = dirname(join(this.#root, file))
    let names = this.#names.get(folder)
    if (!names) {
      names = readdir(folder).then(
        (found) => new Set(found),
        () => new Set<string>(),
      )
      this.#names.set(folder, names)
    }
    return (await names).has(basename(file))
  }

  /** The disk may recover: one failed attempt is repeated. */
  async #twice(file: string, attempt: () => Promise<void>): Promise<void> {
    await attempt()
      .catch((error: unknown) => (error instanceof WriteError ? Promise.reject(error) : attempt()))
      .catch((error: unknown) => {
        if (error instanceof WriteError) throw error
        throw new WriteError(
          'write-failed',
          `${this.#shown}/${file} could not be written: ${reasonOf(error)}`,
          'Check the free space and the permissions of the folder, then run again.',
          { cause: error },
        )
      })
  }

  async #replace(file: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.#root, file)
    await this.#folder(dirname(path))
    if ((await this.#exists(file)) && isUnchanged(path, bytes)) return
    const temporary = `${path}${TEMPORARY}`
    try {
      // Exclusive, so that nothing that stands there, such as a link, is written through.
      writeFileSync(temporary, bytes, { flag: 'wx' })
      renameSync(temporary, path)
    } catch (error) {
      await unlink(temporary).catch(() => {})
      throw error
    }
  }

  /** Makes a folder once. One that is a link leads out of the output folder and is refused. */
  #folder(path: string): Promise<unknown> {
    let made = this.#folders.get(path)
    if (!made) {
      made = makeFolder(path).then(async () => {
        if (path !== this.#root && (await lstat(path)).isSymbolicLink()) throw new Error('its folder is a link to somewhere else')
      })
      this.#folders.set(path, made)
    }
    return made
  }

  async #writeManifest(files: ReadonlySet<string>): Promise<void> {
    const text = JSON.stringify(
      { note: 'Written by unplugin-openapi-slice. It may replace and remove these files.', files: [...files].toSorted() },
      null,
      2,
    )
    await this.#replace(MANIFEST, Buffer.from(`${text}\n`))
    // It exists from now on, whatever the folder held before.
    const names = await this.#names.get(this.#root)
    names?.add(MANIFEST)
  }

  async #removeTemporary(): Promise<void> {
    const folders = new Set(['', ...[...this.#ours].filter((file) => file.includes('/')).map(dirname)])
    for (const folder of folders) {
      const names = await readdir(join(this.#root, folder)).catch(() => [])
      for (const name of names) if (name.endsWith(TEMPORARY)) await unlink(join(this.#root, folder, name)).catch(() => {})
    }
  }
}

/** Folder by folder: Node's own recursive form never returns where the kernel refuses with ENOENT, as in `/proc`. */
async function makeFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory()) return
  const parent = dirname(path)
  if (parent !== path) await makeFolder(parent)
  await mkdir(path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST' || !(await stat(path).catch(() => undefined))?.isDirectory()) throw error
  })
}

/** Compared by size first; only a regular file counts. */
function isUnchanged(path: string, bytes: Uint8Array): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found?.isFile() || found.size !== bytes.byteLength) return false
  return readFileSync(path).equals(bytes)
}

/** Only names that stay inside the folder are believed: the manifest is a file that anybody can edit. */
async function readManifest(path: string): Promise<Set<string>> {
  try {
    const { files } = JSON.parse(await readFile(path, 'utf8')) as { files?: unknown }
    const isSafe = (file: unknown): file is string =>
      typeof file === 'string' &&
      file.split('/').length <= 2 &&
      file.split('/').every((part) => /^[A-Za-z0-9_][A-Za-z0-9._~-]*$/.test(part))
    return new Set(Array.isArray(files) ? files.filter(isSafe) : [])
  } catch {
    return new Set()
  }
}

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
