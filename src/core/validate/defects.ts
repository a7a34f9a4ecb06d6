import type { Closure } from '../link/closures.ts'
import type { LinkedDescription } from '../link/linked.ts'
import type { Json } from '../model/json.ts'
import type { Phase, Problem } from '../problems.ts'
import type { Slice } from '../slice/slice.ts'
import { Completeness } from './completeness.ts'
import { Equivalence } from './equivalence.ts'

/** Phases 5 and 6: what only a mistake of this program can bring about. */
export class Defects {
  readonly #linked: LinkedDescription
  readonly #completeness: Completeness
  readonly #equivalence: Equivalence
  /** What of a set of components differs from the source: the same in every slice. */
  readonly #differences = new WeakMap<Closure, readonly Problem[]>()

  constructor(linked: LinkedDescription, refsInData: 'keep' | 'literal') {
    this.#linked = linked
    this.#completeness = new Completeness(linked, refsInData)
    this.#equivalence = new Equivalence(linked)
  }

  of(slice: Slice): Problem[] {
    const { missing, surplus } = this.#completeness.check(slice)
    return [
      ...missing.map(({ kind, name }) => defect('incomplete', 5, `The slice lacks ${kind}/${name}, which it refers to.`)),
      ...surplus.map(({ kind, name }) => defect('not-minimal', 5, `The slice holds ${kind}/${name}, which nothing in it needs.`)),
      ...slice.endpoints.flatMap(({ id, operation }) => this.#difference(operation, () => id) ?? []),
      ...this.#differencesIn(slice.closure),
    ]
  }

  #differencesIn(closure: Closure): readonly Problem[] {
    const known = this.#differences.get(closure)
    if (known) return known
    const found: Problem[] = []
    for (const id of closure.ids) {
      const component = this.#linked.components[id]!
      const difference = this.#difference(component, () => `${component.kind}/${component.name}`)
      if (difference) found.push(difference)
    }
    this.#differences.set(closure, found)
    return found
  }

  #difference({ value, origin }: { value: Json; origin: Json }, name: () => string): Problem | undefined {
    const at = this.#equivalence.difference(value, origin)
    return at === undefined ? undefined : defect('not-equivalent', 6, `${name()} differs from the source at ${at}.`)
  }
}

/** What to do about a mistake of ours. */
export const REPORT = 'This is a mistake of unplugin-openapi-slice. Please report it with the description, or a part of it that shows it.'

export const defect = (code: Problem['code'], phase: Phase, message: string): Problem => ({
  code,
  severity: 'error',
  phase,
  message,
  help: REPORT,
})
