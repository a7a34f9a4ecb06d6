/** Judges `paths` (or `webhooks`): exactly the demanded operations, with all that applies to them. */
import type { Comparison } from './comparison.ts'
import type { Endpoint, Operation } from './endpoints.ts'
import { allOperations, endpointKey, fields, methodsOf, rootField } from './endpoints.ts'
import type { Place } from './finding.ts'
import { place } from './finding.ts'
import type { Node } from './node.ts'
import { inlined } from './node.ts'
import { isDict, refOf } from './value.ts'

const fixedMethods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'])

/** Operations of one side by their endpoint. */
function byEndpoint(operations: Operation[]): Map<string, Operation> {
  return new Map(operations.map((operation) => [endpointKey(operation), operation]))
}

export function judgePaths(comparison: Comparison, wanted: Endpoint[], sourceOperations: Operation[]): void {
  const source = byEndpoint(sourceOperations)
  const slice = byEndpoint(allOperations(comparison.slice))
  const keys = new Set(wanted.map(endpointKey))
  for (const endpoint of wanted) judgeEndpoint(comparison, endpoint, source.get(endpointKey(endpoint)), slice.get(endpointKey(endpoint)))
  for (const [key] of slice) if (!keys.has(key)) comparison.findings.add('operation-added', `${key} was not asked for`)
  for (const field of ['paths', 'webhooks']) judgeHolder(comparison, field, wanted)
}

/** Path keys without an operation that was asked for: empty path items, extensions, whole other paths. */
function judgeHolder(comparison: Comparison, field: string, wanted: Endpoint[]): void {
  const names = new Set(wanted.filter(({ webhook = false }) => webhook === (field === 'webhooks')).map(({ path }) => path))
  const holder = rootField(comparison.slice, field)
  if (holder === undefined) return
  if (!isDict(holder.value) || (names.size === 0 && field === 'webhooks')) {
    comparison.findings.add('paths-malformed', `${field} does not belong here`, place(field))
  }
  for (const [key, item] of fields(comparison.slice, holder, field === 'paths' ? 'paths' : '{pathItem')) {
    if (!names.has(key)) comparison.findings.add('path-added', `${key} was not asked for`, place(key, place(field)))
    else if (refOf(item.value) !== undefined) {
      comparison.findings.add('path-item-reference', 'the path item is not inlined', place(key, place(field)))
    }
  }
}

function judgeEndpoint(comparison: Comparison, endpoint: Endpoint, source: Operation | undefined, slice: Operation | undefined): void {
  const key = endpointKey(endpoint)
  if (source === undefined) return comparison.findings.add('operation-unknown', `${key} is not in the source`)
  if (slice === undefined) return comparison.findings.add('operation-missing', `${key} is missing`)
  const item = place(endpoint.path, place(endpoint.webhook ? 'webhooks' : 'paths'))
  comparePathItems(comparison, source.pathItem, slice.pathItem, item)
  judgeOperationPlace(comparison, slice, item)
  const field = fixedMethods.has(endpoint.method.toLowerCase()) ? endpoint.method.toLowerCase() : endpoint.method
  comparison.compare('operation', source.node, slice.node, place(field, item))
}

/** Operations are compared one by one; fields that no specification knows may be left out. */
function comparePathItems(comparison: Comparison, source: Node, slice: Node, at: Place): void {
  const before = [...fields(comparison.source, source, 'pathItem').keys()]
  const after = fields(comparison.slice, slice, 'pathItem')
  const ignored = before.filter((key) => !isKnown(key) && !after.has(key))
  const isOperation = (key: string): boolean => comparison.source.grammar.fieldType('pathItem', key).endsWith('operation')
  const operations = [...before, ...after.keys()].filter(isOperation)
  comparison.compareWithout(new Set([...ignored, ...operations]), { type: 'pathItem', source, slice, at })
}

const isKnown = (key: string): boolean => ['parameters', 'servers', 'summary', 'description'].includes(key) || key.startsWith('x-')

/** An operation stands in the slice as itself, not behind a reference; empty containers are no part of it. */
function judgeOperationPlace({ slice, findings }: Comparison, { method, pathItem }: Operation, at: Place): void {
  for (const [key, node] of fields(slice, pathItem, 'pathItem')) {
    const type = slice.grammar.fieldType('pathItem', key)
    const isEmpty = isDict(node.value) && node.value.size === 0
    if (type === '{operation' && isEmpty) findings.add('empty-container', `${key} is empty`, place(key, at))
    if (type === 'operation' && key.toUpperCase() === method && inlined(slice, node, type) !== node) {
      findings.add('nonstandard-reference', 'the operation is a reference', place(key, at))
    }
  }
  if (methodsOf(slice, pathItem).size === 0) findings.add('path-added', 'the path item has no operation', at)
}
