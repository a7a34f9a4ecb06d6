import { type Json, type JsonObject, own, put, text, valueAt, valuesIn } from '../model/json.ts'
import type { FileResolver, SourceFile } from './file-resolver.ts'
import { fromRoot } from './from-root.ts'

/**
 * Lets links name operations by their ids (OAS 3.1.2 §4.8.20): `operationRef` is relative to the file that a link was
 * written in, and the bundler does not follow it. Where an operation has no id, or is none of this API, the link says where
 * it is as the root would: there its own words could lead to another one.
 */
export function linkByIds(links: Iterable<JsonObject>, resolver: FileResolver): void {
  const [root] = resolver.files.values()
  let operations: ReadonlySet<Json | undefined> | undefined
  for (const link of links) {
    const ref = text(link, 'operationRef')
    if (ref === undefined) continue
    const file = resolver.fileAt(link, ref)
    const target = resolver.partAt(link, ref)
    // An API of its own, of which something else was needed, has operations of its own.
    const isOfAnother = file !== root && isApi(file) && !(operations ??= operationsOf(root?.parsed)).has(target)
    const id = isOfAnother ? undefined : text(target, 'operationId')
    if (id !== undefined) replace(link, 'operationId', id)
    else if (root && file && (isOfAnother || target !== undefined) && !URL.canParse(ref) && resolver.originOf(link)?.file !== root) {
      replace(link, 'operationRef', fromRoot(ref, file.path, root.path))
    }
  }
}

const isApi = (file: SourceFile | undefined): boolean => ['openapi', 'swagger'].some((field) => own(file?.parsed, field) !== undefined)

/** What the paths and webhooks of a document have, wherever that came from. */
function operationsOf(root: Json | undefined): ReadonlySet<Json | undefined> {
  const maps = [['paths'], ['webhooks'], ['components', 'pathItems']].map((tokens) => valueAt(root, tokens))
  const items = maps.flatMap(valuesIn)
  return new Set([...items, ...items.map((item) => own(item, 'additionalOperations'))].flatMap(valuesIn))
}

function replace(link: JsonObject, field: string, value: string): void {
  for (const [key, former] of Object.entries(link)) {
    Reflect.deleteProperty(link, key)
    if (key === 'operationRef') put(link, field, value)
    else put(link, key, former)
  }
}
