/**
 * Walks a source and a slice side by side, each reference resolved on its own side, and
 * reports where they part. Pairs met before are taken as equal, so cycles end.
 */
import type { Description } from './description.ts'
import { compareImplicitMapping } from './implicit-mapping.ts'
import { compareLink } from './compare-link.ts'
import { compareMappingValue, compareSecurity } from './compare-names.ts'
import { compareReferences } from './compare-references.ts'
import { fields } from './endpoints.ts'
import type { Findings, Place } from './finding.ts'
import { place } from './finding.ts'
import type { Type } from './grammar.ts'
import type { Node } from './node.ts'
import { childNode, inlined } from './node.ts'
import { Numeric } from './numeric.ts'
import type { Dict, Value } from './value.ts'
import { isDict, isList, refOf, sameData, sameOrder } from './value.ts'

export interface Pair {
  type: Type
  source: Node
  slice: Node
  at: Place
}

export class Comparison {
  readonly source: Description
  readonly slice: Description
  readonly findings: Findings
  /** Objects of the slice whose reference is lost in the source as well. */
  readonly inherited = new Set<Value>()
  readonly #stack: Pair[] = []
  /** Names that a mapping, or what holds it, may have beyond those of the source. */
  readonly #implied = new Map<Value, ReadonlySet<string>>()
  readonly #seen = new Map<Type, Map<Value, Set<Value>>>()

  constructor(source: Description, slice: Description, findings: Findings) {
    this.source = source
    this.slice = slice
    this.findings = findings
  }

  compare(type: Type, source: Node, slice: Node, at: Place): void {
    this.later(type, source, slice, at)
    this.#drain()
  }

  /** Compares two objects field by field, some fields left aside. */
  compareWithout(ignored: ReadonlySet<string>, pair: Pair): void {
    this.compareFields(pair, ignored)
    this.#drain()
  }

  #drain(): void {
    for (let pair = this.#stack.pop(); pair !== undefined; pair = this.#stack.pop()) this.#visit(pair)
  }

  /** Puts a pair off until its turn: nothing here recurses into the documents. */
  later(type: Type, source: Node, slice: Node, at: Place): void {
    this.#stack.push({ type, source, slice, at })
  }

  /** True the first time that this pair of objects is met as this type. */
  isNew(type: Type, source: Value, slice: Value): boolean {
    const byType = this.#seen.get(type) ?? new Map<Value, Set<Value>>()
    this.#seen.set(type, byType)
    const met = byType.get(source) ?? new Set<Value>()
    byType.set(source, met)
    return met.size !== met.add(slice).size
  }

  #visit(pair: Pair): void {
    const { type, source, slice, at } = pair
    if (type === 'data') this.#data(source.value, slice.value, at)
    else if (this.#mayRefer(type) && (refOf(source.value) ?? refOf(slice.value)) !== undefined) compareReferences(this, pair)
    else if (type === 'security') compareSecurity(this, pair)
    else if (type === 'mappingValue' || (type === 'mapping' && typeof source.value === 'string')) compareMappingValue(this, pair)
    else this.#inline(pair)
  }

  #mayRefer(type: Type): boolean {
    return type === 'extension' || this.source.grammar.isReferencePlace(type)
  }

  #data(source: Value, slice: Value, at: Place): void {
    if (!sameData(source, slice)) this.findings.add('data-changed', 'data differs from the source', at)
  }

  /** Where no reference belongs, that of the source is looked through, and the slice must have none. */
  #inline({ type, source, slice, at }: Pair): void {
    const from = inlined(this.source, source, type)
    const to = inlined(this.slice, slice, type)
    const left = refOf(slice.value)
    // The path items of callbacks may refer: their field is part of every version.
    if (from === source && refOf(source.value) !== undefined) this.#lost(source, slice, at)
    else if (left !== undefined && (type !== 'pathItem' || to === slice)) {
      this.findings.add('nonstandard-reference', `${left} stands where it cannot be followed`, at)
    }
    this.#values({ type, source: from, slice: to, at })
  }

  #lost(source: Node, slice: Node, at: Place): void {
    this.inherited.add(slice.value)
    const isEntry = source.resource.document === this.source.root
    if (isEntry && refOf(source.value) !== refOf(slice.value)) {
      this.findings.add('dangling-changed', `${refOf(source.value) ?? ''} was changed`, at)
    }
  }

  #values(pair: Pair): void {
    const { source, slice, at } = pair
    if (isList(source.value) && isList(slice.value)) this.#lists(source.value, slice.value, pair)
    else if (isDict(source.value) && isDict(slice.value)) this.#dicts(pair, source.value, slice.value)
    else if (!sameScalar(source.value, slice.value)) {
      this.findings.add('value-changed', `${show(source.value)} became ${show(slice.value)}`, at)
    }
  }

  #lists(source: Value[], slice: Value[], { type, ...pair }: Pair): void {
    if (source.length !== slice.length) this.findings.add('list-changed', `${source.length} items became ${slice.length}`, pair.at)
    const itemType = this.source.grammar.itemType(type)
    source.slice(0, slice.length).forEach((item, index) => {
      const from = childNode(this.source, item, pair.source.resource, itemType)
      const to = childNode(this.slice, slice[index] as Value, pair.slice.resource, itemType)
      this.later(itemType, from, to, place(String(index), pair.at))
    })
  }

  #dicts(pair: Pair, source: Dict, slice: Dict): void {
    if (pair.type === 'link') return compareLink(this, pair)
    this.compareFields(pair)
    const added = this.#implied.get(slice)
    const known = added ? new Map([...slice].filter(([key]) => source.has(key) || !added.has(key))) : slice
    if (isNameMap(pair.type) && pair.source.more === undefined && !sameOrder(source, known)) {
      this.findings.add('order-changed', 'names stand in another order', pair.at)
    }
  }

  /** A schema cannot be a resource of its own and refer to what came from another document; what refers to it by its `$id` still has to find it. */
  #mayLoseIdentity(): boolean {
    const { root, documents } = this.source
    return documents.size > 1 || root.resource.uri !== root.location
  }

  compareFields({ type, source, slice, at }: Pair, ignored: ReadonlySet<string> = new Set()): void {
    const from = fields(this.source, source, type)
    const to = fields(this.slice, slice, type)
    if (type === 'schema') this.#imply(slice, compareImplicitMapping(this, { type, source, slice, at }))
    for (const [key, node] of from) {
      const other = to.get(key)
      if (ignored.has(key) || (key === '$id' && type === 'schema' && !to.has(key) && this.#mayLoseIdentity())) continue
      if (other === undefined) this.findings.add('missing', `${key} is missing`, place(key, at))
      else this.later(this.source.grammar.fieldType(type, key), node, other, place(key, at))
    }
    const implied = this.#implied.get(slice.value)
    for (const key of to.keys()) {
      if (from.has(key) || ignored.has(key) || implied?.has(key)) continue
      this.findings.add('added', `${key} is not in the source`, place(key, at))
    }
  }

  #imply({ value }: Node, names: ReadonlySet<string>): void {
    const discriminator = isDict(value) && names.size > 0 ? value.get('discriminator') : undefined
    const mapping = isDict(discriminator) ? discriminator.get('mapping') : undefined
    if (!isDict(discriminator) || !isDict(mapping)) return
    this.#implied.set(mapping, names)
    if ([...mapping.keys()].every((key) => names.has(key))) this.#implied.set(discriminator, new Set(['mapping']))
  }
}

/** In these the keys are names that people read in order; in other objects they are fields. */
const isNameMap = (type: Type): boolean => type.startsWith('{') || ['mapping', 'extension', 'responses', 'callback'].includes(type)

function sameScalar(a: Value, b: Value): boolean {
  if (a instanceof Numeric && b instanceof Numeric) return a.exact === b.exact
  return !isDict(a) && !isList(a) && a === b
}

function show(value: Value): string {
  if (isDict(value) || isList(value)) return isDict(value) ? 'an object' : 'a list'
  return value instanceof Numeric ? value.source : JSON.stringify(value).slice(0, 80)
}
