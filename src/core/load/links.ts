import { type JsonObject, put, text } from '../model/json.ts'
import type { FileResolver } from './file-resolver.ts'

/**
 * Lets links name operations by their ids (OAS 3.1.2 §4.8.20): `operationRef` is relative to the file that a link was
 * written in, and the bundler does not follow it.
 */
export function linkByIds(links: Iterable<JsonObject>, resolver: FileResolver): void {
  for (const link of links) {
    const ref = text(link, 'operationRef')
    const id = ref === undefined ? undefined : text(resolver.partAt(link, ref), 'operationId')
    if (id === undefined) continue
    for (const [key, value] of Object.entries(link)) {
      Reflect.deleteProperty(link, key)
      if (key === 'operationRef') put(link, 'operationId', id)
      else put(link, key, value)
    }
  }
}
