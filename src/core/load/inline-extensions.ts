import { dirname, isAbsolute, relative } from 'node:path'
import { isArray, isContainer, isObject, type Json, type JsonObject, put, refOf, valueAt } from '../model/json.ts'
import { tokensOf } from '../model/pointer.ts'
import type { FileResolver } from './file-resolver.ts'
import { Hidden } from './hidden.ts'

type Container = JsonObject | readonly Json[]

/** How many references may lead from one to the next: far beyond any real chain, and within what a call stack holds. */
const MAX_CHAIN = 50

interface Target {
  node: Json
  /** The file that `#…` in it is relative to, if not the root's. */
  file: string | undefined
}

/**
 * Puts the content of files in place of references to them in extensions, which the bundler does not see. References
 * there are relative to the file they stand in.
 *
 * @param outside what does not stand in extensions alone: an alias of YAML may make it stand in one, too
 */
export async function inlineExtensions(root: Json, outside: ReadonlySet<object>, resolver: FileResolver): Promise<void> {
  const seen = new Set<object>()
  /** References that stay, as the root would write them. */
  const kept = new Set<Json>()
  const copies = new Map<Container, Container>()
  const [rootFile = ''] = resolver.files.keys()
  await visit(root, undefined, new Set())

  /** @param file the file that `#…` is relative to, if not the root's @param open what is being inlined around this */
  async function visit(node: Json, file: string | undefined, open: ReadonlySet<Json>): Promise<void> {
    if (!isContainer(node) || seen.has(node)) return
    seen.add(node)
    for (const [key, value] of Object.entries(node) as [string, Json][]) {
      if (!isContainer(value)) continue
      let inside = open
      let end: Target = { node: value, file: outside.has(value) ? undefined : (file ?? fileOf(value)) }
      let target = await targetOf(end)
      while (target && !inside.has(target.node) && inside.size < MAX_CHAIN) {
        end = target
        inside = new Set([...inside, end.node])
        target = await targetOf(end)
      }
      if (target) end = { ...end, node: fromRoot(end.node as JsonObject, target) }
      else if (end.node !== value) end = { ...end, node: copyOf(end.node) }
      if (end.node !== value) put(node, key, end.node)
      await visit(end.node, end.file, inside)
    }
  }

  /** Operations may use the same, where references are to stay. What several extensions refer to is copied once. */
  function copyOf(original: Json): Json {
    const pending: Container[] = []
    const whole = shellOf(original, pending)
    for (let node = pending.pop(); node; node = pending.pop()) {
      const copy = copies.get(node)!
      for (const key of Object.keys(node)) put(copy, key, shellOf((node as JsonObject)[key]!, pending))
      resolver.notes.inherit(copy, node)
    }
    return whole
  }

  /** The copy of a value, which is `pending` until it is filled. Data that the bundler must not see is not looked into here either. */
  function shellOf(value: Json, pending: Container[]): Json {
    if (!isContainer(value) || (value as unknown) instanceof Hidden) return value
    let shell = copies.get(value)
    if (!shell) {
      copies.set(value, (shell = isArray(value) ? [] : {}))
      pending.push(value)
    }
    return shell
  }

  /** What leads back to where it stands cannot be put there: its reference stays, as the root would write it. */
  function fromRoot(reference: JsonObject, { file = rootFile }: Target): JsonObject {
    const ref = refOf(reference)!
    const path = isAbsolute(file) ? encodeURI(relative(dirname(rootFile), file).replaceAll('\\', '/')) : file
    const hash = ref.indexOf('#')
    const copy = { ...reference, $ref: `${file === rootFile ? '' : path}${hash === -1 ? '#' : ref.slice(hash)}` }
    resolver.notes.inherit(copy, reference)
    kept.add(copy)
    return copy
  }

  /** The file that an extension came from, unless it is the root: there `#…` needs no help. */
  function fileOf(extension: object): string | undefined {
    const path = resolver.originOf(extension)?.file.path
    return path === rootFile ? undefined : path
  }

  async function targetOf({ node: value, file }: Target): Promise<Target | undefined> {
    const ref = refOf(value)
    if (!isObject(value) || kept.has(value) || ref === undefined || (ref.startsWith('#') && file === undefined)) return undefined
    const hash = ref.indexOf('#')
    const uri = hash === -1 ? ref : ref.slice(0, hash)
    const base = file ?? resolver.originOf(value)?.file.path ?? rootFile
    const asked = uri === '' ? resolver.documentAt(base) : resolver.resolveDocument(base, uri)
    const document = await asked.catch(() => undefined)
    if (!document) return undefined
    const tokens = tokensOf(hash === -1 ? '' : ref.slice(hash))
    const node = tokens && valueAt(document.parsed, tokens)
    return node === undefined ? undefined : { node, file: document.source.absoluteRef }
  }
}
