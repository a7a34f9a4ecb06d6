import { dirname, relative, resolve, sep } from 'node:path'
import type { SpecVersion } from '../redocly.ts'
import { excerpt } from '../model/excerpt.ts'
import { isArray, isContainer, isObject, type Json, type JsonObject, own, valueAt } from '../model/json.ts'
import { nestingOf } from '../model/nesting.ts'
import { type Family, type Model, modelOf } from '../model/object-types.ts'
import { messageOf, SliceError } from '../problems.ts'
import { type Failure, FileResolver, type LoadedDocument } from './file-resolver.ts'
import type { Notes } from './notes.ts'
import { Places } from './places.ts'
import { MAX_DEPTH } from './syntax-problem.ts'

/** A description in memory: one document, whatever the number of its files. */
export interface Description {
  readonly root: JsonObject
  /** The exact version string, such as `3.1.1`. */
  readonly version: string
  readonly model: Model
  readonly notes: Notes
  readonly places: Places
  /** Absolute paths of all files it was read from, the root first: what a watcher must watch. */
  readonly files: readonly string[]
  /** By absolute path, the digests of the files' bytes; what was fetched has none. */
  readonly digests: ReadonlyMap<string, string>
  /** Files that could not be had, by absolute path or URL. */
  readonly failures: ReadonlyMap<string, Failure>
  /** What the bundler could not do, if it gave up. */
  readonly bundlerFailure: string | undefined
  /** References that end in `#/`. */
  readonly emptyPointers: readonly { owner: JsonObject; ref: string }[]
  /** The names that the root file itself gives to components, by pointer of their container. */
  readonly ownNames: ReadonlySet<string>
}

export interface LoadOptions {
  /** The root file, absolute or relative to `cwd`. */
  input: string
  cwd: string
  /** Folders and origins that references may lead to beside the working folder and the root file's own. */
  allow: readonly string[]
  /** Contents of files that are not, or not so, on the disk, by absolute path. */
  contents?: ReadonlyMap<string, Uint8Array> | undefined
}

/** Reads a description with all the files it refers to. @throws SliceError */
export async function load({ input, cwd, allow, contents = new Map() }: LoadOptions): Promise<Description> {
  const path = resolve(cwd, input)
  const isOrigin = (entry: string): boolean => /^https?:\/\//.test(entry)
  const access = {
    roots: [cwd, dirname(path), ...allow.filter((entry) => !isOrigin(entry)).map((entry) => resolve(cwd, entry))],
    origins: allow.filter(isOrigin).map((entry) => new URL(entry).origin),
    contents,
    show: (file: string) => showPath(file, cwd),
  }
  let resolver = new FileResolver(access)
  let document = await readRoot(resolver, path)
  const { family, version } = versionOf(document.parsed, access.show(path))
  const ownNames = componentPointers(document.parsed as JsonObject, modelOf(family))

  let bundlerFailure: string | undefined
  let read: string[] = []
  if (refersElsewhere(document.parsed)) {
    const { bundle, hideEndless } = await import('./bundle.ts')
    resolver.beforeBundling(hideEndless)
    try {
      await bundle(document, specVersion(family), resolver)
      checkNesting(document.parsed)
    } catch (error) {
      bundlerFailure = messageOf(error)
      const { files, failures } = resolver
      // Bundling changes the document as it goes, so what it leaves behind half done is read again.
      resolver = new FileResolver(access)
      document = await readRoot(resolver, path)
      for (const [file, failure] of failures) resolver.failures.set(file, failure)
      read = [...files.keys()]
    }
  }
  const root = document.parsed as JsonObject
  return {
    root,
    version,
    model: modelOf(family),
    notes: resolver.notes,
    places: new Places(resolver),
    files: [...new Set([path, ...read, ...resolver.files.keys(), ...resolver.failures.keys()])].filter((file) => !file.includes('://')),
    digests: resolver.digests,
    failures: resolver.failures,
    bundlerFailure,
    emptyPointers: resolver.emptyPointers,
    ownNames,
  }
}

/** What is put in place of references may put itself there again. @throws Error */
function checkNesting(root: Json): void {
  const nesting = nestingOf(root)
  if (nesting === Infinity) throw new Error('references between its files lead back to themselves')
  if (nesting > MAX_DEPTH) throw new Error(`its files together have more than ${MAX_DEPTH} levels of nesting`)
}

const readRoot = (resolver: FileResolver, path: string): Promise<LoadedDocument> =>
  resolver.resolveDocument(null, path.replaceAll('%', '%25'), true)

function versionOf(root: Json, shown: string): { family: Family; version: string } {
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
  return { family: family as Family, version }
}

const specVersion = (family: Family): SpecVersion => (family === '2.0' ? 'oas2' : `oas${family.replace('.', '_')}`) as SpecVersion

/** Whether any `$ref` (or mapping, which may name a file too) leads out of the document. */
function refersElsewhere(root: Json): boolean {
  const seen = new Set<object>()
  const pending: Json[] = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isContainer(node) || seen.has(node)) continue
    seen.add(node)
    if (isArray(node)) {
      for (const item of node) if (isContainer(item)) pending.push(item)
      continue
    }
    for (const key of Object.keys(node)) {
      const value = node[key]!
      if (isContainer(value)) pending.push(value)
      else if (typeof value === 'string' && key === '$ref' && value !== '' && !value.startsWith('#')) return true
    }
  }
  return false
}

function componentPointers(root: JsonObject, model: Model): Set<string> {
  const pointers = new Set<string>()
  for (const [kind, { container }] of model.components) {
    const map = valueAt(root, container)
    if (isObject(map)) for (const name of Object.keys(map)) pointers.add(`${kind}/${name}`)
  }
  return pointers
}

/** How messages name a file: as the user would write it, relative to the working folder if it is inside, with forward slashes. */
export function showPath(file: string, cwd: string): string {
  if (file.includes('://')) return file
  const path = relative(cwd, file)
  return (path.startsWith('..') ? file : path || '.').replaceAll(sep, '/')
}
