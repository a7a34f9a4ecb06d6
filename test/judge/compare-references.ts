/** Compares what two references, or a reference and what replaced it, stand for. */
import type { Comparison, Pair } from './comparison.ts'
import { componentKey } from './components.ts'
import type { Description } from './description.ts'
import { place } from './finding.ts'
import type { Node } from './node.ts'
import type { Chain } from './reference-chain.ts'
import { chainOf } from './reference-chain.ts'
import { resolveReference } from './resolve.ts'
import { entriesOf, isDict, refOf, sameData, type Value } from './value.ts'

export function compareReferences(comparison: Comparison, pair: Pair): void {
  if (!comparison.isNew(`reference ${pair.type}`, pair.source.value, pair.slice.value)) return
  const source = chainOf(comparison.source, pair.source, pair.type)
  const slice = chainOf(comparison.slice, pair.slice, pair.type)
  if (pair.type === 'extension') slice.type = source.type
  compareNames(comparison, source, slice, pair)
  if (source.lost !== undefined) return compareLost(comparison, source, slice, pair)
  if (slice.lost !== undefined) {
    if (pair.type === 'extension' && isEndless(comparison.source, source.end, slice.lost)) return
    return comparison.findings.add('dangling', `${slice.lost} leads nowhere in the slice`, pair.at)
  }
  if (isInlined(source, pair)) return comparison.later('extension', joined(source), pair.slice, pair.at)
  compareSiblings(comparison, source, slice, pair)
  if (comparison.isNew(source.type, source.end.value, slice.end.value)) comparison.later(source.type, source.end, slice.end, pair.at)
}

/** In an extension, what leads back to where it stands cannot be put there: a reference that means the same in the source may stay. */
function isEndless(description: Description, { value }: Node, lost: string): boolean {
  const endOf = (node: Node): Node => chainOf(description, node, 'extension').end
  const again = endOf({ value: new Map([['$ref', lost]]), resource: description.root.resource })
  if (again.value !== value) return false
  const seen = new Set<Value>()
  const pending = [again]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const [, child] of entriesOf(node.value)) {
      const end = endOf({ value: child, resource: node.resource })
      if (end.value === value) return true
      if (!seen.has(end.value)) pending.push(end)
      seen.add(end.value)
    }
  }
  return false
}

/** In an extension, what is no component may stand in place of a reference, joined with what stands beside that. */
const isInlined = ({ siblings, components, end }: Chain, { type, slice }: Pair): boolean =>
  type === 'extension' && siblings.length > 0 && components.length === 0 && isDict(end.value) && refOf(slice.value) === undefined

const joined = ({ siblings, end }: Chain): Node => siblings.reduceRight((more: Node, own): Node => ({ ...own, more }), end)

/** Names of components are part of the contract: generated code and discriminators are made of them. */
function compareNames(comparison: Comparison, source: Chain, slice: Chain, { at }: Pair): void {
  const kept = new Set(slice.components.map(componentKey))
  for (const component of source.components) {
    if (!kept.has(componentKey(component))) {
      comparison.findings.add('component-renamed', `${componentKey(component)} is not referred to by its name`, at)
    }
  }
}

/** What is lost in the source must be lost in the same words; those of another file have another base. */
function compareLost(comparison: Comparison, source: Chain, slice: Chain, pair: Pair): void {
  const { at } = pair
  if (slice.lost === undefined) return compareFound(comparison, source, slice, pair)
  comparison.inherited.add(slice.end.value)
  compareSiblings(comparison, source, slice, pair)
  const isEntry = source.end.resource.document === comparison.source.root
  if (!isEntry || sameData(source.end.value, slice.end.value)) return
  comparison.findings.add('dangling-changed', `${source.lost ?? ''} became ${slice.lost}`, at)
}

/** "#/" means the member with the empty name; many tools, and so a slicer, take it for the document. */
function compareFound(comparison: Comparison, source: Chain, slice: Chain, { at, type }: Pair): void {
  const text = source.lost ?? ''
  const document = text.endsWith('#/') ? resolveReference(comparison.source, text.slice(0, -2), source.end.resource, type) : undefined
  if (document === undefined) {
    comparison.findings.add('dangling-resolved', `${text} leads nowhere in the source, yet somewhere in the slice`, at)
  } else comparison.later(type, document, slice.end, at)
}

function compareSiblings(comparison: Comparison, source: Chain, slice: Chain, { at, type }: Pair): void {
  if (source.siblings.length !== slice.siblings.length) {
    return comparison.findings.add('siblings-changed', 'what stands next to $ref was lost or added', at)
  }
  const counts = type === 'schema' && comparison.source.grammar.isJsonSchema
  source.siblings.forEach((node, index) => {
    const other = slice.siblings[index]
    if (other === undefined || !isDict(other.value) || (!counts && sameData(node.value, other.value))) return
    comparison.later(counts ? 'schema' : 'extension', node, other, place('$ref', at))
  })
}
