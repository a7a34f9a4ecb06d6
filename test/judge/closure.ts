/** What is reachable from some units: their components, operations and dangling references. */
import { componentKey } from './components.ts'
import type { Description } from './description.ts'
import type { Type } from './grammar.ts'
import { needsOf } from './needs.ts'
import type { Node } from './node.ts'
import type { Component } from './resolve.ts'
import { subtypesOf } from './subtypes.ts'
import type { Needs, Unit } from './units.ts'
import { noNeeds } from './units.ts'
import type { Dict, Value } from './value.ts'
import { isDict, isList } from './value.ts'

export interface Closure {
  components: Map<string, Component>
  operations: Node[]
  dangling: Dict[]
}

const known = new WeakMap<Description, Map<Type, Map<Value, Needs>>>()

/** The needs of units that references lead to are asked for again and again, so they are kept. */
function rememberedNeeds(description: Description, unit: Unit): Needs {
  const byType = known.get(description) ?? new Map<Type, Map<Value, Needs>>()
  known.set(description, byType)
  const byValue = byType.get(unit.type) ?? new Map<Value, Needs>()
  byType.set(unit.type, byValue)
  if (!isDict(unit.node.value) && !isList(unit.node.value)) return noNeeds()
  const found = byValue.get(unit.node.value) ?? needsOf(description, unit)
  byValue.set(unit.node.value, found)
  return found
}

/** `withMay`: also follow what may, but need not, come along. */
export function closureOf(description: Description, roots: Unit[], withMay: boolean): Closure {
  const closure: Closure = { components: new Map(), operations: [], dangling: [] }
  const seen = new Map<Type, Set<Value>>()
  const stack = roots.map((unit) => ({ unit, needs: needsOf(description, unit) }))
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (item.unit.component) closure.components.set(componentKey(item.unit.component), item.unit.component)
    closure.operations.push(...item.needs.operations)
    closure.dangling.push(...item.needs.dangling)
    for (const unit of wanted(description, item.needs, withMay)) {
      if (isNew(seen, unit)) stack.push({ unit, needs: rememberedNeeds(description, unit) })
      else if (unit.component) closure.components.set(componentKey(unit.component), unit.component)
    }
  }
  return closure
}

function wanted(description: Description, needs: Needs, withMay: boolean): Unit[] {
  const subtypes = needs.bases.flatMap((base) => subtypesOf(description, base))
  return [...needs.must, ...subtypes, ...(withMay ? needs.may : [])]
}

/** Components that are the same object by an alias are still two components; scalars are no graph. */
function isNew(seen: Map<Type, Set<Value>>, { type, node }: Unit): boolean {
  const values = seen.get(type) ?? new Set<Value>()
  seen.set(type, values)
  if (!isDict(node.value) && !isList(node.value)) return true
  if (values.has(node.value)) return false
  values.add(node.value)
  return true
}
