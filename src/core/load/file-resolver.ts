import { lstatSync, readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { digest } from '../digest.ts'
import { isContainer, isObject, type Json, type JsonObject, refOf } from '../model/json.ts'
import { childPointer, decode } from '../model/pointer.ts'
import { messageOf } from '../problems.ts'
import { toUtf8 } from './encoding.ts'
import type { ReadFile } from './endless-references.ts'
import { Notes } from './notes.ts'
import { parseSource } from './parse.ts'
import { readSource } from './read-source.ts'

/** A file that was read for a description. Its text is not kept: it is as large as what was read from it. */
export interface SourceFile {
  /** Absolute path. */
  path: string
  /** As messages name it. */
  shown: string
  /** The text once more, in UTF-8, unless it has changed since. */
  text: () => Buffer | undefined
  parsed: Json
}

/** A file in the shape that Redocly's bundler wants. */
export interface LoadedDocument {
  source: FetchedSource
  parsed: Json
}

interface FetchedSource {
  /** Absolute path or URL. */
  absoluteRef: string
  /** Nothing: the bundler does not look at it. */
  body: string
  bytes?: Buffer
  mimeType?: string | null
}

export interface Origin {
  file: SourceFile
  pointer: string
}

/** Why a file could not be had. */
export interface Failure {
  reason: string
  /** Whether it was not even tried, because it is not allowed. */
  isRefused: boolean
}

class Refusal extends Error {}

export interface FileAccess {
  /** Folders within which files may be read, absolute. */
  roots: readonly string[]
  /** Origins such as `https://example.com` from which files may be fetched. */
  origins: readonly string[]
  /** Contents that need not be read, by absolute path. */
  contents: ReadonlyMap<string, Uint8Array>
  /** How messages name a file. */
  show(file: string): string
}

/**
 * Finds and reads the files of a description for Redocly's bundler, by our rules: nothing outside the allowed folders,
 * nothing from the network unless its origin is allowed, percent-encoded file names decoded (RFC 3986 §2.4), and the
 * same parser for every file.
 */
export class FileResolver {
  /** About all values of all files; a changed copy of one has its place, too. */
  readonly notes = new Notes((copy, original) => this.#copies.set(copy, this.originalOf(original)))
  readonly files = new Map<string, SourceFile>()
  /** By absolute path, the digests of what was read. */
  readonly digests = new Map<string, string>()
  /** References whose fragment is the pointer `/`: by RFC 6901 §5 the field with the empty name, meant as the whole file. */
  readonly emptyPointers: { owner: JsonObject; ref: string }[] = []
  /** Files that could not be had, by absolute path or URL. */
  readonly failures = new Map<string, Failure>()
  readonly #access: FileAccess
  readonly #documents = new Map<string, Promise<LoadedDocument>>()
  readonly #origins = new WeakMap<object, Origin>()
  readonly #copies = new WeakMap<object, object>()
  #roots: string[] | undefined
  readonly #folders = new Map<string, string>()
  #isRootRemembered = false
  #hideEndless: ((file: SourceFile) => void) | undefined

  constructor(access: FileAccess) {
    this.#access = access
  }

  /** The absolute path or URL that a reference in a file leads to; one that is no address stays as it is, and leads nowhere. */
  resolveExternalRef(base: string | null, ref: string): string {
    try {
      return this.#addressOf(base, ref)
    } catch {
      return ref
    }
  }

  #addressOf(base: string | null, ref: string): string {
    if (ref.startsWith('file:')) return fileURLToPath(ref)
    if (isUrl(ref)) return ref
    const path = /^[a-z][a-z\d+.-]+:/i.test(ref) ? ref : (decode(ref) ?? ref)
    return base !== null && isUrl(base) ? new URL(path, base).href : resolve(base === null ? '' : dirname(base), path)
  }

  /** The file that a reference leads to, read once. */
  resolveDocument(base: string | null, ref: string, isRoot = false): Promise<LoadedDocument> {
    const absolute = this.resolveExternalRef(base, ref)
    let document = this.#documents.get(absolute)
    if (!document) this.#documents.set(absolute, (document = this.#load(absolute).then((source) => this.#parse(source, isRoot))))
    return document
  }

  /** Absolute paths and URLs of all that was asked for. */
  getFiles(): Set<string> {
    return new Set(this.#documents.keys())
  }

  async #load(absolute: string): Promise<FetchedSource> {
    try {
      if (!isAbsolute(absolute)) return await this.#fetch(absolute)
      this.#admit(absolute)
      const bytes = this.#access.contents.get(absolute) ?? readSource(absolute, this.#access.show(absolute))
      this.digests.set(absolute, digest(bytes))
      return { absoluteRef: absolute, body: '', bytes: toUtf8(bytes) }
    } catch (error) {
      this.failures.set(absolute, { reason: messageOf(error), isRefused: error instanceof Refusal })
      throw error
    }
  }

  #parse(source: FetchedSource, isRoot: boolean): LoadedDocument {
    const { absoluteRef, bytes = Buffer.alloc(0), mimeType } = source
    const known = isRoot || /\.(?:json|ya?ml)$/i.test(absoluteRef) || /json|yaml|openapi/.test(mimeType ?? '')
    const shown = this.#access.show(absoluteRef)
    const parsed = known ? this.#parsed(bytes, absoluteRef, shown) : bytes.toString()
    const file = { path: absoluteRef, shown, text: isAbsolute(absoluteRef) ? this.#rereader(absoluteRef) : keeper(bytes), parsed }
    this.files.set(absoluteRef, file)
    if (!isRoot) {
      this.#remember(file)
      this.#hideEndless?.(file)
    }
    return { source: { absoluteRef, body: '' }, parsed }
  }

  /**
   * Files are read again from the disk; lines and columns of another text would be wrong, so a changed one has none.
   * (Made where the bytes are not: a function keeps all that its surroundings keep.)
   */
  #rereader(path: string): () => Buffer | undefined {
    const expected = this.digests.get(path)
    return () => {
      const now = this.#access.contents.get(path) ?? fileAt(path)
      return now !== undefined && digest(now) === expected ? toUtf8(now) : undefined
    }
  }

  #parsed(body: Buffer, path: string, shown: string): Json {
    try {
      return parseSource(body, path, shown, this.notes)
    } catch (error) {
      this.failures.set(path, { reason: messageOf(error), isRefused: false })
      throw error
    }
  }

  /** The file and pointer that an object came from; bundling moves objects but does not copy them. */
  originOf(object: object): Origin | undefined {
    const [root] = this.files.values()
    if (object === root?.parsed) return { file: root, pointer: '#' }
    if (!this.#isRootRemembered) this.#rememberRoot()
    return this.#origins.get(object)
  }

  /** The root file, if nothing was brought into it, so that pointers into the document are pointers into the file. */
  get onlyFile(): SourceFile | undefined {
    const [root] = this.files.values()
    return this.#hideEndless ? undefined : root
  }

  /** To be called before the bundler moves anything. @param hideEndless looks after each file that is read */
  beforeBundling(hideEndless: (file: SourceFile, read: ReadFile) => void): void {
    const read: ReadFile = (base, uri) => this.files.get(uri === base ? base : this.resolveExternalRef(base, uri))
    this.#hideEndless = (file) => hideEndless(file, read)
    this.#rememberRoot()
    const [root] = this.files.values()
    this.#hideEndless(root!)
  }

  /** A single file is only walked when a message asks for a place that its pointer does not tell. */
  #rememberRoot(): void {
    this.#isRootRemembered = true
    const [root] = this.files.values()
    if (root) this.#remember(root)
  }

  /** The object of a file that an object of the loaded document is, or was copied from. */
  originalOf(object: object): object {
    return this.#copies.get(object) ?? object
  }

  #remember(file: SourceFile): void {
    const pending: [Json, string][] = [[file.parsed, '#']]
    for (let next = pending.pop(); next; next = pending.pop()) {
      const [value, pointer] = next
      if (!isContainer(value) || this.#origins.has(value)) continue
      this.#origins.set(value, { file, pointer })
      if (isObject(value) && refOf(value)?.endsWith('#/')) this.emptyPointers.push({ owner: value, ref: refOf(value)! })
      for (const [key, child] of Object.entries(value)) pending.push([child as Json, childPointer(pointer, key)])
    }
  }

  async #fetch(url: string): Promise<FetchedSource> {
    const origin = URL.canParse(url) ? new URL(url).origin : 'null'
    if (origin === 'null' || !this.#access.origins.includes(origin)) throw new Refusal(`${url} is on the network, which is not allowed`)
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${url} answers ${response.status} ${response.statusText}`)
    return { absoluteRef: url, body: '', bytes: Buffer.from(await response.text()), mimeType: response.headers.get('content-type') }
  }

  /** A link inside an allowed folder must not lead out of it, so real paths are compared. */
  #admit(file: string): void {
    this.#roots ??= this.#access.roots.map((root) => this.#realFolder(root))
    const real = this.#realFile(file)
    if (!this.#roots.some((root) => isWithin(root, real))) {
      throw new Refusal(`${this.#access.show(file)} is outside the folders that may be read`)
    }
  }

  #realFile(file: string): string {
    return isLink(file) ? realPath(file) : join(this.#realFolder(dirname(file)), basename(file))
  }

  /** Files share few folders, and to follow each part of a path is slow. */
  #realFolder(folder: string): string {
    let real = this.#folders.get(folder)
    if (real === undefined) this.#folders.set(folder, (real = realPath(folder)))
    return real
  }
}

/** What was fetched is not fetched again. */
const keeper =
  (bytes: Buffer): (() => Buffer) =>
  () =>
    bytes

function fileAt(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink()
  } catch {
    return false
  }
}

/** The path itself where there is nothing, or nothing that may be looked at. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}

const isUrl = (ref: string): boolean => /^(?:https?:\/\/|data:)/.test(ref)

function isWithin(root: string, file: string): boolean {
  const path = relative(root, file)
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path)
}
