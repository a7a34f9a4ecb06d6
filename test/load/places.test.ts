import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml'
import { fastJson } from '../../src/core/load/fast/fast-json.ts'
import { linesOf } from '../../src/core/load/lines.ts'
import { jsonLocator } from '../../src/core/load/locate-json.ts'
import { yamlLocator } from '../../src/core/load/locate-yaml.ts'
import { Notes } from '../../src/core/load/notes.ts'
import type { Outline } from '../../src/core/load/outline.ts'
import { hasSpecs, SPECS } from '../support/specs.ts'

const OWN = resolve(import.meta.dirname, '../..')

/** More pointers than these of one text say nothing new. */
const MAX_POINTERS = 2_000

const MAX_LENGTH = 150_000

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:json|ya?ml)$/.test(file))
    .map((file) => join(folder, file))

/** Where the full parser, given the whole text, sees the keys and items that pointers lead to, as line and column. */
function placesIn(text: string): Map<string, string> {
  const counter = new LineCounter()
  const { contents } = parseDocument(text, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent', lineCounter: counter })
  const places = new Map<string, string>()
  const note = (node: unknown, tokens: readonly string[]): void => {
    const start = isNode(node) ? node.range?.[0] : undefined
    if (start === undefined) return
    const { line, col } = counter.linePos(start)
    places.set(JSON.stringify(tokens), `${line}:${col}`)
  }
  const pending: [Node | null, readonly string[]][] = [[contents, []]]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [node, tokens] = next
    const entries: [unknown, string, unknown][] = isMap(node)
      ? (node.items as Pair[]).map((pair) => [pair.key, isScalar(pair.key) ? nameOf(pair.key) : '', pair.value])
      : isSeq(node)
        ? node.items.map((item, index) => [item, String(index), item])
        : []
    for (const [at, token, value] of entries) {
      note(at, [...tokens, token])
      pending.push([value as Node, [...tokens, token]])
    }
  }
  return places
}

const nameOf = ({ value, source }: { value: unknown; source?: string }): string =>
  typeof value === 'string' || value === null ? String(value) : (source ?? String(value))

function expectSamePlaces(file: string, text: string): void {
  const bytes = Buffer.from(text)
  const locators = file.endsWith('.json') ? [jsonLocator(bytes), jsonLocator(bytes, outlineOf(bytes))] : [yamlLocator(bytes)]
  const lineOf = linesOf(bytes)
  const all = [...placesIn(text)]
  const step = Math.ceil(all.length / MAX_POINTERS)
  for (const [pointer, expected] of all.filter((_, index) => index % step === 0)) {
    for (const offsetOf of locators) {
      const { line, column } = lineOf(offsetOf(JSON.parse(pointer) as string[]) ?? -1)
      expect(`${pointer} ${line}:${column}`, file).toBe(`${pointer} ${expected}`)
    }
  }
}

/** As it is noted of a text that is large for its parser. */
function outlineOf(bytes: Buffer): Outline {
  const outline: Outline = new Map()
  fastJson(bytes, new Notes(), outline, 0)
  return outline
}

describe('the places of keys and items', () => {
  it('are where the full parser sees them', () => {
    const files = [...filesIn(join(OWN, 'playground/specs')), ...filesIn(join(OWN, 'test/catalogue/cases'))]
    // A text with a key twice (YML-04) is refused.
    for (const file of files.filter((name) => !name.includes('YML-04'))) expectSamePlaces(file, readFileSync(file, 'utf8'))
    expect(files.length).toBeGreaterThan(200)
  })

  it.runIf(hasSpecs)('are also in real descriptions', { timeout: 240_000 }, () => {
    const texts = filesIn(SPECS).map((file) => ({ file, text: readFileSync(file, 'utf8') }))
    // The full parser takes half a minute for the largest.
    const checked = texts.filter(({ text }) => text.length < MAX_LENGTH)
    for (const { file, text } of checked) expectSamePlaces(file, text)
    expect(checked.length).toBeGreaterThan(1_000)
  })

  it('are found whatever the style', () => {
    expectSamePlaces(
      'odd.yaml',
      `# comment
---
"quoted: \\"key\\"": 1 # comment
'it''s': {flow: [a, {b: c}],
  more: 1}
plain key : &anchor
    deep:
        - x
        -   y: 1
            z: 2
        - - nested
list:
- a
- b: c
  # comment
block: |
  text: none
   more: none
folded: >-

  deep: none
? explicit
: value
alias: *anchor
é: {ü: 1}
-dash: 1
?mark: 1
url: http://example.com
`,
    )
  })

  it('lead to the deepest entry that is there', () => {
    const yaml = yamlLocator(Buffer.from('a:\n  b: [c]\n'))
    expect([yaml([]), yaml(['x']), yaml(['a', 'x']), yaml(['a', 'b', '0']), yaml(['a', 'b', '7', 'x'])]).toEqual([0, 0, 0, 9, 5])
    const json = jsonLocator(Buffer.from(' {"a": {"b": ["}", 1]}}'))
    expect([json([]), json(['x']), json(['a', 'x']), json(['a', 'b', '1']), json(['a', 'b', '7', 'x'])]).toEqual([1, 1, 2, 19, 8])
    const bytes = Buffer.from(' {"a": {"b": {"c": 1}, "d": {}}, "e": [1]}')
    const noted = jsonLocator(bytes, outlineOf(bytes))
    expect([noted([]), noted(['x']), noted(['a', 'x']), noted(['a', 'b', 'c']), noted(['a', 'd', 'x']), noted(['e', '0'])]).toEqual([
      1, 1, 2, 14, 23, 39,
    ])
  })

  it('count lines and UTF-16 units, however long the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'é', '€', '😀', '\n', '\v', '\n\v', 'abcde\n', 'x'.repeat(40_000)), { maxLength: 20 }),
        fc.nat(),
        (parts, where) => {
          const text = parts.join('')
          const at = where % (text.length + 1)
          const before = text.slice(0, at).toWellFormed() === text.slice(0, at) ? text.slice(0, at) : text.slice(0, at - 1)
          // Wherever in memory it lies.
          for (const bytes of [Buffer.from(text), Buffer.from(`?${text}`).subarray(1)]) {
            expect(linesOf(bytes)(Buffer.byteLength(before))).toEqual({
              line: before.split('\n').length,
              column: before.length - before.lastIndexOf('\n'),
            })
          }
        },
      ),
    )
  })
})
