/**
 * The units a description is made of, and what each of them needs. A unit is a component, or
 * whatever else a reference leads to; what it needs is found once and kept.
 */
import { componentTarget, componentType } from './components.ts'
import type { Description } from './description.ts'
import type { Type } from './grammar.ts'
import type { Node } from './node.ts'
import type { Component, Target } from './resolve.ts'
import type { Dict } from './value.ts'

export interface Unit {
  node: Node
  type: Type
  component?: Component
}

export interface Needs {
  /** What the unit's meaning depends on. */
  must: Unit[]
  /** What may come along: it does no harm and tools may want it. */
  may: Unit[]
  /** Operation objects in the unit, callbacks included. */
  operations: Node[]
  /** Objects with a `$ref` that leads nowhere, in places where references are followed. */
  dangling: Dict[]
  /** Schemas with a discriminator: their subtypes are needed as well. */
  bases: Node[]
}

export const noNeeds = (): Needs => ({ must: [], may: [], operations: [], dangling: [], bases: [] })

/** The units that a resolved reference makes necessary: the target and every component it lies in. */
export function unitsOf(description: Description, target: Target, type: Type): Unit[] {
  const whole = [...target.via, ...(target.component ? [target.component] : [])]
  const units = whole.flatMap((component) => componentUnit(description, component))
  const isCovered = target.isWhole && componentType(description, target.component?.section ?? '') === type
  return isCovered ? units : [...units, { node: { value: target.value, resource: target.resource }, type }]
}

export function componentUnit(description: Description, component: Component): Unit[] {
  const target = componentTarget(description, component)
  if (target === undefined) return []
  const type = componentType(description, component.section)
  return [{ node: { value: target.value, resource: target.resource }, type, component }]
}

/** The type a target is read as when the reference itself stands in data or an extension. */
export function typeOfTarget(description: Description, target: Target): Type {
  return target.isWhole && target.component ? componentType(description, target.component.section) : 'extension'
}
