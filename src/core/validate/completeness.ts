import type { Closure } from '../link/closures.ts'
import { type Component, componentAt, type LinkedDescription, type Unit } from '../link/linked.ts'
import { eachRef, eachRefIn, type Json, valueAt } from '../model/json.ts'
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
const NONE: readonly Component[] = []

/** What a unit asks for: what the slicer knows, and what texts in it name besides. */
interface Demands {
  needs: readonly number[]
  named: readonly number[]
}

/**
 * Phase 5, by another way than the slicer's: every `$ref` text anywhere in a slice, data included, that names a
 * component of the source finds it in the slice; and every component in it is needed by something in it.
 */
export class Completeness {
  readonly #linked: LinkedDescription
  readonly #demands = new WeakMap<Unit, Demands>()
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
    const lacking = this.#lacking(ownUnits, closure)
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
      for (const id of closure.ids) inside[id] = INSIDE
      const found: number[] = []
      for (const id of closure.ids) {
        const { needs, named } = this.#demandsOf(this.#linked.components[id]!)
        for (const need of needs) {
          if (inside[need] === 0) found.push(need)
          else inside[need] = NEEDED
        }
        for (const other of named) if (inside[other] === 0) found.push(other)
      }
      facts = { missing: this.#all(found), heads: Array.from(closure.ids.filter((id) => inside[id] !== NEEDED)) }
      this.#facts.set(closure, facts)
    }
    return facts
  }

  #lacking(units: readonly Unit[], closure: Closure): readonly Component[] {
    const found: number[] = []
    for (const unit of units) {
      const { needs, named } = this.#demandsOf(unit)
      for (const id of needs) if (!closure.has(id)) found.push(id)
      for (const id of named) if (!closure.has(id)) found.push(id)
    }
    return this.#all(found)
  }

  #all(ids: readonly number[]): readonly Component[] {
    return ids.length === 0 ? NONE : Array.from(new Set(ids), (id) => this.#linked.components[id]!)
  }

  #demandsOf(unit: Unit): Demands {
    let demands = this.#demands.get(unit)
    if (!demands) {
      const named = this.#literal ? [] : this.#scan(unit.value).filter((id) => !unit.needs.has(id))
      this.#demands.set(unit, (demands = { needs: [...unit.needs], named }))
    }
    return demands
  }

  #scan(root: Json): number[] {
    const found = new Set<number>()
    const take = (ref: string): void => {
      const id = this.#idOf(ref)
      if (id !== undefined) found.add(id)
    }
    const json = this.#linked.source.notes.textOf(root)
    if (json === undefined) eachRef(root, take)
    else eachRefIn(json, take)
    return [...found].toSorted((a, b) => a - b)
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
