import { existsSync, readFileSync } from 'node:fs'
import { rmdir, unlink } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { SliceError } from '../problems.ts'
import { areSame, checkFolder, checkInner, freeAt, isFolder, isLink, makeFolder, namesIn, namesOf, tidy } from './folder.ts'
import { type GrowingFile, growingFile } from './growing-file.ts'
import { type Left, leftOf } from './left.ts'
import { manifestText, readManifest } from './manifest.ts'
import { INDEX, LLMS, MANIFEST } from './names.ts'
import { reasonOf, remedyFor } from './reason.ts'
import { nullSink, type Sink, WriteError } from './sink.ts'
import { twice } from './twice.ts'
import { hasContents, isLarge, putFile, replaceFile, replaceLargeFile } from './whole-file.ts'

/** A folder that only one run may write to. */
export interface Held {
  /** Whether it still is: somebody may have removed it, or taken this run for dead. */
  isHeld(): boolean
  release(): Promise<void>
}

export interface FolderSettings {
  /** Absolute path. */
  root: string
  /** The folder as messages name it. */
  shown: string
  /** Whether files that are not ours are overwritten. */
  force: boolean
  /** Waits until no other run writes to the folder, which exists, and keeps others out. @throws SliceError */
  hold(): Promise<Held>
}

/** Writes into a folder: whole files or none, only what changed, and nothing that is not ours. */
export class DirectorySink implements Sink {
  readonly #root: string
  readonly #shown: string
  readonly #force: boolean
  readonly #hold: () => Promise<Held>
  #held: Held | undefined
  /** The files of an earlier run, and those that this one has claimed. */
  #ours: Map<string, Left | undefined> | undefined
  readonly #written = new Map<string, Left | undefined>()
  /** Those that this run has tried to write in vain. */
  readonly #failedFiles = new Set<string>()
  /** By folder, relative: the names in it when the run began, and those that it has put there. */
  readonly #names = new Map<string, Set<string>>()
  readonly #readyFolders = new Set<string>()
  #hasForgotten = false
  readonly #growing = new Map<string, GrowingFile>()

  constructor({ root, shown, force, hold }: FolderSettings) {
    this.#root = root
    this.#shown = shown
    this.#force = force
    this.#hold = hold
  }

  async ours(): Promise<ReadonlySet<string>> {
    if (existsSync(this.#root)) await this.#refusing(() => this.#takeHold())
    return new Set(this.#manifest().keys())
  }

  keep(file: string): void {
    const left = this.#manifest().get(file) ?? this.#leftAt(file)
    if (left) this.#written.set(file, left)
  }

  open(files: readonly string[], reports: readonly string[], inputs?: readonly string[]): Promise<void> {
    return this.#refusing(async () => {
      makeFolder(this.#root)
      await this.#takeHold()
      await this.#look(files, reports, inputs)
      for (const [folder, names] of this.#names) tidy(join(this.#root, folder), names)
      this.#writeManifest(this.#manifest())
    })
  }

  dry(): Sink {
    return {
      ...nullSink,
      open: (files, reports, inputs) =>
        this.#refusing(async () => {
          checkFolder(this.#root)
          await this.#look(files, reports, inputs)
        }),
      write: async (file) => {
        if (!this.#manifest().has(file) || (await isFolder(join(this.#root, file)))) throw await this.#inTheWay(file)
        const folder = folderOf(file)
        try {
          if (folder !== '') checkInner(join(this.#root, folder))
        } catch (error) {
          throw await this.#failed(file, error)
        }
      },
    }
  }

  async free(): Promise<number | undefined> {
    const free = await freeAt(this.#root)
    return free && [...this.#manifest().values()].reduce((sum, left) => sum + (left?.size ?? 0), free)
  }

  async write(file: string, chunks: readonly Uint8Array[]): Promise<void> {
    if (!this.#manifest().has(file)) throw await this.#inTheWay(file)
    const folder = folderOf(file)
    const name = nameOf(file)
    const names = this.#names.get(folder)
    // Thousands of times: `join` takes a microsecond.
    const path = this.#root + sep + file
    try {
      await twice(() => {
        this.#makeFolder(folder)
        if (names?.has(name) && hasContents(path, chunks)) return
        this.#forget()
        return isLarge(chunks) ? replaceLargeFile(path, chunks) : replaceFile(path, chunks)
      })
    } catch (error) {
      this.#failedFiles.add(file)
      throw await this.#failed(file, error)
    }
    this.#written.set(file, leftOf(chunks))
    names?.add(name)
  }

  async append(file: string, text: string): Promise<void> {
    const growing = this.#growing.get(file) ?? growingFile(join(this.#root, file))
    this.#growing.set(file, growing)
    growing.add(text)
    // One of an earlier run stays until this one is complete, for half an index looks like a whole one.
    if (!this.#isThere(file)) growing.keepUp()
  }

  async close(): Promise<void> {
    await this.#checkWhole()
    for (const [file, { chunks }] of this.#growing) await this.write(file, chunks)
    const kept = await this.#removeStale()
    try {
      await twice(() => this.#writeManifest(new Map([...this.#written, ...kept])))
    } catch (error) {
      throw await this.#failed(MANIFEST, error)
    }
    const [stuck] = kept.keys()
    if (stuck !== undefined) throw this.#notRemoved(stuck, kept.size)
  }

  async end(): Promise<void> {
    await this.#held?.release()
  }

  /** Claims what may be written. @throws what makes no sense of the run */
  async #look(files: readonly string[], reports: readonly string[], inputs: readonly string[] = []): Promise<void> {
    const ours = this.#manifest()
    for (const folder of new Set(['', ...[...ours.keys(), ...files].map(folderOf)])) {
      this.#names.set(folder, namesIn(join(this.#root, folder), folder !== ''))
    }
    // Claimed beforehand: if the run is killed, the next one still knows these files as ours.
    for (const file of files) if (!ours.has(file) && (this.#force || !this.#isThere(file))) ours.set(file, undefined)
    this.#spare(
      inputs,
      [...ours.keys()].filter((file) => !this.#written.has(file)),
    )
    const foreign = reports.find((file) => !ours.has(file))
    if (foreign !== undefined) throw await this.#inTheWay(foreign)
  }

  /** What a run reads must outlive it, whoever wrote it, and whatever is asked for. @throws SliceError */
  #spare(inputs: readonly string[], changing: readonly string[]): void {
    const isNew = absentFrom(this.#names)
    const changed = new Map(changing.filter((file) => !isNew(file)).map((file) => [file.toLowerCase(), file]))
    // In a new folder nothing is there, and a description may have thousands of files.
    if (changed.size === 0) return
    const isSame = (file: string | undefined, name: string): boolean =>
      file !== undefined && (file === name || areSame(join(this.#root, file), join(this.#root, name)))
    const file = namesOf(inputs, this.#root).find((name) => isSame(changed.get(name.toLowerCase()), name))
    if (file === undefined) return
    throw new SliceError(
      'cannot-write',
      `${this.#shown}/${file} is read by this run, which would replace or remove it.`,
      'Choose another output folder, or move the description to a folder of its own.',
    )
  }

  async #takeHold(): Promise<void> {
    if (this.#held) return
    this.#held = await this.#hold()
    // Another run may have changed it while this one was waiting.
    this.#ours = undefined
  }

  /** From the first change on, until the run is through, the manifest on the disk says of no file how it was left. */
  #forget(): void {
    if (this.#hasForgotten) return
    this.#hasForgotten = true
    const files = this.#manifest()
    if ([...files.values()].some((left) => left)) this.#writeManifest(new Map(Array.from(files.keys(), (file) => [file, undefined])))
  }

  /** What an interrupted run has written is not noted in its manifest. */
  #leftAt(file: string): Left | undefined {
    try {
      return leftOf([readFileSync(join(this.#root, file))])
    } catch {
      return undefined
    }
  }

  #manifest(): Map<string, Left | undefined> {
    return (this.#ours ??= readManifest(join(this.#root, MANIFEST)))
  }

  #writeManifest(files: ReadonlyMap<string, Left | undefined>): void {
    putFile(join(this.#root, MANIFEST), [Buffer.from(manifestText(files))])
  }

  /** Anything of that name counts, a link too: it is never followed. */
  #isThere(file: string): boolean {
    return this.#names.get(folderOf(file))?.has(nameOf(file)) ?? false
  }

  /** Makes a folder once. One that is a link leads out of the output folder and is refused. */
  #makeFolder(folder: string): void {
    if (this.#readyFolders.has(folder)) return
    const path = join(this.#root, folder)
    makeFolder(path)
    if (folder !== '') checkInner(path)
    this.#readyFolders.add(folder)
  }

  /** An index must not name what is not there any more. @throws WriteError */
  async #checkWhole(): Promise<void> {
    const there = new Map<string, Set<string>>()
    for (const folder of this.#names.keys()) {
      const names = namesIn(join(this.#root, folder), folder !== '')
      // What could neither be written nor removed, perhaps now can be.
      tidy(join(this.#root, folder), names)
      there.set(folder, names)
    }
    const missing = [...this.#written.keys()].filter((file) => this.#isThere(file) && !there.get(folderOf(file))?.has(nameOf(file)))
    const gone = missing.length > 0 ? missing.filter(absentFrom(there)) : missing
    if (this.#held?.isHeld() !== false && gone.length === 0) return
    for (const growing of this.#growing.values()) growing.takeBack()
    this.#claimElsewhere()
    const what = gone.length === 0 ? this.#shown : `${this.#shown}/${gone[0]}`
    const were = gone.length > 1 ? `and ${gone.length - 1} more were` : 'was'
    throw new WriteError('write-failed', `${what} ${were} taken away, or over by another run, during this one`, 'Run it again.')
  }

  /** Another folder may have been put in place of the first one. What was written to it is ours there, too. */
  #claimElsewhere(): void {
    try {
      if (!existsSync(join(this.#root, MANIFEST))) this.#writeManifest(this.#written)
    } catch {
      // There is no such folder any more.
    }
  }

  /** What of an earlier run no longer belongs; first what names the others. @returns what could not be removed */
  async #removeStale(): Promise<Map<string, Left | undefined>> {
    const stale = [...this.#manifest()].filter(([file]) => !this.#written.has(file))
    const kept = new Map<string, Left | undefined>()
    for (const [file, left] of stale.toSorted(([a], [b]) => Number(isIndex(b)) - Number(isIndex(a)))) {
      const folder = folderOf(file)
      // What lies behind a link is not ours.
      if (folder !== '' && isLink(join(this.#root, folder))) continue
      // A folder that was in the way of a file of this run is not what an earlier one has left.
      if (this.#failedFiles.has(file) && (await isFolder(join(this.#root, file)))) continue
      await twice(() => unlink(join(this.#root, file))).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') kept.set(file, left)
      })
    }
    // A folder goes only when it is empty: `rmdir` refuses otherwise.
    const folders = new Set(stale.map(([file]) => folderOf(file)).filter((folder) => folder !== ''))
    for (const folder of folders) await rmdir(join(this.#root, folder)).catch(() => {})
    return kept
  }

  /** Does what the whole run depends on. @throws SliceError */
  async #refusing(work: () => Promise<void>): Promise<void> {
    try {
      await twice(work)
    } catch (error) {
      if (error instanceof SliceError || (error as Error).name === 'AbortError') throw error
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

  /** A folder is not replaced, whatever is asked for. */
  async #inTheWay(file: string): Promise<WriteError> {
    if (await isFolder(join(this.#root, file))) return this.#unwritten(file, IS_FOLDER)
    return new WriteError(
      'not-ours',
      `${this.#shown}/${file} exists and was not written by an earlier run`,
      'Move it away, choose another output folder, or use --force to replace it.',
    )
  }

  #notRemoved(file: string, count: number): WriteError {
    const more = count > 1 ? ` and ${count - 1} more` : ''
    return new WriteError(
      'not-removed',
      `${this.#shown}/${file}${more} no longer belongs there, and could not be removed`,
      'Close whatever uses it, or check the permissions of the folder; the next run tries again.',
    )
  }

  #unwritten(file: string, why: unknown, cause = why): WriteError {
    return new WriteError('write-failed', `${this.#shown}/${file} could not be written: ${reasonOf(why)}`, remedyFor(why), { cause })
  }

  async #failed(file: string, error: unknown): Promise<WriteError> {
    // Some systems, such as Windows, speak of permission where a folder is in the way.
    return this.#unwritten(file, (await isFolder(join(this.#root, file))) ? IS_FOLDER : error, error)
  }
}

/** What Linux says where a folder is in the way of a file. */
const IS_FOLDER = { code: 'EISDIR' }

const isIndex = (file: string): boolean => file === INDEX || file === LLMS

/** Relative, with forward slashes; empty for the output folder itself. */
const folderOf = (file: string): string => (file.includes('/') ? dirname(file) : '')

const nameOf = (file: string): string => file.slice(file.indexOf('/') + 1)

/** Which files are in none of some folders, by whatever spelling: where case does not count, one may go by another. */
function absentFrom(folders: ReadonlyMap<string, ReadonlySet<string>>): (file: string) => boolean {
  const there = new Set<string>()
  for (const [folder, names] of folders) for (const name of names) there.add(`${folder}/${name}`.toLowerCase())
  return (file) => there.size === 0 || !there.has(`${folderOf(file)}/${nameOf(file)}`.toLowerCase())
}
