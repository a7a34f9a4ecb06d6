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
  readonly #entries = new Map<string, Entry>()
  /** A shared part has the same problem objects in every slice. */
  readonly #known = new Map<Problem, Entry>()
  /** Lists that have been met, and the entries of those that have been met again: there may be many that are met once, and long. */
  readonly #met = new WeakSet<readonly Problem[]>()
  readonly #entriesOf = new WeakMap<readonly Problem[], readonly Entry[]>()
  #count = 0

  /** Adds one that concerns the description. */
  note(problem: Problem): void {
    this.#entryOf(problem)
  }

  /** @param endpoint such as `GET /users`, with all that is found in it */
  add(problems: readonly Problem[], endpoint: string): void {
    const number = ++this.#count
    for (const entry of this.#entriesOf.get(problems) ?? this.#entriesIn(problems)) {
      if (entry.endpoints.at(-1) === endpoint) continue
      entry.endpoints.push(endpoint)
      entry.hash = Math.imul(entry.hash ^ number, 0x01000193)
    }
  }

  #entriesIn(problems: readonly Problem[]): readonly Entry[] {
    const entries = problems.map((problem) => this.#entryOf(problem))
    if (this.#met.has(problems)) this.#entriesOf.set(problems, entries)
    else this.#met.add(problems)
    return entries
  }

  /** All problems, errors first, otherwise in the order they were found. Those of the same endpoints have the same list of them. */
  all(): Problem[] {
    const share = sharing()
    const found = [...this.#entries.values()].map((entry) =>
      entry.endpoints.length > 0 ? { ...entry.problem, endpoints: share(entry) } : entry.problem,
    )
    return [...found.filter(({ severity }) => severity === 'error'), ...found.filter(({ severity }) => severity !== 'error')]
  }

  #entryOf(problem: Problem): Entry {
    let entry = this.#known.get(problem)
    if (!entry) this.#known.set(problem, (entry = this.#entryThatReads(JSON.stringify(problem), problem)))
    return entry
  }

  /** What reads the same is the same problem, whoever has found it. */
  #entryThatReads(text: string, problem: Problem): Entry {
    let entry = this.#entries.get(text)
    if (!entry) this.#entries.set(text, (entry = { problem, endpoints: [], hash: 0 }))
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
