import type { Closure } from '../link/closures.ts'
import { type Component, componentAt, type LinkedDescription, type Unit } from '../link/linked.ts'
import { isContainer, type Json, refOf, valueAt } from '../model/json.ts'
import { tokensOf } from '../model/pointer.ts'
import type { Slice } from '../slice/slice.ts'

/** What a set of components lacks, and what of it must be needed by the rest of a slice. */
interface ClosureFacts {
  missing: readonly Component[]
  /** Those that no other component in it needs. */
  heads: readonly number[]
}

/** Whether a component is in a set, and whether another one in it needs it. */
const INSIDE = 1
const NEEDED = 2

const NOTHING = { component: undefined, inside: [] }

/** Objects and lists in a part, beyond which it is looked at more carefully. */
const MAX_PLAIN = 20_000

/**
 * Phase 5, by another way than the slicer's: every `$ref` text anywhere in a slice, data included, that names a
 * component of the source finds it in the slice; and every component in it is needed by something in it.
 */
export class Completeness {
  readonly #linked: LinkedDescription
  readonly #named = new WeakMap<Unit, readonly number[]>()
  readonly #facts = new WeakMap<Closure, ClosureFacts>()
  readonly #ids = new Map<string, number | undefined>()
  readonly #literal: boolean
  /** By id, for one set at a time. */
  readonly #inside: Uint8Array

  constructor(linked: LinkedDescription, refsInData: 'keep' | 'literal') {
    this.#linked = linked
    this.#inside = new Uint8Array(linked.components.length)
    this.#literal = refsInData === 'literal'
  }

  /** Components that are missing, and components that nothing needs. */
  check({ ownUnits, closure }: Slice): { missing: readonly Component[]; surplus: Component[] } {
    const { missing, heads } = this.#factsOf(closure)
    const lacking = this.#lacking(ownUnits, (id) => closure.has(id))
    const surplus = heads.filter((id) => !ownUnits.some(({ needs }) => needs.has(id)))
    return {
      missing: lacking.length === 0 ? missing : [...new Set([...lacking, ...missing])],
      surplus: surplus.map((id) => this.#linked.components[id]!),
    }
  }

  #factsOf(closure: Closure): ClosureFacts {
    let facts = this.#facts.get(closure)
    if (!facts) {
      const inside = this.#inside.fill(0)
      const components = Array.from(closure.ids, (id) => this.#linked.components[id]!)
      for (const id of closure.ids) inside[id] = INSIDE
      const missing = this.#lacking(components, (id) => inside[id] !== 0)
      for (const { needs } of components) for (const id of needs) inside[id] = NEEDED
      facts = { missing, heads: Array.from(closure.ids).filter((id) => inside[id] !== NEEDED) }
      this.#facts.set(closure, facts)
    }
    return facts
  }

  #lacking(units: readonly Unit[], isThere: (id: number) => boolean): Component[] {
    const found: number[] = []
    for (const unit of units) {
      for (const id of unit.needs) if (!isThere(id)) found.push(id)
      if (this.#literal) continue
      for (const id of this.#namedIn(unit)) if (!isThere(id)) found.push(id)
    }
    return found.length === 0 ? [] : Array.from(new Set(found), (id) => this.#linked.components[id]!)
  }

  #namedIn(unit: Unit): readonly number[] {
    let named = this.#named.get(unit)
    if (!named) this.#named.set(unit, (named = this.#scan(unit.value)))
    return named
  }

  #scan(root: Json, seen?: Set<object>): number[] {
    const found: number[] = []
    const pending: Json[] = [root]
    let count = 0
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (!isContainer(node) || seen?.has(node)) continue
      seen?.add(node)
      // Only where YAML aliases may multiply is it worth remembering what was seen.
      if (++count > MAX_PLAIN && !seen) return this.#scan(root, new Set())
      const ref = refOf(node)
      const id = ref === undefined ? undefined : this.#idOf(ref)
      if (id !== undefined) found.push(id)
      for (const key in node) {
        const child = (node as Record<string, Json>)[key]!
        if (isContainer(child)) pending.push(child)
      }
    }
    return found.length < 2 ? found : [...new Set(found)]
  }

  /** Of the component that a text leads to or into. */
  #idOf(ref: string): number | undefined {
    if (!this.#ids.has(ref)) {
      const tokens = ref.startsWith('#/') ? tokensOf(ref) : undefined
      const { component, inside } = tokens ? componentAt(this.#linked, tokens) : NOTHING
      // What leads nowhere needs nothing.
      this.#ids.set(ref, valueAt(component?.value, inside) === undefined ? undefined : component?.id)
    }
    return this.#ids.get(ref)
  }
}
