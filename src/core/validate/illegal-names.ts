import { isLegalName } from '../model/legal-name.ts'
import { isObject, type JsonObject, own } from '../model/json.ts'
import { pointerOf } from '../model/pointer.ts'
import type { Finding } from './linter.ts'

/**
 * The components of a document of 3.0 or later whose names are none (OAS 3.0.4 §4.7.7). The linter's rule does not see the
 * names of those that are references, nor of path items and media types.
 */
export function illegalNames(document: JsonObject): Finding[] {
  const components = own(document, 'components')
  if (!isObject(components)) return []
  return Object.entries(components).flatMap(([kind, named]) => {
    if (kind.startsWith('x-') || !isObject(named)) return []
    return Object.keys(named)
      .filter((name) => !isLegalName(name))
      .map((name) => illegal(kind, name))
  })
}

function illegal(kind: string, name: string): Finding {
  const message = `The map key in ${kind} "${name}" does not match the regular expression "^[a-zA-Z0-9\\.\\-_]+$"`
  const tokens = ['components', kind, name]
  return { rule: 'spec-components-invalid-map-name', severity: 'error', message, tokens, pointer: pointerOf(tokens) }
}
