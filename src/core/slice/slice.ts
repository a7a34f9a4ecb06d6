import type { Description } from '../load/load.ts'
import type { Notes } from '../load/notes.ts'
import { isArray, isObject, type Json, type JsonObject, own, put } from '../model/json.ts'
import type { Component, LinkedDescription, Unit } from '../link/linked.ts'
import type { Endpoint } from '../select/endpoints.ts'

/** A slice before it is written: a document whose larger parts are shared with all other slices. */
export interface Slice {
  readonly endpoints: readonly Endpoint[]
  readonly document: JsonObject
  readonly components: readonly Component[]
  /** Everything the slice is made of. */
  readonly units: readonly Unit[]
}

/** The slice of some endpoints: exactly what they need, in source order. */
export function slice(linked: LinkedDescription, endpoints: readonly Endpoint[]): Slice {
  const { model, root } = linked.source
  const demanded = endpoints.flatMap(({ item, operation }) => [item.shared, operation])
  const shell = [...linked.shell.values()]
  const tags = usedTags(linked, [...demanded, ...shell])
  let units: Unit[] = [...demanded, ...shell, ...tags]
  let components = closure(linked, units)
  const security = [...demanded, ...components].some(({ inheritsSecurity }) => inheritsSecurity) ? linked.security : undefined
  const moreTags = usedTags(linked, [...demanded, ...components])
  if (security || moreTags.length > tags.length) {
    units = [...demanded, ...shell, ...moreTags, ...(security ? [security] : [])]
    components = closure(linked, units)
  }
  units.push(...components)

  const parts = new Map<string, Json>()
  for (const [key, { value }] of linked.shell) parts.set(key, key === 'x-tagGroups' ? prunedGroups(value, moreTags) : value)
  for (const [key, map] of pathsOf(endpoints, linked.source)) parts.set(key, map)
  if (moreTags.length > 0) {
    parts.set(
      'tags',
      moreTags.map(({ value }) => value),
    )
  }
  if (security) parts.set('security', security.value)
  for (const [key, map] of containersOf(components)) parts.set(key, map)
  return { endpoints, document: inSourceOrder(parts), components, units }

  function containersOf(used: readonly Component[]): [string, JsonObject][] {
    const containers: Record<string, Record<string, Json>> = {}
    // Hoisted components have the highest ids, but their kind has its place.
    const ordered = used.toSorted((a, b) => linked.kinds.indexOf(a.kind) - linked.kinds.indexOf(b.kind))
    for (const { kind, name, value } of ordered) {
      const container = model.components.get(kind)!.container.at(-1)!
      put((containers[container] ??= {}), name, value)
    }
    if (used.length === 0) return []
    return model.family === '2.0' ? Object.entries(containers) : [['components', containers]]
  }

  /** As the source has it; what the source does not have comes last. */
  function inSourceOrder(found: ReadonlyMap<string, Json>): JsonObject {
    const document: Record<string, Json> = {}
    for (const key of linked.source.notes.keys(root)) if (found.has(key)) put(document, key, found.get(key))
    for (const [key, value] of found) if (!Object.hasOwn(document, key)) put(document, key, value)
    linked.source.notes.inherit(document, root)
    return document
  }
}

/** Everything reachable, in the order of the source. */
function closure({ components }: LinkedDescription, units: readonly Unit[]): Component[] {
  const reached = new Set<number>()
  const pending = units.flatMap(({ needs }) => [...needs])
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    for (const next of components[id]!.needs) if (!reached.has(next)) pending.push(next)
  }
  return [...reached].sort((a, b) => a - b).map((id) => components[id]!)
}

/** The root tag objects that operations use, with the parents that they name (OAS 3.2.0 §4.22). */
function usedTags({ tags }: LinkedDescription, units: readonly Unit[]): LinkedDescription['tags'] {
  const names = new Set(units.flatMap((unit) => [...unit.tags]))
  const byName = new Map(tags.map((tag) => [tag.name, tag]))
  // A set grows while it is iterated, so parents of parents are found, and a circle ends.
  for (const name of names) {
    const parent = byName.get(name)?.parent
    if (parent !== undefined) names.add(parent)
  }
  return tags.filter(({ name }) => names.has(name))
}

/** The path items of the endpoints, each with only their operations. */
function pathsOf(endpoints: readonly Endpoint[], { root, model, notes }: Description): Map<string, JsonObject> {
  // OAS 3.1.2 §4.8.1 has a field for webhooks; before, they are an extension, and `paths` is required.
  const webhooks = own(root, 'webhooks') === undefined ? 'x-webhooks' : 'webhooks'
  const maps = new Map<string, Record<string, Json>>(model.schemaSiblings ? [] : [['paths', {}]])
  for (const item of new Set(endpoints.map((endpoint) => endpoint.item))) {
    const chosen = endpoints.filter((endpoint) => endpoint.item === item)
    const key = item.isWebhook ? webhooks : 'paths'
    const map = maps.get(key) ?? {}
    put(map, item.key, pathItemOf(chosen, notes))
    maps.set(key, map)
  }
  return maps
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
function prunedGroups(groups: Json, tags: readonly { name: string }[]): Json {
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
