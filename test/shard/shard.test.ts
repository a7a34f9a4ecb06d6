import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shardNamed, shardsOf } from '../../src/core/shard/shard.ts'

const sizes = fc.array(fc.oneof(fc.nat({ max: 1_000 }), fc.nat({ max: 1e12 }), fc.constant(0)), { maxLength: 200 })
const counts = fc.integer({ min: 1, max: 50 })

describe('dividing files among shards', () => {
  it('gives each file to one shard, and neighbours to the same one or the next', () => {
    fc.assert(
      fc.property(sizes, counts, (all, count) => {
        const shards = shardsOf(all, count)
        expect(shards).toHaveLength(all.length)
        for (const shard of shards) expect([1 <= shard, shard <= count, Number.isInteger(shard)]).toEqual([true, true, true])
        expect(shards).toEqual(shards.toSorted((a, b) => a - b))
      }),
    )
  })

  it('gives no shard more than its share and one file', () => {
    fc.assert(
      fc.property(sizes, counts, (all, count) => {
        const loads = Array.from({ length: count }, () => 0)
        shardsOf(all, count).forEach((shard, position) => (loads[shard - 1]! += all[position]! + 1))
        const total = loads.reduce((sum, load) => sum + load, 0)
        const largest = all.reduce((most, size) => Math.max(most, size + 1), 0)
        expect(Math.max(...loads)).toBeLessThanOrEqual((total / count + largest) * (1 + 1e-9))
      }),
    )
  })

  it('goes by bytes and not by number', () => {
    expect(shardsOf([900, 100, 100, 100, 100, 100, 100, 100, 100, 100], 2)).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 2, 2])
  })

  it('goes by number where nothing has a size', () => {
    expect(shardsOf([0, 0, 0, 0], 2)).toEqual([1, 1, 2, 2])
  })
})

describe('the name of a shard', () => {
  it.for([
    ['1/1', { number: 1, of: 1 }],
    ['2/8', { number: 2, of: 8 }],
    ['1000/1000', { number: 1000, of: 1000 }],
  ] as const)('%s', ([name, shard]) => {
    expect(shardNamed(name)).toEqual(shard)
  })

  it.for(['', '2', '0/8', '1/0', '01/8', '1/8/2', ' 1/8', '-1/8', '1.5/8', '2 of 8'])('is not “%s”', (name) => {
    expect(shardNamed(name)).toBeUndefined()
  })

  it.for(['9/8', '1/1001', '2/1'])('is of a part that there is, which %s is not', (name) => {
    expect(() => shardNamed(name)).toThrow(`There is no part ${name}`)
  })
})
