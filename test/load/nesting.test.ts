import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/core/model/json.ts'
import { isShallow, nestingOf } from '../../src/core/model/nesting.ts'

describe('nesting', () => {
  it('is seen at a glance as it is when counted', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(8), (value, levels) => {
        const whole = [value as Json]
        expect(isShallow(whole, levels)).toBe(nestingOf(whole) <= levels)
      }),
    )
  })

  it('is counted where aliases multiply', () => {
    let value: Json = 'x'
    for (let level = 0; level < 60; level++) value = [value, value]
    expect(isShallow(value, 500)).toBe(false)
    expect(nestingOf(value)).toBe(60)
  })

  it('has no end where a value contains itself', () => {
    const value: Record<string, unknown> = { a: [1] }
    value['b'] = { c: value }
    expect(isShallow(value as Json, 500)).toBe(false)
    expect(nestingOf(value as Json)).toBe(Infinity)
  })
})
