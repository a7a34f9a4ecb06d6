import type { Stage } from '../options/request.ts'

/**
 * Where the time of a run goes. Every moment belongs to one stage: the innermost one that computes, or else one that is
 * waited for. So the sum is the whole, though stages call each other and endpoints are in flight side by side.
 */
export class Stopwatch {
  readonly #times: Partial<Record<Stage, number>> = {}
  readonly #computing: Stage[] = []
  readonly #awaited = new Map<Stage, number>()
  #last = performance.now()

  /** Measures a computation. */
  run<Result>(stage: Stage, work: () => Result): Result {
    this.#lap()
    this.#computing.push(stage)
    try {
      return work()
    } finally {
      this.#lap()
      this.#computing.pop()
    }
  }

  /** Measures what has to be waited for. */
  async wait<Result>(stage: Stage, work: () => Promise<Result>): Promise<Result> {
    const done = this.run(stage, work)
    this.#awaited.set(stage, (this.#awaited.get(stage) ?? 0) + 1)
    try {
      return await done
    } finally {
      this.#lap()
      const others = this.#awaited.get(stage)! - 1
      if (others > 0) this.#awaited.set(stage, others)
      else this.#awaited.delete(stage)
    }
  }

  /** Milliseconds by stage, up to now. */
  times(): Partial<Record<Stage, number>> {
    this.#lap()
    return { ...this.#times }
  }

  #lap(): void {
    const now = performance.now()
    const stage = this.#computing.at(-1) ?? this.#awaited.keys().next().value ?? 'other'
    this.#times[stage] = (this.#times[stage] ?? 0) + (now - this.#last)
    this.#last = now
  }
}
