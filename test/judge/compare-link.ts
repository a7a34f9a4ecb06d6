/** Compares Link Objects: a reference to an operation outside the slice may have become its operationId. */
import type { Comparison, Pair } from './comparison.ts'
import { fields } from './endpoints.ts'
import type { Node } from './node.ts'
import { inlined, nodeOf } from './node.ts'
import { resolveReference } from './resolve.ts'
import type { Value } from './value.ts'
import { isDict } from './value.ts'

const TARGET_FIELDS = new Set(['operationId', 'operationRef'])

export function compareLink(comparison: Comparison, pair: Pair): void {
  comparison.compareFields(pair, TARGET_FIELDS)
  const source = fields(comparison.source, pair.source, 'link')
  const slice = fields(comparison.slice, pair.slice, 'link')
  const id = operationIdOf(comparison, source.get('operationRef'))
  const isSame = sameText(source, slice, 'operationRef') && sameText(source, slice, 'operationId')
  const isReplaced = id !== undefined && !slice.has('operationRef') && slice.get('operationId')?.value === id
  const mayStay = id === undefined || resolves(comparison, slice.get('operationRef'))
  if (!(isSame && mayStay) && !isReplaced) {
    comparison.findings.add('link-changed', 'the link leads to another operation, or to none', pair.at)
  }
}

const sameText = (a: Map<string, Node>, b: Map<string, Node>, key: string): boolean => a.get(key)?.value === b.get(key)?.value

/** The operationId of what the source's operationRef leads to. */
function operationIdOf({ source }: Comparison, ref: Node | undefined): Value | undefined {
  if (typeof ref?.value !== 'string') return undefined
  const target = resolveReference(source, ref.value, ref.resource, 'operation')
  const operation = target && inlined(source, nodeOf(target), 'operation').value
  const id = isDict(operation) ? operation.get('operationId') : undefined
  return typeof id === 'string' ? id : undefined
}

function resolves({ slice }: Comparison, ref: Node | undefined): boolean {
  return typeof ref?.value === 'string' && resolveReference(slice, ref.value, ref.resource, 'operation') !== undefined
}
