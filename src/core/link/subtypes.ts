import { isArray, isObject, type Json, own, refOf } from '../model/json.ts'
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
 * @returns by id of the base, the ids of what is built on it, however indirectly, up to those that are such a base
 *   themselves; undefined where there are too many
 */
export function implicitSubtypes(
  components: readonly Component[],
  idOf: (ref: string) => number | undefined,
): Map<number, ReadonlySet<number> | undefined> {
  const children = new Map<number, number[]>()
  for (const { id, kind, value } of components) {
    const allOf = kind === 'schemas' ? own(value, 'allOf') : undefined
    if (!isArray(allOf)) continue
    for (const base of new Set(allOf.flatMap((part) => bases(part, components, idOf)))) addTo(children, base, id)
  }
  const isBase = (id: number): boolean => children.has(id) && hasDiscriminator(components[id]!.value)
  const subtypes = new Map<number, ReadonlySet<number> | undefined>()
  let left = MAX_SUBTYPES
  for (const { id } of components) {
    if (!isBase(id)) continue
    const found = descendants(id, children, isBase, left)
    subtypes.set(id, found)
    left = found ? left - found.size : 0
  }
  return subtypes
}

/** The component that a part refers to, and those that it refers to in turn. */
function bases(part: Json, components: readonly Component[], idOf: (ref: string) => number | undefined): number[] {
  const found = new Set<number>()
  for (let ref = refOf(part); ref !== undefined;) {
    const id = idOf(ref)
    if (id === undefined || found.has(id) || found.size > MAX_CHAIN) break
    found.add(id)
    ref = refOf(components[id]!.value)
  }
  return [...found]
}

/** Whether others may be built on a schema. */
export function hasDiscriminator(value: unknown): boolean {
  const discriminator = own(value, 'discriminator')
  return isObject(discriminator) || typeof discriminator === 'string'
}

function descendants(
  id: number,
  children: ReadonlyMap<number, readonly number[]>,
  isBase: (id: number) => boolean,
  limit: number,
): Set<number> | undefined {
  const found = new Set<number>()
  const pending = [...(children.get(id) ?? [])]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (found.has(next)) continue
    if (found.size === limit) return undefined
    found.add(next)
    // A base among them brings what is built on it.
    if (!isBase(next)) addAll(pending, children.get(next) ?? [])
  }
  return found
}
