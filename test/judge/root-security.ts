/** Judges the root requirement of a slice: there exactly when an operation in the slice inherits it. */
import type { Comparison } from './comparison.ts'
import { fields, rootField } from './endpoints.ts'
import { place } from './finding.ts'
import type { Description } from './description.ts'
import type { Node } from './node.ts'

/** True if any of the operations, those of callbacks included, has no requirement of its own. */
export function inheritsSecurity(description: Description, operations: Node[]): boolean {
  return operations.some((operation) => !fields(description, operation, 'operation').has('security'))
}

export function judgeSecurity(comparison: Comparison, operations: Node[]): void {
  const source = rootField(comparison.source, 'security')
  const slice = rootField(comparison.slice, 'security')
  const at = place('security')
  const isWanted = source !== undefined && inheritsSecurity(comparison.source, operations)
  if (isWanted && slice === undefined) {
    comparison.findings.add('security-missing', 'operations inherit the root requirement, which is missing', at)
  } else if (!isWanted && slice !== undefined) comparison.findings.add('security-added', 'no operation inherits the root requirement', at)
  else if (source !== undefined && slice !== undefined) comparison.compare('security', source, slice, at)
}
