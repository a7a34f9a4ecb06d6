import { isAbsolute } from 'node:path'
import { containersIn, isContainer, type Json, type JsonObject, own, refOf, text } from '../model/json.ts'
import { pointerOf, tokensOf } from '../model/pointer.ts'
import { messageOf } from '../problems.ts'
import type { ReadFiles } from '../read-files.ts'
import { addressOf } from './address.ts'
import { admission, admitAddress, canExist, Refusal } from './admission.ts'
import { refuseOtherEncoding, toUtf8 } from './encoding.ts'
import type { ReadFile } from './endless-references.ts'
import type { Fetched } from './network/fetch.ts'
import { type Layout, layoutOf } from './layout.ts'
import { leadsOutByText } from './leads-out.ts'
import { Notes } from './notes.ts'
import type { Outline } from './outline.ts'
import { looksLikeJson, parseSource } from './parse.ts'
import { readSource } from './read-source.ts'
import { refuseMultiplied } from './written-out.ts'

/** A file that was read for a description. */
export interface SourceFile {
  /** Absolute path. */
  path: string
  /** As messages name it. */
  shown: string
  /** The text once more, in UTF-8, unless it has changed since: lines and columns of another text would be wrong. */
  text: () => Buffer | undefined
  parsed: Json
  /** Of the text. */
  outline: Outline
  /** Of the text, if it was asked for, and the text is large. */
  layout: Layout | undefined
}

/** A file in the shape that Redocly's bundler wants. */
export interface LoadedDocument {
  source: Source
  parsed: Json
}

interface Source {
  /** Absolute path or URL. */
  absoluteRef: string
  /** Nothing: the bundler does not look at it. */
  body: string
}

export interface Origin {
  readonly file: SourceFile
  readonly pointer: string
}

/** The origin of every object is noted, and few are asked for: pointers are put together then. */
class NotedOrigin implements Origin {
  readonly file: SourceFile
  readonly #parent: NotedOrigin | undefined
  readonly #key: string

  constructor(file: SourceFile, parent?: NotedOrigin, key = '') {
    this.file = file
    this.#parent = parent
    this.#key = key
  }

  get pointer(): string {
    return pointerOf(NotedOrigin.#tokens(this))
  }

  static #tokens(last: NotedOrigin): string[] {
    const tokens: string[] = []
    for (let origin = last; origin.#parent; origin = origin.#parent) tokens.push(origin.#key)
    return tokens.reverse()
  }
}

/** Why a file could not be had. */
export interface Failure {
  /** Its absolute path or URL; undefined if it was not even tried, because it is not allowed or cannot be. */
  tried: string | undefined
  reason: string
  /** What to do where it is not allowed. */
  remedy: string | undefined
  /** What to do otherwise, if that can be told. */
  help?: string
}

export interface FileAccess {
  /** Folders within which files may be read, absolute. */
  roots: readonly string[]
  /** Origins such as `https://example.com` from which files may be fetched. */
  origins: readonly string[]
  /** Reads them. */
  files: ReadFiles
  /** How messages name a file. */
  show(file: string): string
  /** Says what is to be read of the text of the root file, if that is not all of it. */
  abridge?: Abridge | undefined
  /** Whether somebody will ask how that is divided. */
  divides?: boolean | undefined
  signal: AbortSignal | undefined
  /** Awaited before each file; may throw to end it. */
  pause(): Promise<void>
}

/** @returns undefined for all of it */
export type Abridge = (text: Buffer) => Abridged | undefined

/** A part of a text, which is a document of its own. */
export interface Abridged {
  text: Buffer
  /** Of the whole text. */
  outline: Outline
  layout: Layout
  /** To be called if it cannot be read; then all of the text is. */
  giveUp(): void
}

/** Bytes that were read, and whether they are YAML or JSON by what is known before they are looked at. */
type Read = Omit<Fetched, 'url'> & { address: string; shown: string }

/** What was read of a text, and what that is. */
interface Parsed extends Pick<SourceFile, 'parsed' | 'outline' | 'layout'> {
  read: Buffer
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
  /** References whose fragment is the pointer `/`: by RFC 6901 §5 the field with the empty name, meant as the whole file. */
  readonly emptyPointers: { owner: JsonObject; ref: string }[] = []
  /** Why files could not be had, by the references to them, without pointers. */
  readonly failures = new Map<string, Failure>()
  /** Whether a reference of the root file leads to another one; undefined if its text does not tell. */
  rootLeadsOut: boolean | undefined
  readonly #access: FileAccess
  readonly #admit: (file: string, shown: string) => void
  readonly #documents = new Map<string, Promise<LoadedDocument>>()
  /** By where they were found in the end. */
  readonly #found = new Map<string, LoadedDocument>()
  #fetcher: Promise<(address: string) => Promise<Fetched>> | undefined
  readonly #origins = new WeakMap<object, Origin>()
  readonly #copies = new WeakMap<object, object>()
  /** Of the root file, once its objects have been noted. */
  #rootReferences: readonly JsonObject[] | undefined
  #hideEndless: ((file: SourceFile, references: readonly JsonObject[]) => void) | undefined
  /** By file, and by reference: one is asked for many times. */
  readonly #addresses = new Map<string, Map<string, string>>()

  constructor(access: FileAccess) {
    this.#access = access
    this.#admit = admission(access.roots, access.show)
  }

  /** The absolute path or URL that a reference in a file leads to. */
  resolveExternalRef(base: string, ref: string): string {
    let addresses = this.#addresses.get(base)
    if (!addresses) this.#addresses.set(base, (addresses = new Map()))
    let address = addresses.get(ref)
    if (address === undefined) addresses.set(ref, (address = addressOf(base, ref)))
    return address
  }

  /** The file that a reference leads to, read once. */
  async resolveDocument(base: string, ref: string): Promise<LoadedDocument> {
    const address = this.resolveExternalRef(base, ref)
    try {
      return await this.documentAt(address)
    } catch (error) {
      this.failures.set(ref, (isAbsolute(address) && (await this.#namedPart(base, ref))) || failureOf(error, address))
      throw error
    }
  }

  /** What is wrong with a reference to a part of another file by its name; no file is called so. */
  async #namedPart(base: string, ref: string): Promise<Failure | undefined> {
    const [uri = '', name = ''] = ref.split('#')
    if (uri === '' || name === '') return undefined
    const address = this.resolveExternalRef(base, uri)
    try {
      const { parsed } = await this.documentAt(address)
      const reason = `in another file a part is named by a pointer, which begins with “#/”, and not by “#${name}”`
      const part = partNamed(name, parsed)
      const pointer = part && this.originOf(part)?.pointer
      return {
        tried: address,
        reason,
        remedy: undefined,
        ...(pointer && { help: `Write ${uri}${pointer === '#' ? '' : pointer} instead.` }),
      }
    } catch (error) {
      return failureOf(error, address)
    }
  }

  /** @param address an absolute path or a URL; anything else is refused */
  documentAt(address: string, isRoot = false): Promise<LoadedDocument> {
    let document = this.#documents.get(address)
    if (!document) this.#documents.set(address, (document = this.#load(address, isRoot)))
    return document
  }

  /** Absolute paths and URLs of all that was asked for. */
  getFiles(): Set<string> {
    return new Set(this.#documents.keys())
  }

  async #load(address: string, isRoot: boolean): Promise<LoadedDocument> {
    await this.#access.pause()
    const read = isAbsolute(address) ? this.#read(address, isRoot) : await this.#fetch(address)
    const document = this.#found.get(read.address) ?? this.#parse(read, isRoot)
    this.#found.set(read.address, document)
    return document
  }

  /** The root may lie anywhere: whoever asks for it has named it. */
  #read(address: string, isRoot: boolean): Read {
    const shown = this.#access.show(address)
    if (!isRoot) this.#admit(address, shown)
    const bytes = readSource(this.#access.files, address, shown)
    return { address, shown, bytes: toUtf8(bytes), isData: isRoot || /\.(?:json|ya?ml)$/i.test(address) }
  }

  async #fetch(address: string): Promise<Read> {
    const { origins, signal } = this.#access
    admitAddress(address, origins)
    // All that speaks to the network is loaded here and nowhere else.
    this.#fetcher ??= import('./network/fetch.ts').then(({ fetcher }) => fetcher({ origins, signal }))
    const { url, bytes, isData } = await (await this.#fetcher)(address)
    return { address: url, shown: this.#access.show(url), bytes: toUtf8(bytes), isData }
  }

  #parse({ address, shown, bytes, isData }: Read, isRoot: boolean): LoadedDocument {
    refuseOtherEncoding(bytes, shown)
    if (isRoot && bytes.length <= MAX_KEPT) this.notes.texts = new WeakMap()
    const { parsed, outline, layout, read } =
      (isRoot && this.#parsePart(address, shown, bytes)) || this.#parseAll(address, shown, bytes, isData)
    const file = { path: address, shown, text: isAbsolute(address) ? this.#reader(address) : keeper(bytes), parsed, outline, layout }
    this.files.set(address, file)
    if (isRoot) this.rootLeadsOut = looksLikeJson(read, address) ? leadsOutByText(read) : undefined
    else {
      refuseMultiplied(parsed, shown)
      const references = this.#noteOrigins(file)
      this.#hideEndless?.(file, references)
    }
    return { source: { absoluteRef: address, body: '' }, parsed }
  }

  #parsePart(address: string, shown: string, bytes: Buffer): Parsed | undefined {
    const part = this.#access.abridge?.(bytes)
    if (!part) return undefined
    try {
      const { text: read, outline, layout } = part
      return { parsed: parseSource(read, address, shown, this.notes), outline, layout, read }
    } catch {
      // Where the mistake is, the whole text tells.
      part.giveUp()
      return undefined
    }
  }

  #parseAll(address: string, shown: string, bytes: Buffer, isData: boolean): Parsed {
    const outline: Outline = new Map()
    const parsed = isData ? parseSource(bytes, address, shown, this.notes, outline) : bytes.toString()
    const layout =
      this.#access.divides && outline.size > 0 ? layoutOf(bytes, looksLikeJson(bytes, address) ? 'json' : 'yaml', outline) : undefined
    return { parsed, outline, layout, read: bytes }
  }

  /** Made where the bytes are not: a function keeps all that its surroundings keep. */
  #reader(path: string): () => Buffer | undefined {
    const { files } = this.#access
    return () => {
      const bytes = files.again(path)
      return bytes && toUtf8(bytes)
    }
  }

  /** The file and pointer that an object came from; bundling moves objects but does not copy them. */
  originOf(object: object): Origin | undefined {
    const [root] = this.files.values()
    if (object === root?.parsed) return { file: root, pointer: '#' }
    this.noteRoot()
    return this.#origins.get(object)
  }

  /** The file that a URI in an object of a file leads to, if it was read: mostly the same one. */
  fileAt(owner: object, uri: string): SourceFile | undefined {
    const [address] = uri.split('#', 1)
    const base = this.originOf(owner)?.file
    return base && address ? this.files.get(this.resolveExternalRef(base.path, address)) : base
  }

  /** What a URI in an object of a file leads to, in that file or another one that was read. */
  partAt(owner: object, uri: string, left = { steps: MAX_STEPS }): Json | undefined {
    const hash = uri.indexOf('#')
    let node = this.fileAt(owner, uri)?.parsed
    for (const token of tokensOf(hash === -1 ? '' : uri.slice(hash)) ?? [uri]) {
      const ref = own(node, token) === undefined && left.steps-- > 0 ? refOf(node) : undefined
      if (ref !== undefined) node = this.partAt(node as JsonObject, ref, left)
      node = own(node, token)
    }
    return node
  }

  /** The root file, if nothing was brought into it, so that pointers into the document are pointers into the file. */
  get onlyFile(): SourceFile | undefined {
    const [root] = this.files.values()
    return this.#hideEndless ? undefined : root
  }

  /** To be called before the bundler moves anything. @param hideEndless looks after the references of each file that is read */
  beforeBundling(hideEndless: (references: readonly JsonObject[], path: string, read: ReadFile) => void): void {
    const read: ReadFile = (base, uri) => this.files.get(uri === base ? base : this.resolveExternalRef(base, uri))
    this.notes.texts = undefined
    this.#hideEndless = ({ path }, references) => hideEndless(references, path, read)
    const [root] = this.files.values()
    this.#hideEndless(root!, this.noteRoot())
  }

  /** Notes where everything stands in the root file: a single one is only walked if that says more, or when a message asks for a place. */
  noteRoot(): readonly JsonObject[] {
    const [root] = this.files.values()
    return (this.#rootReferences ??= root ? this.#noteOrigins(root) : [])
  }

  /** The object of a file that an object of the loaded document is, or was copied from. */
  originalOf(object: object): object {
    return this.#copies.get(object) ?? object
  }

  /** Notes where every object and list of a file stands. @returns its references */
  #noteOrigins(file: SourceFile): JsonObject[] {
    const references: JsonObject[] = []
    // In two lists, for there may be a million.
    const pending: Json[] = [file.parsed]
    const origins = [new NotedOrigin(file)]
    for (let origin = origins.pop(); origin; origin = origins.pop()) {
      const value = pending.pop()!
      if (!isContainer(value) || this.#origins.has(value)) continue
      this.#origins.set(value, origin)
      const ref = refOf(value)
      if (ref !== undefined) references.push(value as JsonObject)
      if (ref?.endsWith('#/')) this.emptyPointers.push({ owner: value as JsonObject, ref })
      for (const key in value) {
        const child = (value as JsonObject)[key]!
        if (!isContainer(child)) continue
        pending.push(child)
        origins.push(new NotedOrigin(file, origin, key))
      }
    }
    return references
  }
}

function failureOf(error: unknown, address: string): Failure {
  const remedy = error instanceof Refusal ? error.remedy : undefined
  return { tried: remedy === undefined && canExist(address) ? address : undefined, reason: messageOf(error), remedy }
}

function partNamed(name: string, root: Json): object | undefined {
  for (const node of containersIn(root)) if (['$anchor', '$dynamicAnchor'].some((keyword) => text(node, keyword) === name)) return node
  return undefined
}

/** How many references are followed on the way to one place: far more than any real description has there. */
const MAX_STEPS = 100

/** Bytes of a description whose parts are kept as JSON until they are written: more would take too much memory. */
const MAX_KEPT = 32e6

/** What was fetched is not fetched again. */
const keeper =
  (bytes: Buffer): (() => Buffer) =>
  () =>
    bytes
