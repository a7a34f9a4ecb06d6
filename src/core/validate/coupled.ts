import type { LinkedDescription, Unit } from '../link/linked.ts'
import { containersIn, type Json, own } from '../model/json.ts'
import { addTo } from '../model/lists.ts'
import { withoutVariables } from './conditions.ts'

/**
 * The parts that some rule compares with other parts of the description: paths that differ only in the names of their
 * templates (OAS 3.0.4 §4.7.8), and operations with ids that are not theirs alone (§4.7.10). What is found in them can
 * depend on what else is looked at.
 */
export function coupledIn({ pathItems, components }: LinkedDescription): Set<Unit> {
  const byPath = new Map<string, Unit[]>()
  const byId = new Map<Json, Unit[]>()
  for (const { key, isWebhook, shared, operations } of pathItems) {
    if (!isWebhook) addTo(byPath, withoutVariables(key), shared)
    for (const operation of operations) {
      noteId(operation.value, operation)
      noteIdsIn(own(operation.value, 'callbacks'), operation)
    }
  }
  for (const component of components) if (HAVE_OPERATIONS.has(component.kind)) noteIdsIn(component.value, component)
  return new Set([...byPath.values(), ...byId.values()].filter(({ length }) => length > 1).flat())

  function noteIdsIn(value: Json | undefined, unit: Unit): void {
    if (value !== undefined) for (const node of containersIn(value)) noteId(node, unit)
  }

  function noteId(node: Json, unit: Unit): void {
    const id = own(node, 'operationId')
    if (id !== undefined) addTo(byId, id, unit)
  }
}

const HAVE_OPERATIONS: ReadonlySet<string> = new Set(['callbacks', 'pathItems'])
