/** Finds what JSON Schema identifies by name: `$id` makes resources, `$anchor` and `$dynamicAnchor` names in them. */
import type { Description, ParsedDocument, Resource } from './description.ts'
import { absolute } from './description.ts'
import type { Type } from './grammar.ts'
import type { Dict, Value } from './value.ts'
import { isDict, isList } from './value.ts'

interface Place {
  value: Value
  type: Type
  resource: Resource
  pointer: string[]
}

/**
 * Walks a document, or the part of it that a reference showed to be of some type. The walk
 * is typed, so that an `$id` in an example identifies nothing.
 */
export function indexIdentifiers(description: Description, document: ParsedDocument, type: Type, pointer: string[], value: Value): void {
  const key = `${type} ${pointer.join('/')}`
  if (!document.hasIdentifiers || !description.grammar.isJsonSchema || document.indexed.has(key)) return
  document.indexed.add(key)
  const stack: Place[] = [{ value, type, resource: document.resource, pointer }]
  const seen = new Set<Value>()
  for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
    // An alias may make an object part of itself.
    if (!seen.has(place.value)) visit(description, place, stack)
    if (isDict(place.value) || isList(place.value)) seen.add(place.value)
  }
}

function visit(description: Description, place: Place, stack: Place[]): void {
  const { value, type, pointer } = place
  if (type === 'data' || type === 'extension') return
  if (isList(value)) {
    const itemType = description.grammar.itemType(type)
    value.forEach((item, index) => stack.push({ ...place, value: item, type: itemType, pointer: [...pointer, String(index)] }))
  } else if (isDict(value)) visitDict(description, value, place, stack)
}

function visitDict(description: Description, value: Dict, place: Place, stack: Place[]): void {
  const resource = place.type === 'schema' ? identify(description, value, place) : place.resource
  for (const [key, child] of value) {
    const type = description.grammar.fieldType(place.type, key)
    stack.push({ value: child, type, resource, pointer: [...place.pointer, key] })
  }
}

function identify(description: Description, schema: Dict, { resource, pointer }: Place): Resource {
  const id = schema.get('$id')
  const own = typeof id === 'string' ? register(description, id, resource, pointer) : resource
  for (const keyword of ['$anchor', '$dynamicAnchor']) {
    const name = schema.get(keyword)
    if (typeof name === 'string') own.anchors.set(name, pointer)
  }
  return own
}

function register(description: Description, id: string, outer: Resource, pointer: string[]): Resource {
  const uri = absolute(id, outer.uri)
  if (uri === undefined) return outer
  const known = description.resources.get(uri)
  if (known !== undefined) return known
  const resource: Resource = { document: outer.document, uri, pointer, anchors: new Map() }
  description.resources.set(uri, resource)
  return resource
}

/** Entering a schema that has an `$id` changes what its references are relative to. */
export function resourceWithin(description: Description, value: Value, outer: Resource): Resource {
  if (!description.grammar.isJsonSchema || !isDict(value)) return outer
  const id = value.get('$id')
  const uri = typeof id === 'string' ? absolute(id, outer.uri) : undefined
  return (uri === undefined ? undefined : description.resources.get(uri)) ?? outer
}
