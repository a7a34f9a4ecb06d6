import { type JsonObject, own, put, text } from '../model/json.ts'
import type { FileResolver } from './file-resolver.ts'

/**
 * Lets links name operations by their ids (OAS 3.1.2 §4.8.20): `operationRef` is relative to the file that a link was
 * written in, and the bundler does not follow it.
 */
export function linkByIds(links: Iterable<JsonObject>, resolver: FileResolver): void {
  const [root] = resolver.files.values()
  for (const link of links) {
    const ref = text(link, 'operationRef')
    const id = ref === undefined || isOfAnother(link, ref) ? undefined : text(resolver.partAt(link, ref), 'operationId')
    if (id === undefined) continue
    for (const [key, value] of Object.entries(link)) {
      Reflect.deleteProperty(link, key)
      if (key === 'operationRef') put(link, 'operationId', id)
      else put(link, key, value)
    }
  }

  /** An API of its own, of which something else was needed, has operations of its own. */
  function isOfAnother(link: JsonObject, ref: string): boolean {
    const file = resolver.fileAt(link, ref)
    return file !== root && ['openapi', 'swagger'].some((field) => own(file?.parsed, field) !== undefined)
  }
}
