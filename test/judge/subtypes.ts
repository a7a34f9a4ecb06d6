/** Implicit subtypes: the schema components that build on a schema through `allOf`, directly or not. */
import { schemaSection, sectionOf } from './components.ts'
import type { Description } from './description.ts'
import type { Node } from './node.ts'
import { childNode, nodeOf } from './node.ts'
import type { Target } from './resolve.ts'
import { resolveReference } from './resolve.ts'
import type { Unit } from './units.ts'
import { componentUnit } from './units.ts'
import type { Value } from './value.ts'
import { isDict, isList, refOf } from './value.ts'

const builders = new WeakMap<Description, Map<Value, Unit[]>>()

export function subtypesOf(description: Description, base: Node): Unit[] {
  const table = builders.get(description) ?? buildersTable(description)
  builders.set(description, table)
  const found = new Set<Unit>()
  const stack = [...(table.get(base.value) ?? [])]
  for (let unit = stack.pop(); unit !== undefined; unit = stack.pop()) {
    if (found.has(unit)) continue
    found.add(unit)
    for (const { value } of chainOf(description, unit.node)) stack.push(...(table.get(value) ?? []))
  }
  return [...found]
}

/** For every schema object, the components that name it in their `allOf`; what is written in its own `allOf` is part of it. */
function buildersTable(description: Description): Map<Value, Unit[]> {
  const table = new Map<Value, Unit[]>()
  const section = schemaSection(description)
  for (const name of sectionOf(description, section).keys()) {
    for (const unit of componentUnit(description, { section, name })) {
      for (const schema of parents(description, unit.node)) table.set(schema, [...(table.get(schema) ?? []), unit])
    }
  }
  return table
}

function parents(description: Description, component: Node): Set<Value> {
  const found = new Set<Value>()
  const whole = chainOf(description, component, true)
  const parts = [
    ...whole.filter(({ value }) => isMoreThanReference(description, value)),
    ...whole.flatMap((node) => inner(description, node)),
  ]
  for (const part of parts) {
    for (const base of chainOf(description, part).slice(1)) {
      for (const { value } of [base, ...inner(description, base)]) found.add(value)
    }
  }
  return found
}

/** From 3.1 on what stands beside a reference is added to it, as by `allOf`. */
function isMoreThanReference({ grammar }: Description, value: Value): boolean {
  return grammar.isJsonSchema && isDict(value) && refOf(value) !== undefined && value.size > 1
}

/** What is written in the `allOf` of a schema, at any depth. */
function inner(description: Description, schema: Node): Node[] {
  const found = new Map<Value, Node>()
  const stack = allOf(description, schema)
  for (let part = stack.pop(); part !== undefined; part = stack.pop()) {
    if (found.has(part.value)) continue
    found.set(part.value, part)
    if (refOf(part.value) === undefined || description.grammar.isJsonSchema) stack.push(...allOf(description, part))
  }
  return [...found.values()]
}

function allOf(description: Description, { value, resource }: Node): Node[] {
  const parts = isDict(value) ? value.get('allOf') : undefined
  return isList(parts) ? parts.map((part) => childNode(description, part, resource, 'schema')) : []
}

/** A schema and all that its own reference leads to; another component is where `ownOnly` ends. */
function chainOf(description: Description, start: Node, ownOnly = false): Node[] {
  const seen = new Map<Value, Node>()
  let node: Node | undefined = start
  while (node !== undefined && !seen.has(node.value)) {
    seen.set(node.value, node)
    const ref = refOf(node.value)
    const target: Target | undefined = ref === undefined ? undefined : resolveReference(description, ref, node.resource, 'schema')
    node = target === undefined || (ownOnly && target.component) ? undefined : nodeOf(target)
  }
  return [...seen.values()]
}
