import type { LinkedDescription } from '../link/linked.ts'
import type { Description } from '../load/load.ts'
import type { Notes } from '../load/notes.ts'
import { isArray, isObject, type Json, type JsonObject, own, put } from '../model/json.ts'
import { addTo } from '../model/lists.ts'
import type { Endpoint } from '../select/endpoints.ts'
import type { Slice } from './slice.ts'

/** A slice as one document. What parts are made of is not copied. */
export function documentOf(linked: LinkedDescription, slice: Pick<Slice, 'endpoints' | 'components' | 'tags' | 'security'>): JsonObject {
  const { endpoints, components, tags, security } = slice
  const parts = new Map<string, Json>()
  for (const [key, { value }] of linked.shell) parts.set(key, key === 'x-tagGroups' ? prunedGroups(value, tags) : value)
  for (const [key, map] of pathsOf(endpoints, linked.source)) parts.set(key, map)
  if (tags.length > 0) {
    parts.set(
      'tags',
      tags.map(({ value }) => value),
    )
  }
  if (security) parts.set('security', security.value)
  for (const [key, map] of containersOf(linked, components)) parts.set(key, map)
  return inSourceOrder(linked.source, parts)
}

function containersOf({ source: { model }, kinds }: LinkedDescription, used: Slice['components']): [string, JsonObject][] {
  const containers: Record<string, Record<string, Json>> = {}
  // Hoisted components have the highest ids, but their kind has its place.
  const ordered = used.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
  for (const { kind, name, value } of ordered) {
    const container = model.components.get(kind)!.container.at(-1)!
    put((containers[container] ??= {}), name, value)
  }
  if (used.length === 0) return []
  return model.family === '2.0' ? Object.entries(containers) : [['components', containers]]
}

/** As the source has it; what the source does not have comes last. */
function inSourceOrder({ root, notes }: Description, found: ReadonlyMap<string, Json>): JsonObject {
  const document: Record<string, Json> = {}
  for (const key of notes.keys(root)) if (found.has(key)) put(document, key, found.get(key))
  for (const [key, value] of found) if (!Object.hasOwn(document, key)) put(document, key, value)
  notes.inherit(document, root)
  return document
}

/** The path items of the endpoints, each with only their operations. */
function pathsOf(endpoints: readonly Endpoint[], { root, model, notes }: Description): Map<string, JsonObject> {
  // OAS 3.1.2 §4.8.1 has a field for webhooks; before, they are an extension, and `paths` is required.
  const webhooks = own(root, 'webhooks') === undefined ? 'x-webhooks' : 'webhooks'
  const maps = new Map<string, Record<string, Json>>(model.schemaSiblings ? [] : [['paths', {}]])
  for (const chosen of byItem(endpoints)) {
    const { item } = chosen[0]!
    const key = item.isWebhook ? webhooks : 'paths'
    const map = maps.get(key) ?? {}
    put(map, item.key, pathItemOf(chosen, notes))
    maps.set(key, map)
  }
  return maps
}

/** Endpoints by their path item, both in their order. */
function byItem(endpoints: readonly Endpoint[]): Iterable<Endpoint[]> {
  const found = new Map<unknown, Endpoint[]>()
  for (const endpoint of endpoints) addTo(found, endpoint.item, endpoint)
  return found.values()
}

function pathItemOf(endpoints: readonly Endpoint[], notes: Notes): JsonObject {
  const { item } = endpoints[0]!
  const operations = new Set(item.operations.map(({ field }) => field[0]!))
  const result: Record<string, Json> = {}
  for (const key of Object.keys(item.value)) {
    if (!operations.has(key)) {
      put(result, key, item.value[key])
      continue
    }
    const chosen = endpoints.filter(({ operation }) => operation.field[0] === key)
    if (chosen.length === 0) continue
    const [only] = chosen
    if (only!.operation.field.length === 1) put(result, key, only!.operation.value)
    else {
      const more: Record<string, Json> = {}
      for (const { operation } of chosen) put(more, operation.field[1]!, operation.value)
      put(result, key, more)
    }
  }
  notes.inherit(result, item.value)
  return result
}

/** Tag groups name tags; groups without a tag of the slice are dropped. */
export function prunedGroups(groups: Json, tags: readonly { name: string }[]): Json {
  if (!isArray(groups)) return groups
  const names = new Set<Json>(tags.map(({ name }) => name))
  const pruned = groups.map((group) => {
    const listed = own(group, 'tags')
    return isObject(group) && isArray(listed) ? { ...group, tags: listed.filter((tag) => names.has(tag)) } : group
  })
  return pruned.filter((group) => {
    const listed = own(group, 'tags')
    return !isArray(listed) || listed.length > 0
  })
}
