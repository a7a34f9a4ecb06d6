import { isArray, isObject, type Json, type JsonObject, own, refOf } from '../model/json.ts'
import type { Component } from './linked.ts'
import { addAll, addTo } from '../model/lists.ts'

/** How many schemas may build on others, counted for each: far beyond any real description. */
const MAX_SUBTYPES = 1_000_000

/** How many references may lead from one to the next before the base: far beyond any real chain. */
const MAX_CHAIN = 100

/**
 * The schemas that build on one with a discriminator through `allOf`: a payload may be any of them
 * (OAS 3.0.4 §4.7.25 Discriminator Object, “Implicit or Explicit Mapping”; OAS 2.0 Schema Object, `discriminator`).
 *
 * @param countsSiblings whether what stands beside a reference counts; such a reference is a part like one in `allOf`
 *   (JSON Schema 2020-12 core §8.2.3.1)
 * @returns by id of the base, the ids of what is built on it, however indirectly, up to those that are such a base
 *   themselves; undefined where there are too many
 */
export function implicitSubtypes(
  components: readonly Component[],
  idOf: (ref: string) => number | undefined,
  countsSiblings: boolean,
): Map<number, ReadonlySet<number> | undefined> {
  const children = new Map<number, number[]>()
  for (const { id, kind, value } of components) {
    if (kind !== 'schemas') continue
    const [root, ...parts] = partsOf(value, countsSiblings)
    // With nothing beside it, it is another name of what it refers to.
    if (countsSiblings && refOf(value) !== undefined && Object.keys(value as JsonObject).length > 1) parts.push(root!)
    for (const base of new Set(parts.flatMap((part) => basesOf(part, components, idOf)))) addTo(children, base, id)
  }
  const bases = new Set<number>()
  for (const { id, value } of components) if (children.has(id) && hasDiscriminator(value, countsSiblings)) bases.add(id)
  const subtypes = new Map<number, ReadonlySet<number> | undefined>()
  let left = MAX_SUBTYPES
  for (const id of bases) {
    const found = descendants(id, children, bases, left)
    subtypes.set(id, found)
    left = found ? left - found.size : 0
  }
  return subtypes
}

/** The component that a part refers to, and those that it refers to in turn. */
function basesOf(part: Json, components: readonly Component[], idOf: (ref: string) => number | undefined): number[] {
  const found = new Set<number>()
  for (let ref = refOf(part); ref !== undefined;) {
    const id = idOf(ref)
    if (id === undefined || found.has(id) || found.size > MAX_CHAIN) break
    found.add(id)
    ref = refOf(components[id]!.value)
  }
  return [...found]
}

/** Whether others may be built on a schema. @param countsSiblings whether what stands beside a reference counts */
export function hasDiscriminator(schema: Json, countsSiblings: boolean): boolean {
  return partsOf(schema, countsSiblings).some((part) => {
    const discriminator = isWhole(part, schema, countsSiblings) ? own(part, 'discriminator') : undefined
    return isObject(discriminator) || typeof discriminator === 'string'
  })
}

/** A schema, and what is written in its `allOf`, and in the `allOf` of that, however deeply. */
function partsOf(schema: Json, countsSiblings: boolean): readonly Json[] {
  // As with nearly all.
  if (!isArray(own(schema, 'allOf'))) return [schema]
  const parts = new Set([schema])
  // A set grows while it is iterated, and has each part once, for aliases may lead in circles.
  for (const part of parts) {
    const allOf = isWhole(part, schema, countsSiblings) ? own(part, 'allOf') : undefined
    if (isArray(allOf)) for (const inner of allOf) parts.add(inner)
  }
  return [...parts]
}

/** Whether all that is written in a part of a schema counts. */
const isWhole = (part: Json, schema: Json, countsSiblings: boolean): boolean =>
  part === schema || countsSiblings || refOf(part) === undefined

function descendants(
  id: number,
  children: ReadonlyMap<number, readonly number[]>,
  bases: ReadonlySet<number>,
  limit: number,
): Set<number> | undefined {
  const found = new Set<number>()
  const pending = [...(children.get(id) ?? [])]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (found.has(next)) continue
    if (found.size === limit) return undefined
    found.add(next)
    // A base among them brings what is built on it.
    if (!bases.has(next)) addAll(pending, children.get(next) ?? [])
  }
  return found
}
