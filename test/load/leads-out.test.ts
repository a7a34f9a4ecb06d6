import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leadsOut, leadsOutByText } from '../../src/core/load/leads-out.ts'
import type { Json } from '../../src/core/model/json.ts'

const both = (text: string): [boolean | undefined, boolean] => [
  leadsOutByText(Buffer.from(text)),
  leadsOut(JSON.parse(text) as Json, 1e6).isOut,
]

describe('whether references lead out of a document in JSON', () => {
  it.each([
    ['a reference to another file', '{"a":{"$ref":"b.json"}}', true],
    ['one with spaces around its colon', '{"$ref"\n\t :\r\n "b.json#/c"}', true],
    ['one behind others', '{"a":{"$ref":"#/b"},"c":[{"$ref":""},{"$ref":"d"}]}', true],
    ['references inside', '{"a":{"$ref":"#/b"},"b":{"$ref" : "#"}}', false],
    ['an empty reference', '{"$ref":""}', false],
    ['a property that is called $ref', '{"properties":{"$ref":{"type":"string"}}}', false],
    ['the name as a value', '{"a":["$ref","b"],"c":"$ref"}', false],
    ['a text that tells of it', '{"a":"write \\"$ref\\": \\"b.json\\""}', false],
    ['a longer name that ends so', '{"my$ref":"b","my \\"$ref":"b","\\\\$ref":"b"}', false],
  ])('is told by %s', (_, text, expected) => {
    expect(both(text)).toEqual([expected, expected])
  })

  it.each(['{"\\u0024ref":"b.json"}', '{"$ref":"\\u0023/a"}', '{"$ref":"#/"}'])('is not told by text that has more to say: %s', (text) => {
    expect(leadsOutByText(Buffer.from(text))).toBeUndefined()
  })

  it('is the same by text and by values', () => {
    const string = fc.oneof(fc.constantFrom('$ref', '#', '#/a', 'a.json', '', '"$ref"', '\\', '"', '$ref":'), fc.string())
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        string,
        fc.constant(null),
        fc.integer(),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(string, tie('value'), { maxKeys: 4 }),
      ),
    }))
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\t'), (document, space) => {
        const [byText, byValues] = both(JSON.stringify(document, null, space))
        expect(byText ?? byValues).toBe(byValues)
      }),
      { numRuns: 2_000 },
    )
  })
})
