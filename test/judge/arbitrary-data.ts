/** Data of all sorts, as it stands in examples, defaults and extensions. */
import fc from 'fast-check'

/** Strings that some YAML reader takes for something else, and some that are hard to print. */
const HARD_STRINGS = [
  'yes',
  'no',
  'null',
  '~',
  '',
  '007',
  '0x1F',
  '1e3',
  '1_000',
  '12:30:45',
  '2024-01-01',
  '<<',
  '=',
  '- a',
  'a: b',
  '@x',
  '*x',
  ' lead',
  'trail ',
  'tab\there',
  'nl\n',
  'two\n\nlines\n',
  '\r\n',
  '\u2028',
  '\u0085',
  '\uFEFF',
  '😀',
]

const scalar = fc.oneof(
  fc.constantFrom<unknown>(...HARD_STRINGS, null, true, false, 0, -1, 1.5, 1e21, 9_007_199_254_740_991),
  fc.string({ unit: 'binary-ascii' }),
  fc.string({ unit: 'grapheme' }),
)

/** In data a `$ref` is nothing but data, whether it leads somewhere or not. */
const likeReference = fc.constantFrom({ $ref: '#/components/schemas/A' }, { $ref: 'nowhere.yaml#/x' }, { $ref: { deep: true } })

const key = fc
  .oneof(fc.constantFrom('a', 'on', '1', '$ref-like', 'type', 'nullable', 'x-y', 'constructor'), fc.string({ maxLength: 4 }))
  .filter((name) => name !== '$ref' && name !== '__proto__')

export const arbitraryData: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  data: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    likeReference,
    fc.array(tie('data'), { maxLength: 3 }),
    fc.dictionary(key, tie('data'), { maxKeys: 3 }),
  ),
}))['data'] as fc.Arbitrary<unknown>
