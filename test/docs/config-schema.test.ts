import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { configSchema, type Schema } from '../../build/config-schema.ts'
import { loadConfig } from '../../src/config.ts'
import type { Options } from '../../src/core/options/options.ts'
import { resolveOptions } from '../../src/core/options/resolve-options.ts'
import { requestOptions } from '../../src/core/options/resolve-request.ts'
import { SliceError } from '../../src/core/problems.ts'
import { read } from './sources.ts'

const schema = JSON.parse(read('config.schema.json')) as Schema
const isValid = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema)
const request = schema.definitions!['SliceRequest']!

describe('config.schema.json', () => {
  it('is what the types of the options say', async () => {
    await expect(`${JSON.stringify(configSchema(), null, 2)}\n`).toMatchFileSnapshot('../../config.schema.json')
  })

  it('has every option that is no function', () => {
    const functions = ['onForecast', 'onProgress']

    expect(Object.keys(request.properties!).toSorted()).toEqual(requestOptions.filter((name) => !functions.includes(name)).toSorted())
  })

  it('says of every option what it is, and what it is without it', () => {
    const all = {
      ...request.properties,
      assetsDir: schema.properties!['assetsDir']!,
      failOn: schema.properties!['failOn']!,
      dts: schema.properties!['dts']!,
    }
    const told = Object.entries(all).map(([name, { description, default: value }]) => {
      expect(description, name).toMatch(/^[A-Z`].*\.$/s)
      return [name, value ?? / Default: (.*)\.$/s.exec(description!)?.[1]]
    })

    expect(told.filter(([, value]) => value === undefined).map(([name]) => name)).toEqual(['input'])
    // The others are held to what the program does without them.
    expect(
      told.filter(([name]) => all[name as keyof typeof all].default === undefined).map(([name, value]) => `${name}: ${value}`),
    ).toEqual([
      'input: undefined',
      "name: the file's name without extension",
      'filter: all',
      'methods: all',
      'tags: all',
      'operationIds: all',
      'exclude: none',
      'deprecated: both',
      'shard: all of it',
      "cacheDir: 'node_modules/.cache/unplugin-openapi-slice', if there is a `node_modules`",
      'ruleset: none',
      'allow: none',
      'dts: once one is imported, where there is a `tsconfig.json`',
    ])
  })

  const NAMES = [...new Set([...Object.keys(request.properties!), ...Object.keys(schema.properties!), 'onProgress', 'colour', '__proto__'])]
  const TEXTS = [
    ...['', ' ', 'a', '/a/**', 'glob', 'regex', 'yaml', 'json', 'auto', ' auto', '3.1', '3.1.x', ' 3.0.X', '3.1.0', '3.1.y', '3.3', '2.0'],
    ...['error', 'never', 'fail', 'warn', 'once', 'each', 'keep', 'literal', 'flat', 'by-prefix', 'endpoint', 'tag', 'path', 'prefix'],
    ...[
      '500 MB',
      '1.5gb',
      '10 PB',
      '1e3',
      '-1',
      '.',
      '..',
      'a/../b',
      'a/..b',
      'a//b',
      './a',
      '/a',
      'a:b',
      'a/b',
      '2/8',
      'openapi.yaml',
      'true',
      '4',
    ],
  ]
  const FLAT = [...TEXTS, true, false, null, -1, 0, 1, 4, 4.5, 16, 17, 1e12]
  const VALUES = [...FLAT, ...FLAT.flatMap((value) => [[value], ['a', value], { input: value }, [{ input: value }]]), [], {}, [[]]]

  it('takes what the program takes, and refuses what it refuses: any value of any option', () => {
    const accepted = new Set<string>()
    for (const name of NAMES) {
      for (const value of VALUES) {
        const option = Object.fromEntries([[name, value]])
        for (const options of [{ specs: ['a.yaml'], ...option }, { specs: [{ input: 'a.yaml', ...option }] }]) {
          if (expectSame(options)) accepted.add(name)
        }
      }
    }

    expect(NAMES.filter((name) => !accepted.has(name))).toEqual(['$schema', 'onProgress', 'colour', '__proto__'])
  })

  it('takes what the program takes, and refuses what it refuses: any texts', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...'ab./\\: \n3x1MB')).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.oneof(texts, fc.array(texts)), (name, value) => {
        expectSame({ specs: ['a.yaml'], ...Object.fromEntries([[name, value]]) })
      }),
      { numRuns: 3000 },
    )
  })

  /** @returns whether it is taken */
  function expectSame(options: object): boolean {
    // The one is for editors, and taken away where a file is read; the other comes beside `specs` from the command line only.
    if ('$schema' in options || 'name' in options) return false
    const isTaken = isTakenBy(options as Options)
    expect({ options, isTaken: isValid(options) }).toEqual({ options, isTaken })
    return isTaken
  }
})

/** As far as kinds and names are concerned: patterns that mean nothing, and options that do not go together, are not for a schema to see. */
function isTakenBy(options: Options): boolean {
  try {
    resolveOptions(options)
    return true
  } catch (error) {
    if (!(error instanceof SliceError)) throw error
    return error.code === 'bad-pattern' || / is for (?:JSON|YAML)|^There is no part /.test(error.message)
  }
}

describe('$schema', () => {
  it.each([
    ['config.json', '{ "$schema": "./node_modules/unplugin-openapi-slice/config.schema.json", "specs": ["a.yaml"] }'],
    ['config.yaml', '$schema: ./node_modules/unplugin-openapi-slice/config.schema.json\nspecs: [a.yaml]\n'],
  ])('is taken, and no option: %s', async (file, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'schema-'))
    try {
      writeFileSync(join(folder, file), text)
      expect((await loadConfig(folder, file))!.options).toEqual({ specs: ['a.yaml'] })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
