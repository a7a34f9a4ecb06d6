import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Closures } from '../../src/core/link/closures.ts'

/** Components by what they refer to. */
const graphOf = (lists: readonly (readonly number[])[]): { needs: Set<number> }[] => lists.map((list) => ({ needs: new Set(list) }))

/** What is reached, found by following one reference after the other. */
function reached(graph: readonly { needs: ReadonlySet<number> }[], from: readonly number[]): number[] {
  const found = new Set<number>()
  const pending = [...from]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (found.has(id)) continue
    found.add(id)
    pending.push(...graph[id]!.needs)
  }
  return [...found].toSorted((a, b) => a - b)
}

/** Graphs from almost none to many references, so that there are leaves, chains, circles and knots. */
const graphs = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 4 }))
  .chain(([count, degree]) =>
    fc.array(fc.array(fc.nat({ max: count - 1 }), { maxLength: degree }), { minLength: count, maxLength: count, size: 'max' }),
  )

describe('closures', () => {
  it('are what following all references finds', () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.array(fc.nat(), { maxLength: 4 }), { maxLength: 20 }), (lists, picks) => {
        const graph = graphOf(lists)
        const closures = new Closures(graph)
        for (const pick of picks) {
          const from = pick.map((id) => id % graph.length)
          const expected = reached(graph, from)
          const closure = closures.of([from.slice(0, 1), from.slice(1)])
          expect([...closure.ids]).toEqual(expected)
          for (let id = 0; id < graph.length; id++) expect(closure.has(id)).toBe(expected.includes(id))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('are the same object where they are the same set', () => {
    fc.assert(
      fc.property(graphs, (lists) => {
        const graph = graphOf(lists)
        const closures = new Closures(graph)
        const bySet = new Map<string, unknown>()
        for (let id = 0; id < graph.length; id++) {
          const closure = closures.of([[id]])
          const set = closure.ids.join()
          expect(bySet.get(set) ?? closure).toBe(closure)
          bySet.set(set, closure)
        }
      }),
    )
  })

  it.each([
    ['a ring', (id: number) => [(id + 1) % 100_000]],
    ['a chain', (id: number) => (id < 99_999 ? [id + 1] : [])],
    ['a ladder', (id: number) => [id + 1, id + 2].filter((other) => other < 100_000)],
  ])('of %s of 100,000 are found without recursion', (_, needs) => {
    const closures = new Closures(graphOf(Array.from({ length: 100_000 }, (_item, id) => needs(id))))
    expect(closures.of([[0]]).ids).toHaveLength(100_000)
    expect(closures.of([]).ids).toHaveLength(0)
  })
})
