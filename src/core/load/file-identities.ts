import { isArray, isContainer, isObject, type Json, type JsonObject, own, put, refOf, text, valueAt } from '../model/json.ts'
import { type Field, fieldOf, type Model } from '../model/object-types.ts'
import { tokensOf } from '../model/pointer.ts'
import { absolute, NOWHERE } from '../model/uri.ts'
import type { Notes } from './notes.ts'

/** References, and mappings of discriminators, as they were before any was rewritten. */
export type AsWritten = ReadonlyMap<JsonObject, JsonObject>

/** What references are relative to: a schema with an `$id`, or the document, which is in no other. */
interface Resource {
  readonly uri: string
  readonly node: JsonObject
  readonly outer: Resource | undefined
  /** Those in it, by their schemas. */
  readonly inner: Map<JsonObject, Resource>
  /** What was met in it, typed or not. */
  readonly seen: Record<'typed' | 'free', Set<Json>>
  /** Whether a reference in it is one of the document now. */
  isLeft: boolean
  /** Whether anything in it would mean something else without its `$id`. */
  isBound: boolean
}

interface Place {
  node: Json
  field: Field
  within: Resource
  /** The key that it has in a schema. */
  isInSchema: boolean
}

/**
 * Takes their `$id` from schemas out of which references lead that are references of the document now, in place:
 * `#/components/…` below an `$id` is relative to that (JSON Schema 2020-12 core §8.2.1), and would lead nowhere. Those that
 * anything needs the `$id` of keep it.
 *
 * @returns those
 */
export function dropFileIdentities(root: JsonObject, model: Model, notes: Notes, asWritten: AsWritten): ReadonlySet<object> {
  const document = resource(absolute(text(root, '$self') ?? '', NOWHERE) ?? NOWHERE, root, undefined)
  const schemas = valueAt(root, model.components.get('schemas')!.container)
  const resources: Resource[] = []
  /** What is referred to by its URI. */
  const named = new Set<string>()
  /** References to the document by its URI. */
  const toDocument: { owner: JsonObject; key: string; fragment: string; within: Resource }[] = []
  const pending: Place[] = []
  enter(root, { holds: 'one', type: model.root }, document)
  for (const { type, container } of model.components.values()) {
    pending.push({ node: valueAt(root, container) ?? null, field: { holds: 'map', type }, within: document, isInSchema: false })
  }
  for (let place = pending.pop(); place; place = pending.pop()) enter(place.node, place.field, place.within, place.isInSchema)

  const free = new Set(resources.map(({ node }) => node))
  // One stays where one around it does; the same schema may be in several places.
  for (let size = -1; size !== free.size;) {
    size = free.size
    for (const { node, uri, isBound, outer } of resources) {
      if (isBound || named.has(uri) || !(outer === document || free.has(outer!.node))) free.delete(node)
    }
  }
  const left = resources.filter(({ node, isLeft }) => isLeft && free.has(node))
  const dropped = new Set(left.flatMap(around).map(({ node }) => node))
  for (const { owner, key, fragment, within } of toDocument) if (dropped.has(within.node)) put(owner, key, fragment)
  for (const node of dropped) {
    const keys = notes.keys(node).filter((key) => key !== '$id')
    Reflect.deleteProperty(node, '$id')
    notes.order(node, keys)
  }
  return new Set(resources.filter(({ node, isLeft }) => isLeft && !dropped.has(node)).map(({ node }) => node))

  function enter(node: Json, field: Field, outer: Resource, isInSchema = false): void {
    if (field.holds === 'data') return
    if (field.holds === 'mapping' || field.holds === 'mappingTarget') return mapping(node, outer)
    if (!isContainer(node)) return
    if (!('type' in field)) return anyIn(node, outer)
    if (field.holds !== 'one' || isArray(node)) {
      if (once(node, outer, 'typed')) {
        for (const item of Object.values(node) as Json[]) {
          pending.push({ node: item, field: { holds: 'one', type: field.type }, within: outer, isInSchema })
        }
        reference(node, outer)
      }
      return
    }
    const isSchema = field.type.name === 'Schema'
    const within = isSchema ? schema(node as JsonObject, outer, isInSchema) : outer
    if (!once(node, within, 'typed')) return
    reference(node, within)
    for (const key of Object.keys(node)) {
      // Components are walked by their types.
      if (node === root && key === 'components') continue
      pending.push({ node: (node as JsonObject)[key]!, field: fieldOf(field.type, key), within, isInSchema: isSchema })
    }
  }

  /** @returns what references in a schema are relative to */
  function schema(node: JsonObject, outer: Resource, isInSchema: boolean): Resource {
    const id = text(node, '$id')
    let within = outer
    if (id !== undefined) {
      within = outer.inner.get(node) ?? resource(absolute(id, outer.uri) ?? id, node, outer)
      if (!outer.inner.has(node)) resources.push(within)
      outer.inner.set(node, within)
      // Its own would be another one if the one around it had none, and only the root of a resource may have a dialect (§8.1.1).
      if (absolute(id, document.uri) !== absolute(id, outer.uri)) outer.isBound = true
      // Older versions of JSON Schema give names so.
      if (/#./.test(id)) within.isBound = true
      if (isInSchema && own(node, '$schema') !== undefined) within.isBound = true
    }
    if (BOUND.some((keyword) => own(node, keyword) !== undefined)) within.isBound = true
    for (const keyword of ['$schema', '$dynamicRef']) {
      const uri = text(node, keyword)
      if (uri !== undefined) name(uri, within)
    }
    return within
  }

  function anyIn(node: JsonObject | readonly Json[], within: Resource): void {
    if (!once(node, within, 'free')) return
    reference(node, within)
    for (const value of Object.values(node) as Json[]) {
      if (isContainer(value)) pending.push({ node: value, field: { holds: 'free' }, within, isInSchema: false })
    }
  }

  function reference(node: Json, within: Resource): void {
    if (refOf(node) !== undefined) target(node as JsonObject, '$ref', within)
  }

  /** The name of a schema wins over a URI (OAS 3.1.2 §4.8.25). */
  function mapping(node: Json, within: Resource): void {
    const isUri = (value: Json): value is string => typeof value === 'string' && own(schemas, value) === undefined
    if (isObject(node)) for (const key of Object.keys(node)) if (isUri(node[key]!)) target(node, key, within)
    if (isUri(node)) name(node, within)
  }

  function target(owner: JsonObject, key: string, within: Resource): void {
    const uri = owner[key] as string
    const former = text(asWritten.get(owner), key) ?? uri
    if (within === document) return name(uri, within)
    if (former !== uri && uri.startsWith('#')) return void (within.isLeft = true)
    if (!uri.startsWith('#') && absolute(uri, within.uri) === document.uri) {
      within.isLeft = true
      toDocument.push({ owner, key, fragment: uri.includes('#') ? uri.slice(uri.indexOf('#')) : '#', within })
    } else name(uri, within)
  }

  /** What is referred to, by whatever: that may be relative to the resource. */
  function name(uri: string, within: Resource): void {
    if (uri.startsWith('#')) {
      within.isBound ||= !meansDocument(uri, within)
      return
    }
    const target = absolute(uri, within.uri)
    if (target !== undefined) named.add(target)
    if (target !== absolute(uri, document.uri)) within.isBound = true
  }

  /** Many authors write `#/components/…` in a schema with an `$id` and mean the document. */
  function meansDocument(pointer: string, { node }: Resource): boolean {
    const tokens = tokensOf(pointer)
    return tokens?.[0] !== undefined && own(node, tokens[0]) === undefined && valueAt(root, tokens) !== undefined
  }
}

/** Keywords that give something a name in its resource, or look for one from there (JSON Schema 2020-12 core §8.2.2 and §8.2.3; 2019-09 core §8.2.4). */
const BOUND = ['$anchor', '$dynamicAnchor', '$dynamicRef', '$recursiveAnchor', '$recursiveRef']

const resource = (uri: string, node: JsonObject, outer: Resource | undefined): Resource => ({
  uri,
  node,
  outer,
  inner: new Map(),
  seen: { typed: new Set(), free: new Set() },
  isLeft: false,
  isBound: false,
})

/** A resource and those that it is in, without the document. */
function around(inner: Resource): Resource[] {
  const all: Resource[] = []
  for (let next: Resource | undefined = inner; next?.outer; next = next.outer) all.push(next)
  return all
}

function once(node: Json, { seen }: Resource, how: 'typed' | 'free'): boolean {
  return seen[how].size !== seen[how].add(node).size
}
