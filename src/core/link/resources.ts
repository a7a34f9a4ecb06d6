import { isArray, isContainer, isObject, type Json, type JsonObject, text, valueAt } from '../model/json.ts'
import { fieldOf, type Field, type Model, type ObjectType } from '../model/object-types.ts'
import { addTo } from '../model/lists.ts'
import { absolute, NOWHERE } from '../model/uri.ts'

/**
 * The schemas that have an identity of their own (`$id`), and the plain names (`$anchor`, `$dynamicAnchor`) in each
 * (JSON Schema 2020-12 core §8.2). The document itself is a resource too: its URI is `$self` (OAS 3.2.0 §4.1.2) or,
 * without one, a stand-in that no reference can name.
 */
export interface Resource {
  readonly uri: string
  readonly node: JsonObject
  readonly anchors: Map<string, JsonObject[]>
}

export interface Resources {
  readonly document: Resource
  byUri(uri: string): Resource | undefined
  /** The resource that a schema with an `$id` is. */
  of(node: object): Resource | undefined
  /** Whether anything in the document has an identity or a name of its own. */
  readonly areAny: boolean
}

export function findResources(root: JsonObject, model: Model): Resources {
  const self = text(root, '$self')
  const document: Resource = { uri: absolute(self ?? '', NOWHERE) ?? NOWHERE, node: root, anchors: new Map() }
  const resources = new Map([[document.uri, document]])
  const nodes = new Map<object, Resource>()
  const areAny = model.schemaSiblings && usesIdentifiers(root)
  const found = { document, byUri: (uri: string) => resources.get(uri), of: (node: object) => nodes.get(node), areAny }
  if (!areAny) return found

  const seen = new Set<object>()
  const pending: { node: Json; type: ObjectType; within: Resource }[] = [{ node: root, type: model.root, within: document }]
  for (const [, { type, container }] of model.components) {
    const map = valueAt(root, container)
    if (isObject(map)) for (const node of Object.values(map)) pending.push({ node, type, within: document })
  }
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, type } = next
    if (!isObject(node) || seen.has(node)) continue
    seen.add(node)
    const within = type.name === 'Schema' ? enter(node, next.within) : next.within
    for (const [key, value] of Object.entries(node)) {
      for (const child of typedChildren(fieldOf(type, key), value)) pending.push({ ...child, within })
    }
  }
  return found

  function enter(node: JsonObject, within: Resource): Resource {
    const id = text(node, '$id')
    let resource = within
    if (id !== undefined) {
      resource = { uri: absolute(id, within.uri) ?? id, node, anchors: new Map() }
      if (!resources.has(resource.uri)) resources.set(resource.uri, resource)
      nodes.set(node, resource)
    }
    for (const keyword of ['$anchor', '$dynamicAnchor']) {
      const anchor = text(node, keyword)
      if (anchor !== undefined) addTo(resource.anchors, anchor, node)
    }
    return resource
  }
}

/** The objects of known type directly in a field's value. */
function typedChildren(field: Field, value: Json): { node: Json; type: ObjectType }[] {
  if (field.holds === 'one') return (isArray(value) ? value : [value]).map((node) => ({ node, type: field.type }))
  if (field.holds !== 'list' && field.holds !== 'map') return []
  return isContainer(value) ? Object.values(value).map((node) => ({ node: node as Json, type: field.type })) : []
}

/** Whether anything in a value has an identity or a name of its own. */
export function usesIdentifiers(root: Json): boolean {
  const seen = new Set<object>()
  const pending: Json[] = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isContainer(node) || seen.has(node)) continue
    seen.add(node)
    if (isObject(node) && ['$id', '$anchor', '$dynamicAnchor'].some((key) => text(node, key) !== undefined)) return true
    // A list of all values takes three times as long, where there are very many.
    for (const key in node) {
      const value = (node as JsonObject)[key]!
      if (isContainer(value)) pending.push(value)
    }
  }
  return false
}
