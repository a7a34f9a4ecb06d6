import type { Problem } from './problems.ts'

/** A problem, and the endpoints that have it. */
interface Entry {
  problem: Problem
  endpoints: string[]
  /** The same for the same endpoints, and hardly ever for others. */
  hash: number
}

/** Gathers the problems of endpoints: one that concerns many is told once, with all of them. */
export class ProblemCollector {
  /** A shared part has the same problem objects in every slice, which makes this cheap. */
  readonly #known = new Map<Problem, Entry>()
  readonly #entries = new Map<string, Entry>()
  readonly #numbers = new Map<string, number>()
  /** The endpoint that was added last, and its number. */
  #last: string | undefined
  #number = 0

  /** @param endpoint such as `GET /users`; none for what concerns the description */
  add(problem: Problem, endpoint?: string): void {
    let entry = this.#known.get(problem)
    if (!entry) this.#known.set(problem, (entry = this.#entryOf(problem)))
    // All that is found in an endpoint is added together.
    if (endpoint === undefined || entry.endpoints.at(-1) === endpoint) return
    if (endpoint !== this.#last) {
      this.#last = endpoint
      this.#number = this.#numbers.get(endpoint) ?? this.#numbers.size + 1
      this.#numbers.set(endpoint, this.#number)
    }
    entry.endpoints.push(endpoint)
    entry.hash = Math.imul(entry.hash ^ this.#number, 0x01000193)
  }

  /** All problems, errors first, otherwise in the order they were found. Those of the same endpoints have the same list of them. */
  all(): Problem[] {
    const share = sharing()
    const found = [...this.#entries.values()].map((entry) =>
      entry.endpoints.length > 0 ? { ...entry.problem, endpoints: share(entry) } : entry.problem,
    )
    return [...found.filter(({ severity }) => severity === 'error'), ...found.filter(({ severity }) => severity !== 'error')]
  }

  /** What reads the same is the same problem, whoever has found it. */
  #entryOf(problem: Problem): Entry {
    const identity = JSON.stringify(problem)
    const known = this.#entries.get(identity)
    if (known) return known
    const entry = { problem, endpoints: [], hash: 0 }
    this.#entries.set(identity, entry)
    return entry
  }
}

/** Gives the same list for equal ones: what is found in a part that many slices have would fill megabytes otherwise. */
function sharing(): (entry: Entry) => readonly string[] {
  const known = new Map<number, readonly string[]>()
  return ({ endpoints, hash }) => {
    const list = known.get(hash)
    if (list?.length === endpoints.length && list.every((endpoint, position) => endpoint === endpoints[position])) return list
    known.set(hash, endpoints)
    return endpoints
  }
}
