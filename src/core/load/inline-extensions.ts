import { isArray, isContainer, type Json, type JsonObject, put, refOf, valueAt } from '../model/json.ts'
import { tokensOf } from '../model/pointer.ts'
import type { FileResolver } from './file-resolver.ts'
import { fromRoot } from './from-root.ts'
import { Hidden } from './hidden.ts'

type Container = JsonObject | readonly Json[]

/** How many references may lead from one to the next: far beyond any real chain. */
const MAX_CHAIN = 50

/** How many references may stay before all others do: each way that leads back is one, and in a mesh there are ways without number. */
const MAX_KEPT = 10_000

interface Target {
  node: Json
  /** The file that `#…` in it is relative to, if not the root's. */
  file: string | undefined
}

/** A container that is being looked into. */
interface Frame extends Target {
  node: Container
  /** What is being inlined around it. */
  inside: ReadonlySet<Json>
  /** Those still to be looked into, the next one last. */
  children: [string, Json][]
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
  const frames: Frame[] = []
  open({ node: root, file: undefined }, new Set())
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const next = frame.children.pop()
    if (!next) {
      frames.pop()
      continue
    }
    const [key, value] = next
    let inside = frame.inside
    let end: Target = { node: value, file: outside.has(value as Container) ? undefined : (frame.file ?? fileOf(value as Container)) }
    let target: Target | undefined
    for (;;) {
      // Awaited for references only: there are few of them among very many values.
      target = leadsElsewhere(end) ? await targetOf(end) : undefined
      if (!target || inside.has(target.node) || inside.size >= MAX_CHAIN || kept.size >= MAX_KEPT) break
      end = target
      inside = new Set([...inside, end.node])
    }
    if (target) end = { ...end, node: keptFromRoot(end.node as JsonObject, target) }
    else if (end.node !== value) end = { ...end, node: copyOf(end.node) }
    if (end.node !== value) put(frame.node, key, end.node)
    open(end, inside)
  }

  /** Looks into a value, once. */
  function open({ node, file }: Target, inside: ReadonlySet<Json>): void {
    if (!isContainer(node) || seen.has(node)) return
    seen.add(node)
    const children = (Object.entries(node) as [string, Json][]).filter(([, value]) => isContainer(value))
    if (children.length > 0) frames.push({ node, file, inside, children: children.reverse() })
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
  function keptFromRoot(reference: JsonObject, { file = rootFile }: Target): JsonObject {
    const copy = { ...reference, $ref: fromRoot(refOf(reference)!, file, rootFile) }
    resolver.notes.inherit(copy, reference)
    kept.add(copy)
    return copy
  }

  /** The file that an extension came from, unless it is the root: there `#…` needs no help. */
  function fileOf(extension: object): string | undefined {
    const path = resolver.originOf(extension)?.file.path
    return path === rootFile ? undefined : path
  }

  /** Whether a value is a reference that the root, where it is going to stand, does not resolve. */
  function leadsElsewhere({ node, file }: Target): boolean {
    const ref = refOf(node)
    return ref !== undefined && !kept.has(node) && (file !== undefined || !ref.startsWith('#'))
  }

  async function targetOf({ node: reference, file }: Target): Promise<Target | undefined> {
    const ref = refOf(reference)!
    const hash = ref.indexOf('#')
    const uri = hash === -1 ? ref : ref.slice(0, hash)
    const base = file ?? resolver.originOf(reference as JsonObject)?.file.path ?? rootFile
    const asked = uri === '' ? resolver.documentAt(base) : resolver.resolveDocument(base, uri)
    const document = await asked.catch(() => undefined)
    if (!document) return undefined
    const tokens = tokensOf(hash === -1 ? '' : ref.slice(hash))
    const node = tokens && valueAt(document.parsed, tokens)
    return node === undefined ? undefined : { node, file: document.source.absoluteRef }
  }
}
