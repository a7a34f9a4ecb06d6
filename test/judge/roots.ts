/** The units that a slice begins with: its operations, their path items, and the root fields it keeps. */
import { closureOf } from './closure.ts'
import { rootDict } from './components.ts'
import type { Description } from './description.ts'
import type { Operation } from './endpoints.ts'
import { fields, itemsOf, rootField } from './endpoints.ts'
import type { Node } from './node.ts'
import { keptFields } from './root-fields.ts'
import { inheritsSecurity } from './root-security.ts'
import { usedTags } from './tags.ts'
import type { Unit } from './units.ts'
import { isDict } from './value.ts'

export function rootsOf(description: Description, operations: Operation[]): Unit[] {
  const units = [...operations.flatMap((operation) => unitsOfOperation(description, operation)), ...keptUnits(description)]
  const inside = closureOf(description, units, false).operations
  return [...units, ...tagUnits(description, inside), ...securityUnits(description, inside)]
}

function unitsOfOperation(description: Description, { node, pathItem }: Operation): Unit[] {
  const shared = [...fields(description, pathItem, 'pathItem')].flatMap(([key, child]): Unit[] => {
    const type = description.grammar.fieldType('pathItem', key)
    return type.endsWith('operation') ? [] : [{ node: child, type }]
  })
  return [{ node, type: 'operation' }, ...shared]
}

function keptUnits(description: Description): Unit[] {
  const root = rootDict(description)
  return keptFields(root, description.grammar.family).map((key) => ({
    node: { value: root.get(key) ?? null, resource: description.root.resource },
    type: description.grammar.fieldType('root', key),
  }))
}

function tagUnits(description: Description, operations: Node[]): Unit[] {
  const all = itemsOf(description, rootField(description, 'tags'), 'plain')
  const used = usedTags(description, operations, all)
  return all.filter(({ value }) => isDict(value) && used.has(value.get('name') ?? null)).map((node) => ({ node, type: 'plain' }))
}

function securityUnits(description: Description, operations: Node[]): Unit[] {
  const security = rootField(description, 'security')
  return security !== undefined && inheritsSecurity(description, operations) ? [{ node: security, type: 'security' }] : []
}
