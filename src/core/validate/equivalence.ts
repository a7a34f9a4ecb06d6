import { componentAt, type LinkedDescription } from '../link/linked.ts'
import { findResources, type Resource, type Resources } from '../link/resources.ts'
import { ReferenceResolver } from '../link/resolve.ts'
import { isArray, isContainer, isObject, type Json, type JsonObject, own, refOf, valueAt } from '../model/json.ts'
import { tokensOf } from '../model/pointer.ts'

/**
 * Phase 6: a part as it is written means what it meant in the source. Both are walked side by side; where references
 * stand, what they lead to must be the very same object of the source. Since every component is compared in the same
 * way, parts that are equal one by one are equal when fully resolved, however they recur.
 */
export class Equivalence {
  readonly #linked: LinkedDescription
  readonly #resources: Resources
  readonly #resolver: ReferenceResolver
  readonly #verdicts = new WeakMap<object, string | false>()

  constructor(linked: LinkedDescription) {
    this.#linked = linked
    const { root, model } = linked.source
    this.#resources = findResources(root, model)
    this.#resolver = new ReferenceResolver(root, model, this.#resources)
  }

  /** The pointer of the first difference between a part and its origin, or undefined if they mean the same. */
  difference(value: Json, origin: Json): string | undefined {
    if (value === origin || !isContainer(value)) return Object.is(value, origin) ? undefined : '#'
    let verdict = this.#verdicts.get(value)
    if (verdict === undefined) {
      verdict = this.#compare(value, origin, this.#resources.document, '#') ?? false
      this.#verdicts.set(value, verdict)
    }
    return verdict || undefined
  }

  #compare(value: Json, origin: Json, base: Resource, at: string): string | undefined {
    // Not a number, which YAML can say, is equal to nothing otherwise.
    if (Object.is(value, origin)) return undefined
    if (typeof value === 'string' && typeof origin === 'string') return this.#sameTarget(value, origin, base) ? undefined : at
    if (isArray(value) && isArray(origin)) {
      if (value.length !== origin.length) return at
      return firstOf(value.keys(), (index) => this.#compare(value[index]!, origin[index]!, base, `${at}/${index}`))
    }
    if (!isObject(origin)) return at
    const inner = this.#resources.of(origin) ?? base
    if (refOf(origin) !== undefined && !this.#isKept(value, origin, inner)) return this.#compareInlined(value, origin, inner, at)
    return isObject(value) ? this.#compareFields(value, origin, inner, at) : at
  }

  #compareFields(value: JsonObject, origin: JsonObject, base: Resource, at: string): string | undefined {
    const keys = Object.keys(origin)
    if (Object.keys(value).length !== keys.length) return at
    return firstOf(keys, (key) => {
      // OAS 3.0.4 §4.7.20: a link names its operation by id where the reference would lead out of the slice.
      if (key === 'operationRef' && own(value, key) === undefined) {
        return this.#sameOperation(value, origin, base) ? undefined : `${at}/${key}`
      }
      const other = own(value, key)
      return other === undefined ? `${at}/${key}` : this.#compare(other, own(origin, key)!, base, `${at}/${key}`)
    })
  }

  /** Whether a reference stands where one stood, and no value in its place. */
  #isKept(value: Json, origin: JsonObject, base: Resource): boolean {
    const [ref, before] = [refOf(value), refOf(origin)]
    if (ref === undefined || before === undefined) return false
    if (Object.keys(value as JsonObject).length !== Object.keys(origin).length) return false
    return ref === before || this.#sameTarget(ref, before, base)
  }

  /** What was put in the place of a reference is the end of its chain, or the reference of the chain that leads nowhere. */
  #compareInlined(value: Json, origin: JsonObject, base: Resource, at: string): string | undefined {
    const passed = new Set<Json>()
    let end: Json = origin
    for (let ref = refOf(end); ref !== undefined; ref = refOf(end)) {
      const target: Json | undefined = this.#resolver.resolve(ref, base)?.node
      if (target === undefined || passed.has(target)) return at
      passed.add(target)
      const { $ref: _, ...siblings } = end as JsonObject
      end = isObject(target) && Object.keys(siblings).length > 0 ? { ...target, ...siblings } : target
      if (isObject(end) && this.#isKept(value, end, base)) return this.#compareFields(value as JsonObject, end, base, at)
    }
    return this.#compare(value, end, base, at)
  }

  /** Two texts that differ must be references, or mapping values, to the same object. */
  #sameTarget(text: string, origin: string, base: Resource): boolean {
    const found = this.#resolver.resolve(origin, base)
    const target = found ? found.node : this.#linked.byAddress.get('schemas')?.get(origin)?.origin
    return target !== undefined && this.#isOnTheWay(this.#originAt(text), target)
  }

  /** What a reference in another path leads to may be a reference itself, which then stands in the place of the first. */
  #isOnTheWay(wanted: Json | undefined, start: Json): boolean {
    let node: Json | undefined = start
    for (let steps = 0; node !== undefined && steps <= MAX_CHAIN; steps++) {
      if (node === wanted) return true
      const ref: string | undefined = refOf(node)
      node = ref === undefined ? undefined : this.#resolver.resolve(ref, this.#resources.document)?.node
    }
    return false
  }

  #sameOperation(value: JsonObject, origin: JsonObject, base: Resource): boolean {
    const ref = own(origin, 'operationRef')
    const target = typeof ref === 'string' ? this.#resolver.resolve(ref, base)?.node : undefined
    return target !== undefined && own(target, 'operationId') === own(value, 'operationId')
  }

  /** What a reference in a slice leads to, as it stands in the source. */
  #originAt(ref: string): Json | undefined {
    const { component, inside } = componentAt(this.#linked, tokensOf(ref) ?? [])
    return valueAt(component?.origin, inside)
  }
}

/** How many references may follow one another before the last is given up: far beyond any real chain. */
const MAX_CHAIN = 100

function firstOf<Item>(items: Iterable<Item>, find: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}
