/** Compares Link Objects: a reference to an operation outside the slice may have become its operationId. */
import type { Comparison, Pair } from './comparison.ts'
import type { Description, ParsedDocument } from './description.ts'
import { allOperations, fields } from './endpoints.ts'
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
  const isSame = samePlace(comparison, source, slice) && sameText(source, slice, 'operationId')
  const isReplaced = id !== undefined && !slice.has('operationRef') && slice.get('operationId')?.value === id
  const mayStay = id === undefined || resolves(comparison, slice.get('operationRef'))
  if (!(isSame && mayStay) && !isReplaced) {
    comparison.findings.add('link-changed', 'the link leads to another operation, or to none', pair.at)
  }
}

const sameText = (a: Map<string, Node>, b: Map<string, Node>, key: string): boolean => a.get(key)?.value === b.get(key)?.value

/** A reference from another file is the same where it leads to the same place from the entry document. */
function samePlace(comparison: Comparison, source: Map<string, Node>, slice: Map<string, Node>): boolean {
  if (sameText(source, slice, 'operationRef')) return true
  const from = source.get('operationRef')
  const to = slice.get('operationRef')?.value
  if (typeof from?.value !== 'string' || typeof to !== 'string') return false
  const { location } = comparison.source.root
  return whole(from.value, from.resource.document.location) === whole(to, location)
}

const whole = (reference: string, base: string): string | undefined =>
  URL.canParse(reference, base) ? new URL(reference, base).href : undefined

/** The operationId of what the source's operationRef leads to, if that is an operation of this API: ids are unique in one (OAS 3.1.2 §4.8.10). */
function operationIdOf({ source }: Comparison, ref: Node | undefined): Value | undefined {
  if (typeof ref?.value !== 'string') return undefined
  const target = resolveReference(source, ref.value, ref.resource, 'operation')
  const operation = target && inlined(source, nodeOf(target), 'operation').value
  const isOwn =
    !target || !isOfAnother(source, target.resource.document) || allOperations(source).some(({ node }) => node.value === operation)
  const id = isOwn && isDict(operation) ? operation.get('operationId') : undefined
  return typeof id === 'string' ? id : undefined
}

const isOfAnother = ({ root }: Description, document: ParsedDocument): boolean =>
  document !== root && isDict(document.value) && (document.value.has('openapi') || document.value.has('swagger'))

function resolves({ slice }: Comparison, ref: Node | undefined): boolean {
  return typeof ref?.value === 'string' && resolveReference(slice, ref.value, ref.resource, 'operation') !== undefined
}
