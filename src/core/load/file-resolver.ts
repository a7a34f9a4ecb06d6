import { realpath } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BaseResolver, type Document, ResolveError, Source } from '../redocly.ts'
import { digest } from '../digest.ts'
import { isContainer, isObject, type Json, type JsonObject, refOf } from '../model/json.ts'
import { childPointer, decode } from '../model/pointer.ts'
import { messageOf } from '../problems.ts'
import { Notes } from './notes.ts'
import { parseSource } from './parse.ts'
import { decodeText, readSource } from './read-source.ts'

/** A file that was read for a description. */
export interface SourceFile {
  /** Absolute path. */
  path: string
  /** As messages name it. */
  shown: string
  text: string
  parsed: Json
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
export class FileResolver extends BaseResolver {
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
  readonly #origins = new WeakMap<object, Origin>()
  readonly #copies = new WeakMap<object, object>()
  #isRootRemembered = false
  #isBundled = false

  constructor(access: FileAccess) {
    super()
    this.#access = access
  }

  override resolveExternalRef(base: string | null, ref: string): string {
    if (ref.startsWith('file:')) return fileURLToPath(ref)
    return super.resolveExternalRef(base, /^[a-z][a-z\d+.-]+:/i.test(ref) ? ref : (decode(ref) ?? ref))
  }

  override async loadExternalRef(absolute: string): Promise<Source> {
    try {
      if (!isAbsolute(absolute)) return await this.#fetch(absolute)
      await this.#admit(absolute)
      const bytes = this.#access.contents.get(absolute) ?? (await readSource(absolute, this.#access.show(absolute)))
      this.digests.set(absolute, digest(bytes))
      return new Source(absolute, decodeText(bytes))
    } catch (error) {
      this.failures.set(absolute, { reason: messageOf(error), isRefused: error instanceof Refusal })
      throw new ResolveError(error instanceof Error ? error : new Error(String(error)))
    }
  }

  override parseDocument(source: Source, isRoot = false): Document {
    const { absoluteRef, body } = source
    const known = isRoot || /\.(?:json|ya?ml)$/i.test(absoluteRef) || /json|yaml|openapi/.test(source.mimeType ?? '')
    const shown = this.#access.show(absoluteRef)
    const parsed = known ? this.#parsed(body, absoluteRef, shown) : body
    const file = { path: absoluteRef, shown, text: body, parsed }
    this.files.set(absoluteRef, file)
    if (!isRoot) this.#remember(file)
    return { source, parsed }
  }

  #parsed(body: string, path: string, shown: string): Json {
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
    return this.#isBundled ? undefined : root
  }

  /** To be called before the bundler moves anything. */
  beforeBundling(): void {
    this.#isBundled = true
    this.#rememberRoot()
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

  async #fetch(url: string): Promise<Source> {
    const origin = URL.canParse(url) ? new URL(url).origin : 'null'
    if (origin !== 'null' && this.#access.origins.includes(origin)) return super.loadExternalRef(url)
    throw new Refusal(`${url} is on the network, which is not allowed`)
  }

  /** A link inside an allowed folder must not lead out of it, so real paths are compared. */
  async #admit(file: string): Promise<void> {
    const real = await realpath(file).catch(() => file)
    const roots = await Promise.all(this.#access.roots.map((root) => realpath(root).catch(() => resolve(root))))
    if (!roots.some((root) => isWithin(root, real))) {
      throw new Refusal(`${this.#access.show(file)} is outside the folders that may be read`)
    }
  }
}

function isWithin(root: string, file: string): boolean {
  const path = relative(root, file)
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path)
}
