import { legalName, uniqueName } from '../../link/names.ts'
import { isArray, isObject, type Json, type JsonObject, own, put, refOf } from '../../model/json.ts'
import { isLegalName } from '../../model/legal-name.ts'
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

/** How many names are given to discriminators: far beyond any real description. */
const MAX_KINDS = 100_000

/**
 * By definition, what builds on it through `allOf`, itself included, and has another name in 3.0: the name that stands in
 * data, and what it leads to.
 */
export function renamedKinds(document: JsonObject): Map<string, Record<string, string>> {
  const definitions = own(document, 'definitions')
  const found = new Map<string, Record<string, string>>()
  const basesOfAll = new Map<string, Set<string>>()
  let left = MAX_KINDS
  for (const [name, to] of namesIn30(document).get('definitions')!) {
    if (name === to) continue
    // A set grows while it is iterated, so bases of bases are found.
    const bases = new Set([name])
    for (const base of bases) {
      if (left-- === 0) return found
      const kinds = found.get(base) ?? {}
      found.set(base, kinds)
      put(kinds, name, `#/components/schemas/${to}`)
      const further = basesOfAll.get(base) ?? basesOf(own(definitions, base))
      basesOfAll.set(base, further)
      for (const other of further) bases.add(other)
    }
  }
  return found
}

function basesOf(definition: Json | undefined): Set<string> {
  const all = own(definition, 'allOf')
  const refs = [definition, ...(isArray(all) ? all : [])].map((part) => tokensOf(refOf(part) ?? '') ?? [])
  return new Set(
    refs.flatMap(([container, name, ...rest]) => (container === 'definitions' && name !== undefined && rest.length === 0 ? [name] : [])),
  )
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
