import type { Problem } from './problems.ts'

/** Gathers the problems of endpoints: one that concerns many is told once, with all of them. */
export class ProblemCollector {
  /** A shared part has the same problem objects in every slice, which makes this cheap. */
  readonly #endpoints = new Map<Problem, string[]>()

  /** @param endpoint such as `GET /users`; none for what concerns the description */
  add(problem: Problem, endpoint?: string): void {
    let endpoints = this.#endpoints.get(problem)
    if (!endpoints) this.#endpoints.set(problem, (endpoints = []))
    // All that is found in an endpoint is added together.
    if (endpoint !== undefined && endpoints.at(-1) !== endpoint) endpoints.push(endpoint)
  }

  /** All problems, errors first, otherwise in the order they were found. */
  all(): Problem[] {
    const merged = new Map<string, { problem: Problem; endpoints: Set<string> }>()
    for (const [problem, endpoints] of this.#endpoints) {
      const identity = JSON.stringify(problem)
      const known = merged.get(identity)
      if (!known) merged.set(identity, { problem, endpoints: new Set(endpoints) })
      else for (const endpoint of endpoints) known.endpoints.add(endpoint)
    }
    const found = [...merged.values()].map(({ problem, endpoints }) =>
      endpoints.size > 0 ? { ...problem, endpoints: [...endpoints] } : problem,
    )
    return [...found.filter(({ severity }) => severity === 'error'), ...found.filter(({ severity }) => severity !== 'error')]
  }
}
