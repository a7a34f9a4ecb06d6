import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Notes } from '../../src/core/load/notes.ts'
import { parseJson } from '../../src/core/load/parse-json.ts'
import { lineAndColumn, SyntaxProblem } from '../../src/core/load/syntax-problem.ts'

function problemIn(source: string): SyntaxProblem {
  try {
    parseJson(source, new Notes())
  } catch (error) {
    if (error instanceof SyntaxProblem) return error
    throw error
  }
  throw new Error('It was accepted')
}

describe('JSON', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
        const source = JSON.stringify(value, null, space)
        expect(parseJson(source, new Notes())).toEqual(JSON.parse(source))
      }),
      { numRuns: 500 },
    )
  })

  it('that JSON.parse refuses is refused, with a place in the text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), fc.constantFrom('', ',', '"', '}', ']', 'x', '\\', '\n', '0'), (value, position, text) => {
        const whole = JSON.stringify(value)
        const at = position % (whole.length + 1)
        const source = whole.slice(0, at) + text + whole.slice(at + 1)
        try {
          JSON.parse(source)
        } catch {
          const { offset } = problemIn(source)
          expect(offset).toBeGreaterThanOrEqual(0)
          expect(offset).toBeLessThanOrEqual(source.length)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('with a name twice is refused with both places', () => {
    const source = '{\n "a, \\"b\\"": [1, {"c": "}"}],\n "c": {"a, \\"b\\"": 1},\n "a, \\"b\\"": 2}'
    const { code, offset, other } = problemIn(source)
    expect([code, lineAndColumn(source, other!), lineAndColumn(source, offset)]).toEqual([
      'duplicate-key',
      { line: 2, column: 2 },
      { line: 4, column: 2 },
    ])
  })

  it('keeps numbers that a double cannot hold, names like __proto__, and the order of names like numbers', () => {
    const notes = new Notes()
    const value = parseJson('{"9": 18014398509481985, "__proto__": {"x": 1}, "1": 1e400, "2": 0.1}', notes) as Record<string, never>
    expect(notes.keys(value)).toEqual(['9', '__proto__', '1', '2'])
    expect([notes.numberAt(value, '9'), notes.numberAt(value, '1'), notes.numberAt(value, '2')]).toEqual([
      '18014398509481985',
      '1e400',
      undefined,
    ])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  })

  it('that nests too deeply is refused', () => {
    expect(problemIn('['.repeat(100_000)).code).toBe('too-deep')
  })
})
