import { isContainer, isObject, type Json, put, refOf, valueAt } from '../model/json.ts'
import { tokensOf } from '../model/pointer.ts'
import type { FileResolver } from './file-resolver.ts'

/** How many references may lead from one to the next: far beyond any real chain, and within what a call stack holds. */
const MAX_CHAIN = 50

/**
 * Puts the content of files in place of references to them in extensions, which the bundler does not see. References
 * there are relative to the file they stand in.
 */
export async function inlineExtensions(root: Json, resolver: FileResolver): Promise<void> {
  const seen = new Set<object>()
  const [rootFile = ''] = resolver.files.keys()
  await visit(root, undefined, new Set())

  /** @param file the file that `#…` is relative to, if not the root's @param open what is being inlined around this */
  async function visit(node: Json, file: string | undefined, open: ReadonlySet<Json>): Promise<void> {
    if (!isContainer(node) || seen.has(node)) return
    seen.add(node)
    for (const [key, value] of Object.entries(node) as [string, Json][]) {
      if (!isContainer(value)) continue
      const around = key.startsWith('x-') ? (file ?? fileOf(value)) : file
      const target = await targetOf(value, around)
      if (!target || open.has(target.node) || open.size === MAX_CHAIN) await visit(value, around, open)
      else {
        put(node, key, target.node)
        await visit(target.node, target.file, new Set([...open, target.node]))
      }
    }
  }

  /** The file that an extension came from, unless it is the root: there `#…` needs no help. */
  function fileOf(extension: object): string | undefined {
    const path = resolver.originOf(extension)?.file.path
    return path === rootFile ? undefined : path
  }

  async function targetOf(value: Json, file: string | undefined): Promise<{ node: Json; file: string } | undefined> {
    const ref = refOf(value)
    if (!isObject(value) || ref === undefined || (ref.startsWith('#') && file === undefined)) return undefined
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
