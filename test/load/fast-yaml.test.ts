import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { anyYaml } from '../../src/core/load/any-yaml.ts'
import { toUtf8 } from '../../src/core/load/encoding.ts'
import { fastYaml } from '../../src/core/load/fast/fast-yaml.ts'
import { Notes } from '../../src/core/load/notes.ts'
import type { Json, JsonObject } from '../../src/core/model/json.ts'
import { differenceOf } from '../../src/core/render/verify.ts'
import { YAML } from '../../src/core/render/format.ts'
import { arbitraryData } from '../judge/arbitrary-data.ts'
import { printed } from '../support/print.ts'
import { hasSpecs, SPECS } from '../support/specs.ts'
import { keptTexts, withTexts } from './kept-texts.ts'
import { arbitraryTokens, arbitraryYaml, mutated } from './arbitrary-yaml.ts'

/**
 * The fast way either gives up or reads exactly what the full parser reads, in one piece and in many.
 *
 * @returns whether it gave up
 */
function expectEqual(source: string | Buffer, piece?: number): boolean {
  const notes = withTexts()
  const bytes = Buffer.from(source)
  const fast = fastYaml(bytes, notes, undefined, piece)
  if (fast === undefined) return true
  const fullNotes = new Notes()
  expect(differenceOf(anyYaml(bytes.toString(), fullNotes), fullNotes, fast, notes)).toBeUndefined()
  expect(keptTexts(fast, notes).wrong).toEqual([])
  return false
}

const yamlFilesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => join(folder, file))

function read(text: string): Json | undefined {
  return fastYaml(Buffer.from(text), new Notes())
}

describe('the fast way through YAML', () => {
  it.runIf(hasSpecs)('reads every real description as the full parser does, and hardly ever gives up', { timeout: 120_000 }, () => {
    const files = yamlFilesIn(SPECS)
    const gaveUp = files.filter((file) => expectEqual(toUtf8(readFileSync(file))))
    expect(gaveUp).toEqual([])
  })

  it.runIf(hasSpecs)('reads them in pieces as in one', { timeout: 60_000 }, () => {
    for (const file of yamlFilesIn(SPECS)) {
      const bytes = toUtf8(readFileSync(file))
      const [notes, noteOfPieces] = [new Notes(), new Notes()]
      const inPieces = fastYaml(bytes, noteOfPieces, undefined, 10_000)!
      expect(differenceOf(fastYaml(bytes, notes, undefined, Infinity)!, notes, inPieces, noteOfPieces)).toBeUndefined()
    }
  })

  it('reads the catalogue and the playground as the full parser does', { timeout: 60_000 }, () => {
    for (const folder of ['../catalogue', '../../playground/specs']) {
      for (const file of yamlFilesIn(resolve(import.meta.dirname, folder))) {
        const bytes = toUtf8(readFileSync(file))
        try {
          anyYaml(bytes.toString(), new Notes())
        } catch {
          // What the full parser refuses must not be accepted.
          expect(fastYaml(bytes, new Notes())).toBeUndefined()
          continue
        }
        expectEqual(bytes)
        expectEqual(bytes, 200)
      }
    }
  })

  it('reads whatever the renderer and another printer write', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), arbitraryData), (data) => {
        const document = { data } as unknown as JsonObject
        const text = printed(document, YAML)
        // A name that is a backslash is left to the full parser.
        expect(expectEqual(text)).toBe(/[{,]"\\\\":/.test(JSON.stringify(data)))
        expectEqual(stringify(document))
        expectEqual(stringify(document, { lineWidth: 20, defaultStringType: 'QUOTE_SINGLE' }))
        expectEqual(stringify(document, { lineWidth: 30, defaultStringType: 'BLOCK_FOLDED' }))
        expectEqual(stringify(document, { lineWidth: 30, collectionStyle: 'flow' }))
      }),
      { numRuns: 500, seed: 7 },
    )
  })

  it('gives up or agrees on YAML of all styles', { timeout: 60_000 }, () => {
    let agreed = 0
    fc.assert(
      fc.property(fc.gen(), (g) => {
        if (!gaveUpAt(arbitraryYaml(g), g(fc.constantFrom, undefined, 0, 30))) agreed++
      }),
      { numRuns: 6_000, seed: 11 },
    )
    // Nearly all others are mistakes.
    expect(agreed).toBeGreaterThan(500)
  })

  it('gives up or agrees on what is hardly YAML', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.gen(), (g) => {
        gaveUpAt(arbitraryTokens(g))
        gaveUpAt(mutated(g, arbitraryYaml(g)), g(fc.constantFrom, undefined, 0, 30))
      }),
      { numRuns: 6_000, seed: 13 },
    )
  })

  it.runIf(hasSpecs)('gives up or agrees on real descriptions with mistakes', { timeout: 60_000 }, () => {
    const files = yamlFilesIn(SPECS).map((file) => readFileSync(file, 'utf8').split('\n'))
    fc.assert(
      fc.property(fc.gen(), (g) => {
        const lines = files[g(fc.nat, files.length - 1)]!
        const from = g(fc.nat, lines.length)
        gaveUpAt(mutated(g, withoutIndentation(lines.slice(from, from + 25)).join('\n')), g(fc.constantFrom, undefined, 0, 100))
      }),
      { numRuns: 3_000, seed: 17 },
    )
  })

  it('knows what descriptions hold', () => {
    const text = `
# A comment
---
folded: >-   # and another
  one
  line

  second
   more
plain: first
  second # end
single: 'it''s

  new'
double: "caf\\u00e9 \\
  \\U0001F600\\ttab"
flow: [1, {a: b, "c":d}, # comment
  'e',
]
base: &base {x: 1, y: 12345678901234567890}
copy:
  <<: [*base]
  x: 2
alias: *base
? |
  long
  key
: - value
08: octal?
responses:
  404: none
  200: ok
  default: other
keep: |+
  text

`
    expect(read(text)).toEqual({
      folded: 'one line\nsecond\n more',
      plain: 'first second',
      single: "it's\nnew",
      double: 'café 😀\ttab',
      flow: [1, { a: 'b', c: 'd' }, 'e'],
      base: { x: 1, y: Number('12345678901234567890') },
      copy: { x: 2, y: Number('12345678901234567890') },
      alias: { x: 1, y: Number('12345678901234567890') },
      'long\nkey\n': ['value'],
      '08': 'octal?',
      responses: { 404: 'none', 200: 'ok', default: 'other' },
      keep: 'text\n\n',
    })
    expect(expectEqual(text)).toBe(false)
    expectEqual(text, 0)
  })

  it('shares what aliases share, however often', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(9)}]`)
    const root = read(`a0: &a0 x\n${lines.join('\n')}\n`) as Record<string, Json[][]>
    expect(root['a30']![0]).toBe(root['a30']![8])
    expect(root['a30']![0]).toBe(root['a29'])
  })

  it('knows as many anchors as generators write, and leaves the rest to the full parser', () => {
    const anchored = (count: number): string =>
      Array.from({ length: count }, (_, index) => `k${index}: &id${index} {n: ${index}}\nl${index}: *id${index % 7}\n`).join('')
    expect(expectEqual(anchored(5_000))).toBe(false)
    expect(expectEqual(anchored(5_000), 1_000)).toBe(false)
    expect(expectEqual(anchored(20_000))).toBe(true)
  })

  it.each([
    ['tabs in quotes', `a: "${'\t'.repeat(1_000_000)}x"\n`],
    ['tabs in plain text', `a: x${'\t'.repeat(1_000_000)}x\n`],
    [
      'anchors with the same hash',
      sameHash(5_000)
        .map((name) => `- &${name} x\n`)
        .join(''),
    ],
  ])('leaves to the full parser, at once, what would take it long: %s', (_, text) => {
    expect(read(text)).toBeUndefined()
  })

  it('leaves to the full parser what the nesting of a text is too deep for', () => {
    expect(read('a: '.repeat(1) + '['.repeat(100_000))).toBeUndefined()
    expect(read(Array.from({ length: 3_000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''))).toBeUndefined()
  })
})

/** Names of one length, each of thirteen pairs of letters that count the same. */
function sameHash(count: number): string[] {
  // 31 · a + b is the same for both.
  const pairs = ['bB', 'aa']
  return Array.from({ length: count }, (_, index) =>
    index
      .toString(2)
      .padStart(13, '0')
      .replace(/\d/g, (digit) => pairs[Number(digit)]!),
  )
}

/** Whether the fast way gives up at a text; it must at what the full parser refuses. */
function gaveUpAt(text: string, piece?: number): boolean {
  if (!text.isWellFormed()) return true
  return expectEqual(text, piece)
}

function withoutIndentation(lines: string[]): string[] {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length)
  return lines.map((line) => line.slice(Math.min(...indents)))
}
