import { addTo } from './model/lists.ts'
import type { Problem } from './problems.ts'

/** A problem, and the endpoints that have it. */
interface Entry {
  problem: Problem
  endpoints: string[]
}

/** Gathers the problems of endpoints: one that concerns many is told once, with all of them. */
export class ProblemCollector {
  /** A shared part has the same problem objects in every slice, which makes this cheap. */
  readonly #known = new Map<Problem, Entry>()
  readonly #entries = new Map<string, Entry>()

  /** @param endpoint such as `GET /users`; none for what concerns the description */
  add(problem: Problem, endpoint?: string): void {
    let entry = this.#known.get(problem)
    if (!entry) this.#known.set(problem, (entry = this.#entryOf(problem)))
    // All that is found in an endpoint is added together.
    if (endpoint !== undefined && entry.endpoints.at(-1) !== endpoint) entry.endpoints.push(endpoint)
  }

  /** All problems, errors first, otherwise in the order they were found. Those of the same endpoints have the same list of them. */
  all(): Problem[] {
    const share = sharing()
    const found = [...this.#entries.values()].map(({ problem, endpoints }) =>
      endpoints.length > 0 ? { ...problem, endpoints: share(endpoints) } : problem,
    )
    return [...found.filter(({ severity }) => severity === 'error'), ...found.filter(({ severity }) => severity !== 'error')]
  }

  /** What reads the same is the same problem, whoever has found it. */
  #entryOf(problem: Problem): Entry {
    const identity = JSON.stringify(problem)
    const known = this.#entries.get(identity)
    if (known) return known
    const entry = { problem, endpoints: [] }
    this.#entries.set(identity, entry)
    return entry
  }
}

/** Gives the same list for equal ones: what is found in a part that many slices have would fill megabytes otherwise. */
function sharing(): (list: string[]) => string[] {
  const known = new Map<string, string[][]>()
  return (list) => {
    const alike = `${list.length} ${list[0]} ${list[list.length >> 1]} ${list.at(-1)}`
    const same = known.get(alike)?.find((other) => other.every((item, position) => item === list[position]))
    if (!same) addTo(known, alike, list)
    return same ?? list
  }
}
