import { type Component, componentAt, type LinkedDescription, type Unit } from '../link/linked.ts'
import { isContainer, type Json, refOf } from '../model/json.ts'
import { tokensOf } from '../model/pointer.ts'
import type { Slice } from '../slice/slice.ts'

/**
 * Phase 5, by another way than the slicer's: every `$ref` text anywhere in a slice, data included, that names a
 * component of the source finds it in the slice; and every component in it is needed by something in it.
 */
export class Completeness {
  readonly #linked: LinkedDescription
  readonly #named = new WeakMap<object, ReadonlySet<Component>>()
  readonly #literal: boolean

  constructor(linked: LinkedDescription, refsInData: 'keep' | 'literal') {
    this.#linked = linked
    this.#literal = refsInData === 'literal'
  }

  /** Components that are missing, and components that nothing needs. */
  check({ units, components }: Slice): { missing: Component[]; surplus: Component[] } {
    const present = new Set(components)
    const needed = new Set<Component>()
    const missing = new Set<Component>()
    for (const unit of units) {
      for (const id of unit.needs) needed.add(this.#linked.components[id]!)
      if (this.#literal) continue
      for (const component of this.#namedIn(unit)) if (!present.has(component)) missing.add(component)
    }
    for (const component of needed) if (!present.has(component)) missing.add(component)
    return { missing: [...missing], surplus: components.filter((component) => !needed.has(component)) }
  }

  #namedIn({ value }: Unit): ReadonlySet<Component> {
    if (!isContainer(value)) return NONE
    let named = this.#named.get(value)
    if (!named) this.#named.set(value, (named = this.#scan(value)))
    return named
  }

  #scan(root: Json): Set<Component> {
    const found = new Set<Component>()
    const seen = new Set<object>()
    const pending: Json[] = [root]
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (!isContainer(node) || seen.has(node)) continue
      seen.add(node)
      const ref = refOf(node)
      const tokens = ref?.startsWith('#/') ? tokensOf(ref) : undefined
      const component = tokens && componentAt(this.#linked, tokens).component
      if (component) found.add(component)
      for (const child of Object.values(node)) if (isContainer(child)) pending.push(child as Json)
    }
    return found
  }
}

const NONE: ReadonlySet<Component> = new Set()
