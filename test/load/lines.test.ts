import fc from 'fast-check'
import { expect, it } from 'vitest'
import { linesOf } from '../../src/core/load/lines.ts'

it('finds the line and column of any place, in UTF-16 units, in texts of any size', () => {
  const piece = fc.constantFrom('\n', 'a', 'é', '\u2028', '😀', '\r\n', 'a line that is longer than sixteen bytes, and has “quotes”')
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }),
      fc.nat(400),
      fc.array(fc.nat(1e6), { minLength: 1, maxLength: 5 }),
      (pieces, times, places) => {
        const text = pieces.join('').repeat(times)
        const lineOf = linesOf(Buffer.from(text))
        for (const place of places) {
          const characters = Array.from(text.slice(0, place % (text.length + 1)))
          const before = characters
            .join('')
            .toWellFormed()
            .replace(/\ufffd$/, '')
          const lines = before.split('\n')
          expect(lineOf(Buffer.byteLength(before))).toEqual({ line: lines.length, column: lines.at(-1)!.length + 1 })
        }
      },
    ),
  )
})
