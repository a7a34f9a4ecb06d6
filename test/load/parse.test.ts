import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refuseOtherEncoding } from '../../src/core/load/encoding.ts'
import { Notes } from '../../src/core/load/notes.ts'
import { parseSource } from '../../src/core/load/parse.ts'
import type { SliceError } from '../../src/core/problems.ts'
import { sliceInMemory } from '../support/slice.ts'
import { temporaryFolder, writeTree } from '../support/tree.ts'

const parsed = (source: string | Buffer, file: string): unknown => parseSource(source, file, file, new Notes())

describe('a text that is not in UTF-8', () => {
  const refused = (...parts: (string | Buffer)[]): unknown => {
    try {
      refuseOtherEncoding(Buffer.concat(parts.map((part) => Buffer.from(part))), 'openapi.yaml')
      return undefined
    } catch (error) {
      const { code, message } = error as SliceError
      return `${code}: ${message}`
    }
  }
  const at = (place: string): string => `not-utf8: openapi.yaml is not text in UTF-8 (${place}).`
  const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')

  it.for([
    [['{\n  "a": "plain",\n  "b": "gr', latin1('ü'), 'n"\n}\n'], 'line 3, column 11'],
    [['a: plain\nb: gr', latin1('ü'), 'n\n'], 'line 2, column 6'],
    // The sign that stands for a mistake begins with this byte.
    [['a: na', latin1('ï'), 've'], 'line 1, column 6'],
    [['a: b\nc: ', latin1('ï')], 'line 2, column 4'],
    [['a: ', Buffer.from('😀').subarray(0, 3)], 'line 1, column 4'],
    [['a: 😀', Buffer.from([0x80, 0x80, 0x80, 0x80, 0x80]), 'x'.repeat(100)], 'line 1, column 6'],
    [['ä\ufffd: 1\nü😀: "', latin1('é'), '"\n'], 'line 2, column 7'],
    [[latin1('ÿ')], 'line 1, column 1'],
    [['ä'.repeat(10_000), '\n', '😀'.repeat(10_000), latin1('é'), '€'.repeat(10_000)], 'line 2, column 20001'],
  ] as const)('is refused with the place: %#', ([parts, place]) => {
    expect(refused(...parts)).toBe(at(place))
  })

  it('is refused wherever the mistake is', () => {
    const characters = fc.array(fc.constantFrom('a', 'ü', '€', '😀', '\ufffd'), { maxLength: 40 }).map((list) => list.join(''))
    const mistakes = fc.constantFrom(
      [0xff],
      [0xef],
      [0xc3],
      [0xe2, 0x82],
      [0xf0, 0x9f, 0x98],
      [0x80],
      [0x80, 0x80, 0x80, 0x80],
      [0xc0, 0xaf],
    )
    fc.assert(
      fc.property(characters, mistakes, characters, (before, mistake, after) => {
        expect(refused(before, Buffer.from(mistake), after)).toBe(at(`line 1, column ${before.length + 1}`))
        expect(refused(before, after)).toBeUndefined()
      }),
    )
  })

  it('is one of what references lead to, too', async () => {
    const folder = temporaryFolder()
    writeTree(folder, {
      'openapi.yaml':
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get: {description: {$ref: t.md}, responses: {'200': {description: ok}}}\n",
    })
    writeFileSync(join(folder, 't.md'), latin1('Größe'))
    const { result } = await sliceInMemory(join(folder, 'openapi.yaml'))
    expect(result.failures).toMatchObject([{ reason: expect.stringMatching(/t\.md is not text in UTF-8 \(line 1, column 3\)/) }])
  })
})

describe('a file with several YAML documents', () => {
  it('is refused with the place of the second, as nobody could tell which is meant', () => {
    expect(() => parsed('a: 1\n---\n# then\nb: 2\n', 'openapi.yaml')).toThrow(
      expect.objectContaining({
        code: 'syntax-error',
        message: expect.stringMatching(/a second document begins.*\(line 4, column 1\)/i),
      }),
    )
    expect(() => parsed('a: 1\n...\n---\n- 1\n', 'openapi.yaml')).toThrow(/second document/)
    expect(() => parsed('a: [\n---\nb: 2\n', 'openapi.yaml')).toThrow(/not valid YAML: (?!.*second document)/)
  })

  it.for(['---\na: 1\n', 'a: 1\n...\n', 'a: 1\n---\n', '---\na: 1\n---\n# nothing\n...\n'])(
    'is not one that only begins or ends a document: %j',
    (text) => {
      expect(parsed(text, 'openapi.yaml')).toEqual({ a: 1 })
    },
  )
})

describe('YAML with tags of YAML 1.1, and others,', () => {
  it.for<[source: string, value: unknown]>([
    ['!!omap [a: 1, b: 2]', [{ a: 1 }, { b: 2 }]],
    ['!!pairs [a: 1, a: 2]', [{ a: 1 }, { a: 2 }]],
    ['!!set {a, b}', { a: null, b: null }],
    ['!!binary aGVsbG8=', 'aGVsbG8='],
    ['!!timestamp 2020-01-01', '2020-01-01'],
    ['!!timestamp tomorrow', 'tomorrow'],
    ['!own {a: 1}', { a: 1 }],
  ])('is what it is without them: %j', ([source, value]) => {
    expect(parsed(`example: ${source}`, 'a.yaml')).toEqual({ example: value })
  })
})
