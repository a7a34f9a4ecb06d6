/** Compares what refers by name: security requirements and discriminator mappings. */
import type { Comparison, Pair } from './comparison.ts'
import { componentKey } from './components.ts'
import { place } from './finding.ts'
import { mappingTarget, schemeTarget } from './names.ts'
import { inlined, nodeOf } from './node.ts'
import type { Node } from './node.ts'
import type { Value } from './value.ts'
import { isDict, isList, sameData } from './value.ts'

/** Requirements stay as they are, and every name in them must mean the same scheme. */
export function compareSecurity(comparison: Comparison, pair: Pair): void {
  const { slice, at } = pair
  const source = withoutReferences(comparison, pair.source)
  const areSame = sameData(source.value, slice.value)
  if (!areSame && !onlyUrisDiffer(comparison, source, slice)) {
    return comparison.findings.add('security-changed', 'the security requirements differ', at)
  }
  const names = namesOf(slice)
  namesOf(source).forEach((name, index) => compareScheme(comparison, name, names[index] ?? name, { source, slice, at, type: 'security' }))
}

/** No version knows a reference in the place of requirements, or of one: what stands there is the target. */
function withoutReferences({ source }: Comparison, node: Node): Node {
  const list = inlined(source, node, 'security')
  if (!isList(list.value)) return list
  return { ...list, value: list.value.map((value) => inlined(source, { value, resource: list.resource }, 'security').value) }
}

function namesOf({ value }: Node): string[] {
  return (isList(value) ? value : []).flatMap((requirement) => (isDict(requirement) ? [...requirement.keys()] : []))
}

/** A URI into another file has to change when the file comes into the slice; names and scopes never do. */
function onlyUrisDiffer({ source }: Comparison, before: Node, after: Node): boolean {
  const isUri = (name: string): boolean => source.grammar.family === '3.2' && /[#/.]/.test(name)
  const old = namesOf(before)
  const areUris = namesOf(after).every((name, index) => name === old[index] || isUri(old[index] ?? ''))
  return areUris && sameData(anonymous(before), anonymous(after))
}

/** The requirements with their names struck out. */
function anonymous({ value }: Node): Value {
  if (!isList(value)) return value
  return value.map((requirement) => (isDict(requirement) ? [...requirement.values()] : requirement))
}

function compareScheme(comparison: Comparison, before: string, after: string, { source, slice, at }: Pair): void {
  const from = schemeTarget(comparison.source, before, source)
  const to = schemeTarget(comparison.slice, after, slice)
  if (from === undefined && to === undefined) return
  if (from === undefined) comparison.findings.add('scheme-invented', `${after} is defined in the slice only`, at)
  else if (to === undefined) comparison.findings.add('scheme-missing', `security scheme ${before} is missing`, at)
  else if (comparison.isNew('scheme', from.value, to.value)) comparison.later('securityScheme', nodeOf(from), nodeOf(to), place(before, at))
}

/** A mapping value keeps its text, or becomes the reference to the same component. */
export function compareMappingValue(comparison: Comparison, { source, slice, at }: Pair): void {
  if (typeof source.value !== 'string' || typeof slice.value !== 'string') {
    if (!sameData(source.value, slice.value)) comparison.findings.add('mapping-changed', 'the mapping differs', at)
    return
  }
  const from = mappingTarget(comparison.source, source.value, source)
  const to = mappingTarget(comparison.slice, slice.value, slice)
  if (from === undefined) return compareLostMapping(comparison, source, slice, to !== undefined, at)
  if (to === undefined) return comparison.findings.add('mapping-dangling', `${slice.value} leads nowhere in the slice`, at)
  const name = from.isWhole && from.component ? componentKey(from.component) : undefined
  if (name !== undefined && (!to.component || componentKey(to.component) !== name)) {
    comparison.findings.add('mapping-changed', `${name} is not what the mapping names`, at)
  }
  if (comparison.isNew('schema', from.value, to.value)) comparison.later('schema', nodeOf(from), nodeOf(to), at)
}

function compareLostMapping(comparison: Comparison, source: Node, slice: Node, isFound: boolean, at: Pair['at']): void {
  const isEntry = source.resource.document === comparison.source.root
  if (isEntry && isFound) {
    comparison.findings.add('mapping-resolved', 'the mapping leads nowhere in the source, yet somewhere in the slice', at)
  } else if (isEntry && source.value !== slice.value) {
    comparison.findings.add('mapping-changed', 'a mapping that leads nowhere has other words', at)
  }
}
