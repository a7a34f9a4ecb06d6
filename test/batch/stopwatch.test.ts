import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Stopwatch } from '../../src/core/batch/stopwatch.ts'
import { timingLines } from '../../src/report/timing.ts'

describe('a stopwatch', () => {
  let now = 0
  beforeEach(() => {
    now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => now)
  })
  afterEach(() => vi.restoreAllMocks())

  const spend = (time: number): void => void (now += time)

  it('gives the time of the innermost stage to that stage only', () => {
    const watch = new Stopwatch()
    spend(1)
    const result = watch.run('render', () => {
      spend(10)
      watch.run('check', () => spend(100))
      spend(1000)
      return 'done'
    })
    expect(result).toBe('done')
    expect(watch.times()).toEqual({ other: 1, render: 1010, check: 100 })
  })

  it('gives the time of waiting to what is waited for, unless something is computed meanwhile', async () => {
    const watch = new Stopwatch()
    let finish!: () => void
    const waiting = watch.wait('validate', () => {
      spend(1)
      return new Promise<void>((resolve) => (finish = resolve))
    })
    spend(10)
    watch.run('render', () => spend(100))
    spend(1000)
    finish()
    await waiting
    spend(10_000)
    expect(watch.times()).toEqual({ validate: 1011, render: 100, other: 10_000 })
  })

  it('goes on when a stage throws', async () => {
    const watch = new Stopwatch()
    const fail = (): never => {
      spend(1)
      throw new Error('failed')
    }
    expect(() => watch.run('link', fail)).toThrow('failed')
    await expect(watch.wait('load', async () => fail())).rejects.toThrow('failed')
    spend(5)
    expect(watch.times()).toEqual({ link: 1, load: 1, other: 5 })
  })
})

describe('the table of times', () => {
  it('has a line for each stage that took some, in the order of a run', () => {
    const timings = { write: 250, load: 650, convert: 0.1, other: 0 }
    expect(timingLines({ timings, elapsed: 900 }, { start: 100, memory: 123_456_789 })).toEqual([
      'Where the time went:',
      '  start     100 ms   10%',
      '  load      650 ms   65%',
      '  write     250 ms   25%',
      '  total    1000 ms  100%',
      '  Peak of memory: 123.5 MB',
    ])
  })

  it('has little to tell of a run in which nothing had to be done', () => {
    expect(timingLines({ timings: {}, elapsed: 10 }, { start: 90, memory: 5e7 })).toEqual([
      'Where the time went:',
      '  start      90 ms   90%',
      '  look       10 ms   10%',
      '  total     100 ms  100%',
      '  Peak of memory: 50.0 MB',
    ])
  })
})
