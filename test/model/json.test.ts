import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eachRef, eachRefIn, type Json } from '../../src/core/model/json.ts'

const KEYS = ['$ref', 'x$ref', '"$ref', '"$ref":"', '\\$ref', '\\', 'a']
const REFS = ['#/a', '', '"', '\\', 'a"b\\', '"$ref":"c"', 'é']

const arbitraryJson = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(...REFS, 1, true, null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 4 }),
  ),
})).value

describe('references in JSON', () => {
  it('are those in its values', () => {
    let count = 0
    fc.assert(
      fc.property(arbitraryJson, (value) => {
        const [inValue, inText]: [string[], string[]] = [[], []]
        eachRef(value, (ref) => inValue.push(ref))
        eachRefIn(JSON.stringify(value), (ref) => inText.push(ref))
        count += inText.length
        expect(inText.toSorted()).toEqual(inValue.toSorted())
      }),
      { numRuns: 5000 },
    )
    expect(count).toBeGreaterThan(300)
  })
})
