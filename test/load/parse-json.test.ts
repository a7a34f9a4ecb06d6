import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc, { type GeneratorValue } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carefulJson } from '../../src/core/load/careful-json.ts'
import { toUtf8 } from '../../src/core/load/encoding.ts'
import { fastJson } from '../../src/core/load/fast/fast-json.ts'
import { Notes } from '../../src/core/load/notes.ts'
import { parseJson } from '../../src/core/load/parse-json.ts'
import { linesOf } from '../../src/core/load/lines.ts'
import { SyntaxProblem } from '../../src/core/load/syntax-problem.ts'
import { differenceOf } from '../../src/core/render/verify.ts'
import { hasSpecs, SPECS } from '../support/specs.ts'
import { keptTexts, withTexts } from './kept-texts.ts'

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
    const lineOf = linesOf(Buffer.from(source))
    expect([code, lineOf(other!), lineOf(offset)]).toEqual(['duplicate-key', { line: 2, column: 2 }, { line: 4, column: 2 }])
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

  it('keeps names with escapes apart from one that is a backslash, which not every JSON.parse does', () => {
    const namesOf = (source: string): string[] => Object.keys(parseJson(source, new Notes()) as object)

    expect(namesOf(String.raw`{"first": {}, "\\": 0}`)).toEqual(['first', '\\'])
    expect(namesOf(String.raw`{"first": {}, "\u0085": 0}`)).toEqual(['first', '\u0085'])
    expect(namesOf('{"first": {}, "é": 0}')).toEqual(['first', 'é'])
  })

  it('that nests too deeply is refused', () => {
    expect(problemIn('['.repeat(100_000)).code).toBe('too-deep')
  })

  it('is read the fast way as by the careful parser, also where that refuses it', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.gen(), (g) => {
        const source = mutated(g, arbitraryJson(g, 0))
        if (source.isWellFormed()) expectEqual(Buffer.from(source), g(fc.constantFrom, undefined, 0, 30))
      }),
      { numRuns: 10_000, seed: 5 },
    )
  })

  it.runIf(hasSpecs)('of real descriptions is read the fast way', { timeout: 60_000 }, () => {
    const files = readdirSync(SPECS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'))
    for (const file of files) {
      const bytes = toUtf8(readFileSync(join(SPECS, file)))
      expect(expectEqual(bytes), file).toBe(false)
      expect(expectEqual(bytes, 10_000), file).toBe(false)
    }
  })
})

/** The fast way gives up or reads what the careful parser reads. @returns whether it gave up */
function expectEqual(bytes: Buffer, piece?: number): boolean {
  const notes = withTexts()
  const fast = fastJson(bytes, notes, undefined, piece)
  if (fast === undefined) return true
  const carefulNotes = new Notes()
  expect(differenceOf(carefulJson(bytes.toString(), carefulNotes), carefulNotes, fast, notes)).toBeUndefined()
  expect(keptTexts(fast, notes).wrong).toEqual([])
  return false
}

const NAMES = ['a', 'b', '1', '2', '10', '01', '', 'é', '😀', '__proto__', 'toString', '4294967295', '4294967296', '99999999999']
const ESCAPES = [
  '\\u0031',
  '1\\u0030',
  'x\\u0041',
  '\\n',
  '\\"',
  '\\\\',
  '\\u0000',
  '\\u0000#1',
  '\\u0000*0',
  '\\ud83d',
  '\u0085',
  '\\x',
  '\\u12',
]
const NUMBERS = [
  '0',
  '1',
  '-1',
  '-0',
  '1.0',
  '1e3',
  '1E400',
  '12345678901234567890',
  '0.1',
  '-0.0',
  '1e-7',
  '0.672258592471358',
  '0.18654283173599448',
]
const MISTAKES = ['01', '1.', '.5', '+1', '-', '1e', 'Infinity', 'NaN', 'True', 'tru', "'a'", '{,}', '[1,]', '/**/']

function arbitraryJson(g: GeneratorValue, depth: number): string {
  const space = () => g(fc.constantFrom, '', '', '', ' ', '\n', '\t', '\r\n  ')
  const text = () => `"${g(fc.constantFrom, ...NAMES, ...ESCAPES)}"`
  const kind = g(fc.nat, 7)
  if (kind === 0) return g(fc.constantFrom, ...NUMBERS, ...NUMBERS, 'true', 'false', 'null', ...MISTAKES.slice(0, depth))
  if (kind < 3 || depth > 3) return text()
  const entry = () => (kind < 6 ? `${space()}${text()}${space()}:${value()}` : value())
  const value = () => `${space()}${arbitraryJson(g, depth + 1)}${space()}`
  const entries = Array.from({ length: g(fc.nat, 3) }, entry).join(',')
  return kind < 6 ? `{${entries || space()}}` : `[${entries || space()}]`
}

function mutated(g: GeneratorValue, source: string): string {
  if (g(fc.nat, 2) > 0) return source
  const at = g(fc.nat, source.length)
  const token = g(fc.constantFrom, '{', '}', '[', ']', ',', ':', '"', '\\', ' ', '1', 'e', '\n', '\u0001', '\ufeff', '#', '\u00a0')
  return source.slice(0, at) + token + source.slice(at + g(fc.nat, 1))
}
