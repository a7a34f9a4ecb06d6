import { isLegalName, legalName, uniqueName } from '../../link/names.ts'
import { isObject, type Json, type JsonObject, own, refOf } from '../../model/json.ts'
import { tokensOf } from '../../model/pointer.ts'

const CONTAINERS: Record<string, string> = {
  definitions: 'schemas',
  parameters: 'parameters',
  responses: 'responses',
  securityDefinitions: 'securitySchemes',
}

const known = new WeakMap<JsonObject, Map<string, Map<string, string>>>()

/** By container, the names that components have in 3.0, where names are limited (OAS 3.0.4 §4.7.7). */
export function namesIn30(document: JsonObject): Map<string, Map<string, string>> {
  let names = known.get(document)
  if (!names) known.set(document, (names = new Map(Object.keys(CONTAINERS).map((key) => [key, legalNames(own(document, key))]))))
  return names
}

function legalNames(container: Json | undefined): Map<string, string> {
  const found = isObject(container) ? Object.keys(container) : []
  const taken = new Set(found.filter(isLegalName))
  const names = new Map<string, string>()
  for (const name of found) {
    const legal = isLegalName(name) ? name : uniqueName(legalName(name), taken)
    taken.add(legal)
    names.set(name, legal)
  }
  return names
}

/** The tokens of a reference after the step; undefined where nothing moves. */
export function renameIn30(tokens: readonly string[], document: JsonObject): readonly string[] | undefined {
  const [container, name, ...rest] = tokens
  const names = container === undefined ? undefined : namesIn30(document).get(container)
  if (!names || name === undefined) return undefined
  const kind =
    container === 'parameters' && isBody(own(own(document, 'parameters'), name), document) ? 'requestBodies' : CONTAINERS[container!]!
  return ['components', kind, names.get(name) ?? name, ...rest]
}

/** References among shared parameters are few; a circle among them ends. */
function isBody(parameter: Json | undefined, document: JsonObject, depth = 0): boolean {
  const ref = refOf(parameter)
  if (ref === undefined) return own(parameter, 'in') === 'body'
  const [container, name] = tokensOf(ref) ?? []
  return container === 'parameters' && name !== undefined && depth < 100 && isBody(own(own(document, container), name), document, depth + 1)
}
