import { dirname, isAbsolute, resolve } from 'node:path'
import { excerpt } from '../model/excerpt.ts'
import { isObject, type Json, type JsonObject, own, put, valueAt } from '../model/json.ts'
import { isShallow, nestingOf } from '../model/nesting.ts'
import { type Family, type Model, modelOf } from '../model/object-types.ts'
import { foldersIn, isWeb, originsIn, schemeOf } from '../options/allowed.ts'
import { messageOf, SliceError } from '../problems.ts'
import { ReadFiles } from '../read-files.ts'
import { showPath } from '../show-path.ts'
import { type Abridge, type Failure, FileResolver, type LoadedDocument } from './file-resolver.ts'
import type { Layout } from './layout.ts'
import { leadsOut } from './leads-out.ts'
import type { Notes } from './notes.ts'
import { nameOwnSchemes } from './own-schemes.ts'
import { Places } from './places.ts'
import { settled } from './settled.ts'
import { MAX_DEPTH } from './syntax-problem.ts'
import { refuseMultiplied } from './written-out.ts'

/** A description in memory: one document, whatever the number of its files. */
export interface Description {
  readonly root: JsonObject
  /** As it is declared, such as `3.1.1`. */
  readonly version: string
  /** Whether that is a full version, as a text; otherwise the root has the newest of its family in its place. */
  readonly isFullVersion: boolean
  readonly model: Model
  readonly notes: Notes
  readonly places: Places
  /** Absolute paths of all files it was read from, the root first: what a watcher must watch. */
  readonly files: readonly string[]
  /** What tells the bytes of a file, by its absolute path, from all others; what was fetched has none. */
  digestOf(file: string): string | undefined
  /** Why files could not be had, by the references to them, without pointers. */
  readonly failures: ReadonlyMap<string, Failure>
  /** What the bundler could not do, if it gave up. */
  readonly bundlerFailure: string | undefined
  /** References that end in `#/`. */
  readonly emptyPointers: readonly { owner: JsonObject; ref: string }[]
  /** Schemas with an `$id` in which references became those of the document. */
  readonly leftIdentities: ReadonlySet<object>
  /** What the root file itself calls components, as `schemas/User`, if others may have been brought in; undefined if all names are its own. */
  readonly ownNames: ReadonlySet<string> | undefined
  /** How the text of its only file is divided, if that was asked for, and it is large. */
  readonly layout: Layout | undefined
}

export interface LoadOptions {
  /** The root file, absolute or relative to `cwd`. */
  input: string
  cwd: string
  /** Folders and origins that references may lead to beside the working folder and the root file's own. */
  allow: readonly string[]
  /** What was read already. */
  files?: ReadFiles | undefined
  /** Says what is to be read of the text of the root file, if that is not all of it. */
  abridge?: Abridge | undefined
  /** Whether its layout is asked for. */
  divides?: boolean | undefined
  signal?: AbortSignal | undefined
  /** Awaited between pieces of work; may throw to end it. */
  pause?: (() => Promise<void>) | undefined
  /** Does what nothing can pause: it may take seconds in which no event is heard of. */
  unpaused?: Unpaused | undefined
}

export type Unpaused = <Result>(work: () => Promise<Result>) => Promise<Result>

/** Reads a description with all the files it refers to, each as it was at one and the same moment. @throws SliceError */
export function load(options: LoadOptions): Promise<Description> {
  refuseAddress(options.input)
  const { files = new ReadFiles(), cwd } = options
  return settled(
    () => read(options, files),
    files,
    (file) => showPath(file, cwd),
  )
}

async function read(options: LoadOptions, files: ReadFiles): Promise<Description> {
  const { input, cwd, allow, abridge, divides, signal, pause = async () => {}, unpaused = (work) => work() } = options
  const path = resolve(cwd, input)
  const access = {
    roots: [cwd, dirname(path), ...foldersIn(allow).map((folder) => resolve(cwd, folder))],
    origins: originsIn(allow),
    files,
    show: (file: string) => showPath(file, cwd),
    abridge,
    divides,
    signal,
    pause,
  }
  let resolver = new FileResolver(access)
  let document = await resolver.documentAt(path, true)
  const { family, version, isFull } = versionOf(document.parsed, access.show(path))
  const model = modelOf(family)
  // Without, neither Redocly's bundler would take it, nor would a slice be valid.
  const complete = ({ parsed }: LoadedDocument): void => void (isFull || put(parsed as JsonObject, model.versionField, model.newest))
  complete(document)

  let ownNames: ReadonlySet<string> | undefined
  let bundlerFailure: string | undefined
  let leftIdentities: ReadonlySet<object> = new Set()
  let bundled: string[] = []
  const leads = resolver.rootLeadsOut === undefined ? leadsOut(document.parsed, files.sizeOf(path)) : undefined
  if (leads?.isOdd) resolver.noteRoot()
  if (leads?.isOut ?? resolver.rootLeadsOut) {
    refuseMultiplied(document.parsed, access.show(path))
    ownNames = componentPointers(document.parsed as JsonObject, model)
    const { bundle, dropFileIdentities, hideEndless } = await import('./bundle.ts')
    resolver.beforeBundling(hideEndless)
    try {
      const asWritten = await unpaused(() => bundle(document, model, resolver))
      checkNesting(document.parsed)
      if (asWritten) leftIdentities = dropFileIdentities(document.parsed as JsonObject, model, resolver.notes, asWritten)
    } catch (error) {
      // The bundler may not have got through because of it.
      await pause()
      bundlerFailure = messageOf(error)
      const { files, failures } = resolver
      // Bundling changes the document as it goes, so what it leaves behind half done is read again.
      resolver = new FileResolver(access)
      document = await resolver.documentAt(path, true)
      complete(document)
      for (const [ref, failure] of failures) resolver.failures.set(ref, failure)
      bundled = [...files.keys()]
    }
  }
  await pause()
  const root = document.parsed as JsonObject
  nameOwnSchemes(root, model, resolver.notes)
  return {
    root,
    version,
    isFullVersion: isFull,
    model,
    notes: resolver.notes,
    places: new Places(resolver),
    files: filesOf([path, ...bundled, ...resolver.files.keys(), ...[...resolver.failures.values()].map(({ tried }) => tried)]),
    digestOf: (file) => files.digestOf(file),
    failures: resolver.failures,
    bundlerFailure,
    emptyPointers: resolver.emptyPointers,
    leftIdentities,
    ownNames,
    layout: resolver.onlyFile?.layout,
  }
}

/** What a watcher can watch: nothing of the network. */
const filesOf = (addresses: readonly (string | undefined)[]): string[] =>
  [...new Set(addresses)].filter((address) => address !== undefined && isAbsolute(address)) as string[]

/** A description that is fetched would be another one tomorrow, and nobody would have decided so. */
function refuseAddress(input: string): void {
  if (!isWeb(input) && schemeOf(input) !== 'file') return
  throw new SliceError(
    'input-not-a-file',
    `${input} is an address, not the path of a file.`,
    isWeb(input) ? 'Save the description as a file first, and name that.' : 'Name the file by its path.',
  )
}

/** What is put in place of references may put itself there again. @throws Error */
function checkNesting(root: Json): void {
  if (isShallow(root, MAX_DEPTH)) return
  const nesting = nestingOf(root)
  if (nesting === Infinity) throw new Error('references between its files lead back to themselves')
  if (nesting > MAX_DEPTH) throw new Error(`its files together have more than ${MAX_DEPTH} levels of nesting`)
}

/** @returns `isFull`: whether it is a text, and has all its numbers (OAS 3.0.4 §4.1; OAS 2.0, Swagger Object) */
function versionOf(root: Json, shown: string): { family: Family; version: string; isFull: boolean } {
  if (root === null || root === '') {
    throw new SliceError('input-empty', `${shown} is empty.`, 'An OpenAPI description begins with a line such as “openapi: 3.1.0”.')
  }
  const openapi = own(root, 'openapi') ?? undefined
  const declared = openapi ?? own(root, 'swagger') ?? undefined
  if (!isObject(root) || declared === undefined) {
    throw new SliceError(
      'not-openapi',
      `${shown} is not an OpenAPI description: it has no “openapi” or “swagger” field.`,
      'Name the root file of the description, the one that begins with “openapi: 3.…” or “swagger: "2.0"”.',
    )
  }
  const version = typeof declared === 'number' ? declared.toFixed(1) : typeof declared === 'string' ? declared : ''
  // Each has a field of its own for its version (OAS 2.0, Swagger Object; OAS 3.0.4 §4.7.1).
  const known = openapi === undefined ? /^(2\.0)$/ : /^(3\.[012])(?:\.\d+)?(?:-.+)?$/
  const family = known.exec(version)?.[1]
  if (family === undefined) {
    throw new SliceError(
      'unsupported-version',
      `${shown} declares version ${JSON.stringify(excerpt(declared))}, which is not supported.`,
      'Versions 2.0 (as “swagger”), 3.0.x, 3.1.x and 3.2.x (as “openapi”) can be read.',
    )
  }
  const isFull = typeof declared === 'string' && (family === '2.0' || /^\d\.\d\.\d/.test(version))
  return { family: family as Family, version, isFull }
}

function componentPointers(root: JsonObject, model: Model): Set<string> {
  const pointers = new Set<string>()
  for (const [kind, { container }] of model.components) {
    const map = valueAt(root, container)
    if (isObject(map)) for (const name of Object.keys(map)) pointers.add(`${kind}/${name}`)
  }
  return pointers
}
