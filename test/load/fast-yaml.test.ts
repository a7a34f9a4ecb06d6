import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { fastYaml } from '../../src/core/load/fast-yaml.ts'
import { Notes } from '../../src/core/load/notes.ts'
import { parseAnyYaml } from '../../src/core/load/parse-yaml.ts'
import type { JsonObject } from '../../src/core/model/json.ts'
import { YamlFormat } from '../../src/core/render/yaml.ts'
import { differenceOf } from '../../src/core/render/verify.ts'
import { arbitraryData } from '../judge/arbitrary-data.ts'
import { printed } from '../support/print.ts'
import { hasSpecs, SPECS } from '../support/specs.ts'

/** The fast way either gives up or reads exactly what the full parser reads. @returns whether it gave up */
function expectEqual(text: string): boolean {
  const notes = new Notes()
  const fast = fastYaml(text, notes, (piece) => parseAnyYaml(piece, notes))
  if (fast === undefined) return true
  const fullNotes = new Notes()
  expect(differenceOf(parseAnyYaml(text, fullNotes), fullNotes, fast, notes)).toBeUndefined()
  return false
}

const yamlFilesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => join(folder, file))

describe('the fast way through YAML', () => {
  it.runIf(hasSpecs)('reads every real description as the full parser does, and seldom gives up', { timeout: 120_000 }, () => {
    const files = yamlFilesIn(SPECS)
    const gaveUp = files.filter((file) => expectEqual(readFileSync(file, 'utf8')))
    expect(gaveUp.length / files.length).toBeLessThan(0.02)
  })

  it('reads the catalogue and the playground as the full parser does', { timeout: 60_000 }, () => {
    for (const folder of ['../catalogue', '../../playground/specs']) {
      for (const file of yamlFilesIn(resolve(import.meta.dirname, folder))) {
        const text = readFileSync(file, 'utf8')
        try {
          parseAnyYaml(text, new Notes())
        } catch {
          // What the full parser refuses must not be accepted.
          expect(fastYaml(text, new Notes(), (piece) => parseAnyYaml(piece, new Notes()))).toBeUndefined()
          continue
        }
        expectEqual(text)
      }
    }
  })

  it('reads whatever the renderer and another printer write', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), arbitraryData), (data) => {
        const document = { data } as unknown as JsonObject
        const text = printed(document, new YamlFormat())
        expect(expectEqual(text)).toBe(false)
        expectEqual(stringify(document))
        expectEqual(stringify(document, { lineWidth: 20, defaultStringType: 'QUOTE_SINGLE' }))
        expectEqual(stringify(document, { lineWidth: 30, defaultStringType: 'BLOCK_FOLDED' }))
      }),
      { numRuns: 500, seed: 7 },
    )
  })

  it('gives up or agrees on lines put together at random', () => {
    const line = fc.constantFrom(
      'a: 1',
      'b:',
      '  c: x',
      '  - d',
      '- e: f',
      '    g: |',
      '      text',
      "h: 'it''s'",
      'i: "\\u00e9"',
      '# k',
      '',
      'l: [1, 2]',
      'm: {n: o}',
      'p: >-',
      '  folded',
      '  more',
      'q: r #s',
      't: u: v',
      '? w',
      'x: &y z',
      'a2: *y',
      '"b": 2',
      'c2: - d',
      '    ',
      '\te: f',
      'g2: 0x1F',
      'h2: 1e3',
      'i2: ~',
      '---',
      '...',
      'j: |-',
      '   three',
      'k2: |+',
      'n2: "two',
      '  lines"',
      'null: 1',
      '200: ok',
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.boolean(), (lines, ends) => {
        const text = lines.join('\n') + (ends ? '\n' : '')
        const notes = new Notes()
        const fast = fastYaml(text, notes, (piece) => parseAnyYaml(piece, notes))
        if (fast === undefined) return
        const fullNotes = new Notes()
        expect(differenceOf(parseAnyYaml(text, fullNotes), fullNotes, fast, notes)).toBeUndefined()
      }),
      { numRuns: 20_000, seed: 11 },
    )
  })
})
