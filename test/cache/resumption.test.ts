import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { stringify } from 'yaml'
import { sliceSpec } from '../../src/api.ts'
import { Resumption } from '../../src/core/batch/resumption.ts'
import type { SliceRequest, SliceResult } from '../../src/core/options/request.ts'

let folder: string
const isEnough = vi.spyOn(Resumption.prototype, 'isEnough')
beforeAll(() => {
  process.env['SOURCE_DATE_EPOCH'] = '1700000000'
})
beforeEach(() => {
  isEnough.mockClear()
  folder = mkdtempSync(join(tmpdir(), 'slice-resumed-'))
  return () => rmSync(folder, { recursive: true })
})
afterAll(() => {
  delete process.env['SOURCE_DATE_EPOCH']
})

type Schema = Record<string, unknown>
type Large = ReturnType<typeof large>

const COUNT = 24
/** Texts of less than 64 KiB are read at once. */
const PADDING = 'So that the description is a large one. '.repeat(100)

const ok = (schema: unknown): object => ({ 200: { description: 'Yes', content: { 'application/json': { schema } } } })

/** Endpoints with a schema each, most of which refer to another one; the last is the base of two others. */
function large() {
  const schemas: Record<string, Schema> = {}
  const paths: Record<string, Record<string, Record<string, unknown>>> = {}
  for (let number = 0; number < COUNT; number++) {
    const next = number % 4 === 3 ? {} : { next: { $ref: `#/components/schemas/S${number + 1}` } }
    schemas[`S${number}`] = { title: 'A schema', type: 'object', description: PADDING, properties: { name: { type: 'string' }, ...next } }
    paths[`/s${number}/{id}`] = {
      get: {
        summary: `Get ${number}`,
        tags: [number % 2 === 0 ? 'even' : 'odd'],
        parameters: [{ $ref: '#/components/parameters/Id' }],
        responses: ok({ $ref: `#/components/schemas/S${number}` }),
      },
    }
  }
  // Warned of wherever it is, and wherever it moves to.
  schemas['S5']!['x-link'] = schemas['S17']!['x-link'] = { $ref: '#/components/schemas/Lost' }
  schemas['Base'] = { type: 'object', discriminator: { propertyName: 'kind' }, properties: { kind: { type: 'string' } } }
  schemas['Sub/type'] = { allOf: [{ $ref: '#/components/schemas/Base' }] }
  paths['/base'] = { get: { responses: ok({ $ref: '#/components/schemas/Base' }) } }
  return {
    openapi: '3.0.3',
    info: { title: 'Large', version: '1' },
    tags: [{ name: 'even' }, { name: 'odd' }],
    paths,
    components: {
      parameters: { Id: { name: 'id', in: 'path', required: true, schema: { type: 'string' } } } as Record<string, Schema>,
      schemas,
    },
    'x-unknown': true,
    unknown: 'a field that is left out, and told of',
  }
}

let language: 'json' | 'yaml' = 'json'
const input = (): string => `openapi.${language}`

const slice = (options: Partial<SliceRequest> = {}): Promise<SliceResult> =>
  sliceSpec({ input: input(), outDir: 'out', cacheDir: 'cache', ...options }, { cwd: folder })

const write = (document: unknown, space: string | number = 1): void =>
  writeText(language === 'json' ? JSON.stringify(document, null, space) : stringify(document, { aliasDuplicateObjects: false }))
const writeText = (text: string): void => writeFileSync(join(folder, input()), text)
const text = (): string => readFileSync(join(folder, input()), 'utf8')

const treeOf = (name: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
      .filter((file) => statSync(join(folder, name, file)).isFile())
      .map((file) => [file, readFileSync(join(folder, name, file), 'utf8')]),
  )

/** All of a result but its times and places. */
function told(result: SliceResult): unknown {
  const { elapsed: _, timings: __, outDir: ___, unchanged: ____, indexPath: _____, llmsPath: ______, ...rest } = result
  return rest
}

/** Runs it with all that is remembered, and without; both must come to the same. @returns whether a part was enough */
async function resumes(options: Partial<SliceRequest> = {}): Promise<boolean> {
  isEnough.mockClear()
  const result = await slice(options)
  const resumed = isEnough.mock.results.some(({ value }) => value === true)
  rmSync(join(folder, 'new'), { recursive: true, force: true })
  const fresh = await slice({ ...options, outDir: 'new', cache: false })
  expect(told(result)).toEqual(told(fresh))
  expect(treeOf('out')).toEqual(treeOf('new'))
  return resumed
}

/** Makes a change to what was sliced before. @param prepare what that is made of */
async function changed(
  change: (document: Large) => unknown,
  options: Partial<SliceRequest> = {},
  prepare: (document: Large) => unknown = () => {},
): Promise<boolean> {
  const document = large()
  prepare(document)
  write(document)
  await slice(options)
  change(document)
  write(document)
  return resumes(options)
}

const schema = (document: Large, name: string): Schema => document.components.schemas[name]!

describe.each(['json', 'yaml'] as const)('a run after a component of a large description in %s has changed', (one) => {
  beforeEach(() => void (language = one))

  it('reads a part of it, and writes only what that reaches', async () => {
    write(large())
    await slice()
    const before = new Map(readdirSync(join(folder, 'out')).map((file) => [file, statSync(join(folder, 'out', file)).mtimeMs]))
    const document = large()
    schema(document, 'S6')['title'] = 'A schema with another title'
    write(document)
    expect(await resumes()).toBe(true)
    const after = readdirSync(join(folder, 'out')).filter((file) => statSync(join(folder, 'out', file)).mtimeMs !== before.get(file))
    expect(after).toEqual(['.openapi-slice.json', 'index.csv', 's4-id_GET.yaml', 's5-id_GET.yaml', 's6-id_GET.yaml'])
  })

  it.each<[string, (document: Large) => unknown]>([
    ['an unused one', ({ components }) => (components.schemas['S0']!['title'] = 'T')],
    ['the first', (document) => (schema(document, 'S0')['description'] = '')],
    ['the last, which builds on another one', (document) => (schema(document, 'Sub/type')['description'] = 'Changed')],
    ['the one that others build on', (document) => (schema(document, 'Base')['description'] = 'Changed')],
    ['one to which errors come', (document) => (schema(document, 'S9')['type'] = 'wrong')],
    ['one to which warnings come', (document) => (schema(document, 'S9')['x-also'] = { type: 'string' })],
    ['one with brackets, quotes and escapes', (document) => (schema(document, 'S9')['example'] = '}"],\\{["\u0001é\u2028')],
    ['several', (document) => ['S1', 'S9', 'S18'].forEach((name) => (schema(document, name)['title'] = name))],
    ['one that is now a text', ({ components }) => ((components.schemas as Record<string, unknown>)['S15'] = 'text')],
  ])('gives what a fresh run gives, from a part: %s', async (_name, change) => {
    expect(await changed(change)).toBe(true)
  })

  it.each<[string, (document: Large) => unknown]>([
    ['a reference to another one', (document) => (schema(document, 'S9')['not'] = { $ref: '#/components/schemas/S20' })],
    ['a reference to nothing', (document) => (schema(document, 'S9')['not'] = { $ref: '#/components/schemas/Nothing' })],
    ['what looks like a reference', (document) => (schema(document, 'S9')['example'] = { $ref: '#/components/schemas/S20' })],
    ['a base', (document) => (schema(document, 'S9')['allOf'] = [{ $ref: '#/components/schemas/Base' }])],
    ['a name of another one', (document) => (schema(document, 'S9')['discriminator'] = { propertyName: 'name', mapping: { a: 'S20' } })],
    ['the first relative URL', (document) => (schema(document, 'S9')['externalDocs'] = { url: '/docs' })],
    ['no reference any more', (document) => delete schema(document, 'S8')['properties']],
  ])('reads everything where a change reaches further: %s', async (_name, change) => {
    expect(await changed(change)).toBe(false)
  })

  it.each<[string, (document: Large) => unknown]>([
    ['an endpoint', ({ paths }) => (paths['/s3/{id}']!['get']!['summary'] = 'Changed')],
    ['the title', ({ info }) => (info.title = 'Changed')],
    ['a new component', ({ components }) => (components.schemas['New'] = { type: 'string' })],
    ['a component less', ({ components }) => delete components.schemas['Sub/type']],
    ['the order of two', ({ components }) => (components.schemas = Object.fromEntries(Object.entries(components.schemas).toReversed()))],
    ['a component that nearly all have', ({ components }) => (components.parameters['Id']!['description'] = 'Changed')],
  ])('reads everything where something else has changed: %s', async (_name, change) => {
    expect(await changed(change)).toBe(false)
  })

  const ref = (pointer: string): object => ({ $ref: `#/components/${pointer}` })

  it.each<[string, (document: Large) => unknown, (document: Large) => unknown]>([
    [
      'the value of a field',
      (document) => (schema(document, 'S1')['properties'] = ref('schemas/S9/properties')),
      (document) => (schema(document, 'S9')['properties'] = { other: {} }),
    ],
    [
      'a text',
      ({ paths }) => (paths['/s1/{id}']!['get']!['description'] = ref('schemas/S9/title')),
      (document) => (schema(document, 'S9')['title'] = 'Changed'),
    ],
    [
      'a text of the document',
      ({ info }) => Object.assign(info, { description: ref('schemas/S9/title') }),
      (document) => (schema(document, 'S9')['title'] = 'Changed'),
    ],
    [
      'a path item',
      ({ paths, components }) => {
        components.schemas['S9'] = { get: { responses: ok({}) } }
        paths['/item'] = ref('schemas/S9') as (typeof paths)[string]
      },
      ({ components }) => (components.schemas['S9'] = { get: { summary: 'Changed', responses: ok({}) } }),
    ],
    [
      'what lies behind another reference',
      ({ paths, components }) => {
        components.schemas['Alias'] = ref('schemas/S9') as Schema
        paths['/alias'] = { get: { responses: ok(ref('schemas/Alias/properties/name')) } }
      },
      ({ components }) => (components.schemas['Alias'] = ref('schemas/S10') as Schema),
    ],
    [
      'something with a name of its own',
      (document) => {
        document.openapi = '3.1.0'
        schema(document, 'S9')['$anchor'] = 'nine'
        schema(document, 'S1')['not'] = { $ref: '#nine' }
      },
      (document) => (schema(document, 'S9')['title'] = 'Changed'),
    ],
  ])('reads everything where a part has %s from another one', async (_name, prepare, change) => {
    expect(await changed(change, {}, prepare)).toBe(false)
  })

  it.each<[string, (document: Large) => unknown, (document: Large) => unknown]>([
    [
      'one that is built on a base now',
      (document) => (schema(document, 'S9')['not'] = ref('schemas/Base')),
      ({ components }) => (components.schemas['S9'] = { allOf: [ref('schemas/Base')] }),
    ],
    [
      'one that is built on a base now, by an allOf within an allOf',
      (document) => (schema(document, 'S9')['not'] = ref('schemas/Base')),
      ({ components }) => (components.schemas['S9'] = { allOf: [{ allOf: [ref('schemas/Base')] }] }),
    ],
    [
      'one that is built on a base no more',
      (document) => (schema(document, 'S9')['allOf'] = [{ allOf: [ref('schemas/Base')] }]),
      (document) => delete schema(document, 'S9')['allOf'],
    ],
    [
      'one on which others are built now, by what is in its allOf',
      (document) => {
        delete schema(document, 'Base')['discriminator']
      },
      (document) => (schema(document, 'Base')['allOf'] = [{ allOf: [{ discriminator: { propertyName: 'kind' } }] }]),
    ],
    [
      'one whose discriminator counts now, as it stands beside no reference any more',
      (document) => {
        const { discriminator } = schema(document, 'Base')
        delete schema(document, 'Base')['discriminator']
        schema(document, 'Base')['allOf'] = [{ ...ref('schemas/S15'), discriminator }]
      },
      (document) => (schema(document, 'Base')['allOf'] = [{ discriminator: { propertyName: 'kind' }, not: ref('schemas/S15') }]),
    ],
    [
      'one that is a base with something beside it now',
      (document) => {
        document.openapi = '3.1.0'
        document.components.schemas['S15'] = { title: 'Nothing', not: ref('schemas/Base') }
      },
      ({ components }) => (components.schemas['S15'] = { ...ref('schemas/Base'), title: 'Something' }),
    ],
    [
      'one on which others are built now',
      (document) => {
        delete schema(document, 'Base')['discriminator']
      },
      (document) => (schema(document, 'Base')['discriminator'] = { propertyName: 'kind' }),
    ],
    [
      'one that leads to a base now',
      (document) => {
        schema(document, 'S15')['not'] = ref('schemas/Base')
        document.components.schemas['Sub/type'] = { allOf: [ref('schemas/S15')] }
      },
      ({ components }) => (components.schemas['S15'] = ref('schemas/Base') as Schema),
    ],
    [
      'one that led to a base',
      (document) => {
        document.components.schemas['Alias'] = ref('schemas/Base') as Schema
        document.components.schemas['Sub/type'] = { allOf: [ref('schemas/Alias')] }
      },
      ({ components }) => (components.schemas['Alias'] = { title: 'Nothing' }),
    ],
    [
      'one with other names in a mapping',
      (document) => (schema(document, 'S9')['discriminator'] = { propertyName: 'name' }),
      (document) => (schema(document, 'S9')['discriminator'] = { propertyName: 'name', mapping: { a: '#/components/schemas/S10' } }),
    ],
  ])('reads everything where other schemas change their meaning: %s', async (_name, prepare, change) => {
    expect(await changed(change, {}, prepare)).toBe(false)
  })

  it('reads everything where what is said of an endpoint depends on another one', async () => {
    const document = large()
    document.components.schemas['S9'] = { description: PADDING, nullable: true }
    Object.assign(document.paths['/s9/{id}']!['get']!, {
      operationId: 'same',
      responses: ok({ nullable: true, allOf: [ref('schemas/S9')] }),
    })
    Object.assign(document.paths['/s2/{id}']!['get']!, { operationId: 'same' })
    write(document)
    await slice()
    schema(document, 'S9')['title'] = 'Changed'
    write(document)
    isEnough.mockClear()
    await slice()
    expect(isEnough).not.toHaveBeenCalled()
    schema(document, 'S20')['title'] = 'Changed'
    write(document)
    await slice()
    expect(isEnough).toHaveReturnedWith(true)
  })

  it('tells of odd references, whether or not the part that was read has any', async () => {
    const document = large()
    schema(document, 'S13')['example'] = { $ref: '#/' }
    write(document)
    await slice()
    schema(document, 'S9')['title'] = 'Changed'
    write(document)
    expect(await resumes()).toBe(true)
    delete schema(document, 'S13')['example']
    write(document)
    expect(await resumes()).toBe(false)
  })

  it('tells of what filters ask for in vain, whatever part was read', async () => {
    const options = { filter: ['/s*/*', '/t*/*'] }
    expect(await changed((document) => (schema(document, 'S9')['title'] = 'Changed'), options)).toBe(true)
    const { warnings } = await slice(options)
    expect(warnings.map(({ message }) => message)).toContain('None of the 25 endpoints matches “filter” /t*/*.')
  })

  it('reads everything where a change brings in another file', async () => {
    writeFileSync(join(folder, 'more.json'), '{ "more": true }')
    expect(await changed((document) => (schema(document, 'S3')['x-more'] = { $ref: 'more.json' }))).toBe(false)
  })

  it('does so over and over, with what each run has left for the next', async () => {
    const document = large()
    write(document)
    await slice()
    for (const [name, value] of [
      ['S6', 'one'],
      ['S6', 'one\ntwo'],
      ['S20', 'three'],
      ['S22', 'four'],
    ] as const) {
      schema(document, name)['title'] = value
      write(document)
      expect(await resumes()).toBe(true)
    }
  })

  it('makes anew what is missing, too', async () => {
    write(large())
    await slice()
    rmSync(join(folder, 'out/s12-id_GET.yaml'))
    writeFileSync(join(folder, 'out/s13-id_GET.yaml'), 'something else')
    const document = large()
    schema(document, 'S6')['title'] = 'Changed'
    write(document)
    expect(await resumes()).toBe(true)
  })

  it('tells once more of endpoints that fail, and slices them when they are mended', async () => {
    const document = large()
    schema(document, 'S9')['type'] = 'wrong'
    write(document)
    await slice()
    schema(document, 'S6')['title'] = 'Changed'
    write(document)
    expect(await resumes()).toBe(true)
    schema(document, 'S9')['type'] = 'object'
    write(document)
    expect(await resumes()).toBe(true)
  })

  it.each<Partial<SliceRequest>>([
    { format: 'json' },
    { format: 'json', minify: true },
    { groupBy: 'prefix' },
    { groupBy: 'tag', inherited: 'warn' },
    { filter: '/s1*/**' },
    { llms: true, layout: 'by-prefix' },
    { validate: 'each' },
    { subtypes: false },
  ])('does so with the options %j', async (options) => {
    const resumed = await changed((document) => (schema(document, 'S14')['title'] = 'Changed'), options)
    // Both files of the two tags have it.
    expect(resumed).toBe(options.groupBy !== 'tag')
  })

  it('starts from nothing where what was left is something else', async () => {
    write(large())
    await slice()
    const [file = ''] = readdirSync(join(folder, 'cache')).filter((name) => name.endsWith('-basis.json'))
    writeFileSync(join(folder, 'cache', file), 'altered')
    const document = large()
    schema(document, 'S6')['title'] = 'Changed'
    write(document)
    expect(await resumes()).toBe(false)
  })

  const VALUES: readonly unknown[] = [
    { type: 'object', description: PADDING },
    { type: 'string', nullable: true, 'x-a': { $ref: '#/components/schemas/Lost' } },
    { type: 'wrong' },
    { allOf: [{ $ref: '#/components/schemas/Base' }, { $ref: '#/components/schemas/S3' }] },
    { $ref: '#/components/schemas/S22' },
    { nullable: true },
    {},
    [],
    null,
    'text with “é”',
  ]

  it('gives what a fresh run gives, whatever was changed, however often', { timeout: 240_000 }, async () => {
    const name = fc.constantFrom('S0', 'S3', 'S4', 'S7', 'S10', 'S15', 'S22', 'S23', 'Base', 'Sub/type')
    const change = fc.tuple(name, fc.nat(VALUES.length - 1))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(change, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom<Partial<SliceRequest>>({}, { inherited: 'warn' }, { format: 'json', groupBy: 'prefix' }),
        async (rounds, options) => {
          const document = large()
          write(document)
          await slice(options)
          for (const changes of rounds) {
            for (const [one, value] of changes) (document.components.schemas as Record<string, unknown>)[one] = VALUES[value]
            write(document)
            await resumes(options)
          }
        },
      ),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 15), seed: 5 },
    )
  })
})

describe('a run after a large description in JSON has changed', () => {
  beforeEach(() => void (language = 'json'))

  it.each([0, 1, '\t'])('finds its way whatever stands between the parts (%j)', async (space) => {
    const document = large()
    write(document, space)
    await slice()
    schema(document, 'Sub/type')['title'] = 'Changed'
    write(document, space)
    expect(await resumes()).toBe(true)
  })

  it.each([
    ['cut', (whole: string) => whole.slice(0, whole.indexOf('"S9"') + 40)],
    ['with a bracket too many', (whole: string) => whole.replace('"S9": {', '"S9": {}}, "S9a": {')],
    ['with a comma too many', (whole: string) => whole.replace('"S9": {', '"S9": {,')],
    ['with a name twice', (whole: string) => whole.replace('"S9": {', '"S9": { "type": "object", ')],
    ['with two values', (whole: string) => whole.replace('"S9": {', '"S9": {} {')],
    ['with an open string', (whole: string) => whole.replace('"S9": {', '"S9": { "open')],
    ['with a character that is no space', (whole: string) => whole.replace(/,(\s+"S10")/, '\f,$1').replace('"S9": {', '"S9": { "x-a": 1,')],
    ['with a character that is none', (whole: string) => whole.replace(/,(\s+"S10")/, ',\0$1').replace('"S9": {', '"S9": { "x-a": 1,')],
  ])('refuses a description that is broken as it always does: %s', async (_name, broken) => {
    write(large())
    await slice()
    writeText(broken(text()))
    const refusal = slice().catch((error: unknown) => error)
    const fresh = slice({ outDir: 'new', cache: false }).catch((error: unknown) => error)
    expect(await refusal).toBeInstanceOf(Error)
    expect(await refusal).toEqual(await fresh)
  })
})

describe('a run after a large description in YAML has changed', () => {
  beforeEach(() => void (language = 'yaml'))

  it.each<[string, (whole: string) => string]>([
    ['a comment', (whole) => whole.replace('    S9:\n', '    S9: # the ninth\n\n# and more\n      # of it\n')],
    ['a block', (whole) => whole.replace('    S9:\n', '    S9:\n      x-text: |\n        One\n\n         # two\n\n')],
    ['flow style', (whole) => whole.replace(/ {4}S9:\n(?: {6}.*\n)+/, '    S9: { type: object,\n       properties: {} }\n')],
    ['an anchor within', (whole) => whole.replace('    S9:\n', '    S9:\n      minProperties: &one 1\n      maxProperties: *one\n')],
    ['nothing', (whole) => whole.replace(/ {4}S15:\n(?: {6}.*\n)+/, '    S15:\n')],
  ])('reads a part of it: %s', async (_name, change) => {
    write(large())
    await slice()
    const whole = text()
    writeText(change(whole))
    expect(text()).not.toBe(whole)
    expect(await resumes()).toBe(_name !== 'flow style')
    expect(await resumes()).toBe(false)
  })

  it.each<[string, (whole: string) => string]>([
    ['with an anchor somewhere', (whole) => whole.replace('S3:\n', 'S3: &three\n').replace('S19:\n', 'S19:\n      not: *three\n')],
    ['with carriage returns', (whole) => whole.replaceAll('\n', '\r\n')],
  ])('reads all of one %s', async (_name, changed) => {
    write(large())
    writeText(changed(text()))
    await slice()
    writeText(text().replace('    S9:', '    S9: # the ninth'))
    expect(await resumes()).toBe(false)
  })

  it.each<[string, (whole: string) => string]>([
    ['cut', (whole) => whole.slice(0, whole.indexOf('    S9:') + 40)],
    ['with an open string', (whole) => whole.replace('    S9:\n', '    S9:\n      x-text: "open\n')],
    [
      'with a string that ends elsewhere',
      (whole) => whole.replace('    S9:\n', '    S9:\n      x-text: "open\n').replace('    S11:\n', '    S11:\n      x-text: "\n'),
    ],
    ['with an open bracket', (whole) => whole.replace('    S9:\n', '    S9:\n      required: [\n')],
    ['with a name twice', (whole) => whole.replace('    S9:\n', '    S9:\n      type: object\n')],
    [
      'with its first entry elsewhere',
      (whole) => whole.replace(/ {4}S0:\n(?: {6}.*\n)+/, (entry) => entry.replaceAll(/^/gm, '  ').trimEnd() + '\n'),
    ],
    ['with an entry that is a map', (whole) => whole.replace(/ {4}S15:\n(?: {6}.*\n)+/, '    {S15: {type: object}}\n')],
    ['with an alias for nothing', (whole) => whole.replace('    S9:\n', '    S9:\n      x-text: *none\n')],
    ['that ends too early', (whole) => whole.replace('    S9:\n', '    S9:\n...\n')],
    ['with a tab', (whole) => whole.replace('    S9:\n', '    S9:\n\tx-text: T\n')],
  ])('refuses one that is broken as it always does: %s', async (_name, broken) => {
    write(large())
    await slice()
    writeText(broken(text()))
    const refusal = slice().catch((error: unknown) => error)
    const fresh = slice({ outDir: 'new', cache: false }).catch((error: unknown) => error)
    expect(await refusal).toBeInstanceOf(Error)
    expect(await refusal).toEqual(await fresh)
  })
})
