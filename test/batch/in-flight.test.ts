import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inFlight } from '../../src/core/batch/in-flight.ts'

describe('work in flight', () => {
  it('is done for every item once, with no more at once than are allowed', () =>
    fc.assert(
      fc.asyncProperty(fc.nat({ max: 700 }), fc.integer({ min: 1, max: 16 }), async (count, concurrency) => {
        const items = Array.from({ length: count }, (_, index) => `item ${index}`)
        const done: string[] = []
        let running = 0
        let most = 0
        await inFlight(items, concurrency, async (item, position) => {
          expect(item).toBe(items[position])
          most = Math.max(most, ++running)
          await setImmediate()
          running--
          done.push(item)
        })
        expect(done.toSorted()).toEqual(items.toSorted())
        expect(most).toBeLessThanOrEqual(concurrency)
        // With few items each is taken by itself, so that as many as may be are at work.
        if (count >= concurrency) expect(most).toBe(concurrency)
      }),
      { numRuns: 40 },
    ))

  it.each([1, 4, 16])('begins nothing more once something has failed, however soon: %i at once', async (concurrency) => {
    const begun: number[] = []
    const run = inFlight([...Array(1000).keys()], concurrency, async (item) => {
      begun.push(item)
      throw new Error('failed')
    })
    await expect(run).rejects.toThrow('failed')
    expect(begun.length).toBeLessThanOrEqual(concurrency)
  })

  it('begins nothing after a failure, and ends what has begun', async () => {
    const begun: number[] = []
    const ended: number[] = []
    const run = inFlight([...Array(1000).keys()], 4, async (item) => {
      begun.push(item)
      await setImmediate()
      if (begun.length > 20) throw new Error('failed')
      ended.push(item)
    })
    await expect(run).rejects.toThrow('failed')
    expect(begun.length).toBeLessThan(30)
    const before = begun.length
    await setImmediate()
    expect(begun.length).toBe(before)
    expect(ended.length).toBeGreaterThan(0)
  })
})
