import { isArray, isObject, type Json, own, refOf } from '../model/json.ts'
import type { Component } from './linked.ts'
import { addAll, addTo } from '../model/lists.ts'

/**
 * The schemas that build on one with a discriminator through `allOf`: a payload may be any of them
 * (OAS 3.0.4 §4.7.25 Discriminator Object, “Implicit or Explicit Mapping”; OAS 2.0 Schema Object, `discriminator`).
 *
 * @returns by id of the base, the ids of everything built on it, however indirectly
 */
export function implicitSubtypes(components: readonly Component[], idOf: (ref: string) => number | undefined): Map<number, Set<number>> {
  const children = new Map<number, number[]>()
  for (const { id, kind, value } of components) {
    const allOf = kind === 'schemas' ? own(value, 'allOf') : undefined
    if (!isArray(allOf)) continue
    for (const base of new Set(allOf.flatMap((part) => bases(part, components, idOf)))) {
      addTo(children, base, id)
    }
  }
  const subtypes = new Map<number, Set<number>>()
  for (const { id, value } of components) {
    if (children.has(id) && hasDiscriminator(value)) subtypes.set(id, descendants(id, children))
  }
  return subtypes
}

/** The component that a part refers to, and those that it refers to in turn. */
function bases(part: Json, components: readonly Component[], idOf: (ref: string) => number | undefined): number[] {
  const found = new Set<number>()
  for (let ref = refOf(part); ref !== undefined;) {
    const id = idOf(ref)
    if (id === undefined || found.has(id)) break
    found.add(id)
    ref = refOf(components[id]!.value)
  }
  return [...found]
}

function hasDiscriminator(value: unknown): boolean {
  const discriminator = own(value, 'discriminator')
  return isObject(discriminator) || typeof discriminator === 'string'
}

function descendants(id: number, children: ReadonlyMap<number, readonly number[]>): Set<number> {
  const found = new Set<number>()
  const pending = [...(children.get(id) ?? [])]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (found.has(next)) continue
    found.add(next)
    addAll(pending, children.get(next) ?? [])
  }
  return found
}
