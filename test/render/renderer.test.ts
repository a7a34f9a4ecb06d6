import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { crc32Of } from '../../src/core/crc32.ts'
import { link } from '../../src/core/link/link.ts'
import { Notes } from '../../src/core/load/notes.ts'
import { parseYaml } from '../../src/core/load/parse-yaml.ts'
import type { LinkedDescription } from '../../src/core/link/linked.ts'
import { load } from '../../src/core/load/load.ts'
import { type Json, own } from '../../src/core/model/json.ts'
import { room, theMachine } from '../../src/core/machine/machine.ts'
import type { GroupBy } from '../../src/core/options/request.ts'
import { resolveRequest } from '../../src/core/options/resolve-request.ts'
import { type Format, INDENTED_JSON, MINIFIED_JSON, YAML } from '../../src/core/render/format.ts'
import { Printer } from '../../src/core/render/printer.ts'
import { Renderer } from '../../src/core/render/renderer.ts'
import { keyBehindIndent, scalar } from '../../src/core/machine/write-scalars.ts'
import { readBack } from '../../src/core/render/verify.ts'
import { endpointsOf } from '../../src/core/select/endpoints.ts'
import { groupsOf } from '../../src/core/slice/groups.ts'
import { type Slice, slice } from '../../src/core/slice/slice.ts'
import { arbitraryData } from '../judge/arbitrary-data.ts'
import { description } from '../judge/arbitrary.ts'
import { printed } from '../support/print.ts'
import { hasSpecs, SPECS } from '../support/specs.ts'

const FORMATS: Format[] = [YAML, INDENTED_JSON, MINIFIED_JSON]

const GROUPINGS: GroupBy[] = ['endpoint', 'path', 'tag', () => 'all']

async function linkedFrom(input: string): Promise<LinkedDescription> {
  const request = resolveRequest({ input, webhooks: true })
  return link(await load({ input, cwd: process.cwd(), allow: [] }), request)
}

function slicesOf(linked: LinkedDescription, groupBy: GroupBy): Slice[] {
  const endpoints = endpointsOf(linked).filter(({ broken }) => !broken)
  const groups = groupsOf(endpoints, endpoints, { groupBy, layout: 'flat', format: 'yaml' })
  return groups.map((group) => slice(linked, group.endpoints))
}

/** The bytes of a slice, of which its chunks have the right CRC-32. */
const rendered = (renderer: Renderer, one: Slice): Promise<Buffer> =>
  renderer.render(one, async (chunks) => {
    const bytes = Buffer.concat(chunks)
    expect(crc32Of(chunks)).toBe(crc32(bytes))
    return bytes
  })

/** Every slice has the bytes that printing its document as a whole gives, and the size that was told before. */
async function expectWhole(linked: LinkedDescription, groupBy: GroupBy, format: Format): Promise<void> {
  const renderer = new Renderer(linked, new Printer(format))
  const slices = slicesOf(linked, groupBy)
  for (const one of slices) renderer.expect(one)
  const sizes = slices.map((one) => renderer.sizeOf(one))
  for (const [index, one] of slices.entries()) {
    const text = await rendered(renderer, one)
    expect(text.toString()).toBe(printed(one.document, format, linked.source.notes))
    expect(text.length).toBe(sizes[index])
    renderer.release(one)
  }
}

describe('slices from parts', () => {
  let folder: string
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'render-'))))
  afterAll(() => rmSync(folder, { recursive: true }))

  async function linkedOf(document: unknown): Promise<LinkedDescription> {
    const file = join(folder, 'openapi.json')
    writeFileSync(file, JSON.stringify(document))
    return linkedFrom(file)
  }

  it.each(['3.0', '3.1', '3.2'] as const)(
    'are what printing them as a whole gives: any description of %s',
    { timeout: 120_000 },
    (version) =>
      fc.assert(
        fc.asyncProperty(
          description(version),
          fc.constantFrom(...FORMATS),
          fc.constantFrom(...GROUPINGS),
          async (document, format, groupBy) => expectWhole(await linkedOf(document), groupBy, format),
        ),
        { numRuns: 60 },
      ),
  )

  it
    .runIf(hasSpecs)
    .each([
      'box/openapi.json',
      'netlify/swagger.yml',
      'openai/openapi.yaml',
      'redocly-cafe/oas3.2-features.yaml',
      'heyapi-specs/2.0.x/full.yaml',
    ])('are what printing them as a whole gives: %s', { timeout: 120_000 }, async (file) => {
    const linked = await linkedFrom(resolve(SPECS, file))
    for (const format of FORMATS) for (const groupBy of ['endpoint', 'path'] as const) await expectWhole(linked, groupBy, format)
  })

  /** Two endpoints with the same components, which are many. */
  const large = {
    openapi: '3.0.0',
    info: { title: 'Large', version: '1' },
    paths: {
      '/a': { get: { responses: { 200: { $ref: '#/components/responses/All' } } } },
      '/b': { get: { responses: { 200: { $ref: '#/components/responses/All' } } } },
    },
    components: {
      responses: {
        All: {
          description: 'All',
          content: {
            'application/json': {
              schema: { anyOf: Array.from({ length: 900 }, (_, index) => ({ $ref: `#/components/schemas/S${index}` })) },
            },
          },
        },
      },
      schemas: Object.fromEntries(
        Array.from({ length: 900 }, (_, index) => [
          `S${index}`,
          { type: 'object', description: `No. ${index} ${'of many '.repeat(index % 60)}` },
        ]),
      ),
    },
  }

  it.each(FORMATS)('share many components', async (format) => {
    const linked = await linkedOf(large)
    await expectWhole(linked, 'endpoint', format)
    await expectWhole(linked, () => 'all', format)
    const renderer = new Renderer(linked, new Printer(format))
    const slices = slicesOf(linked, 'endpoint')
    for (const one of slices) renderer.expect(one)
    const [first, second] = slices.map((one) => renderer.render(one, async (chunks) => chunks))
    const others = new Set((await second!).map(({ buffer }) => buffer))
    expect((await first!).filter(({ buffer }) => others.has(buffer))).not.toEqual([])
  })

  /** Endpoints with the same components, which are not many, and one that has others too. */
  const alike = {
    openapi: '3.0.0',
    info: { title: 'Alike', version: '1' },
    paths: Object.fromEntries(
      ['/a', '/b', '/c'].map((path) => [
        path,
        {
          get: {
            responses: {
              200: { $ref: '#/components/responses/All' },
              ...(path === '/c' ? { 404: { $ref: '#/components/responses/None' } } : {}),
            },
          },
        },
      ]),
    ),
    components: {
      responses: {
        None: { description: 'None' },
        All: { description: 'All', content: { 'application/json': { schema: { $ref: '#/components/schemas/All' } } } },
      },
      schemas: { All: { description: 'of many '.repeat(2500) } },
    },
  }

  it.each(FORMATS)('have the CRC-32 of their bytes, where components that others have too are read once: $name', async (format) => {
    const linked = await linkedOf(alike)
    await expectWhole(linked, 'endpoint', format)
    const renderer = new Renderer(linked, new Printer(format))
    const slices = slicesOf(linked, 'endpoint')
    for (const one of slices) renderer.expect(one)
    const isRead = slices.map((one) =>
      renderer.render(one, async ([chunk]) => {
        const before = crc32(chunk!)
        const at = Buffer.from(chunk!.buffer, chunk!.byteOffset).indexOf('of many')
        chunk![at]!++
        return crc32Of([chunk!]) !== before
      }),
    )
    expect(await Promise.all(isRead)).toEqual([false, false, true])
  })

  it.each(FORMATS)('have the CRC-32 of their bytes after one that could not be written: $name', async (format) => {
    const { paths, ...first } = alike
    const linked = await linkedOf({ ...first, paths: { ...paths, '/bad': { get: { ...paths['/a']!.get, description: 'bad' } } } })
    const check = (_: unknown, key: string | undefined, value: Json): void => {
      if (key === 'get' && own(value, 'description') === 'bad') throw new Error('bad')
    }
    const renderer = new Renderer(linked, new Printer(format), { check })
    const slices = slicesOf(linked, 'endpoint')
    for (const one of slices) renderer.expect(one)
    await expect(rendered(renderer, slices.at(-1)!)).rejects.toThrow('bad')
    await rendered(renderer, slices[0]!)
  })

  it.each(FORMATS)('have the CRC-32 of their bytes where root fields lie around large ones: $name', async (format) => {
    const hundred = <Value>(value: (index: number) => Value): Value[] => Array.from({ length: 100 }, (_, index) => value(index))
    const get = {
      parameters: hundred((index) => ({ $ref: `#/parameters/P${index}` })),
      responses: Object.fromEntries(hundred((index) => [200 + index, { $ref: `#/responses/R${index}` }])),
    }
    const parameter = (index: number) => ({ name: `p${index}`, in: 'query', type: 'string', description: 'before '.repeat(20) })
    const response = { description: 'behind '.repeat(20), schema: { $ref: '#/definitions/S0' } }
    const linked = await linkedOf({
      swagger: '2.0',
      info: { title: 'Around', version: '1' },
      paths: { '/a': { get }, '/b': { get } },
      parameters: Object.fromEntries(hundred((index) => [`P${index}`, parameter(index)])),
      definitions: Object.fromEntries(
        Array.from({ length: 900 }, (_, index) => [
          `S${index}`,
          { description: 'x'.repeat(index), $ref: `#/definitions/S${(index + 1) % 900}` },
        ]),
      ),
      responses: Object.fromEntries(hundred((index) => [`R${index}`, response])),
    })
    await expectWhole(linked, 'endpoint', format)
  })

  it.each(FORMATS)('have components whose names are numbers where a document has them: $name', async (format) => {
    const names = ['b', '4294967296', '2', 'a', '4294967294', '4294967295', '10']
    const linked = await linkedOf({
      openapi: '3.0.0',
      info: { title: 'Numbers', version: '1' },
      paths: {
        '/a': {
          get: {
            responses: {
              200: {
                description: 'All',
                content: { 'a/b': { schema: { anyOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })) } } },
              },
            },
          },
        },
      },
      components: { schemas: Object.fromEntries(names.map((name) => [name, { description: name }])) },
    })
    await expectWhole(linked, 'endpoint', format)
  })

  it('stay as they are while they are used, and make room for others afterwards', async () => {
    const linked = await linkedOf(large)
    const renderer = new Renderer(linked, new Printer(YAML))
    const [one, other] = slicesOf(linked, 'endpoint')
    const before = await rendered(renderer, one!)
    let goOn = (): void => {}
    const waiting = new Promise<void>((resolve) => (goOn = resolve))
    const [first, ...more] = [
      renderer.render(one!, async (chunks) => {
        await waiting
        return { room: chunks[0]!.buffer, text: Buffer.concat(chunks) }
      }),
      rendered(renderer, other!),
      rendered(renderer, other!),
    ]
    await Promise.all(more)
    goOn()
    const { room, text } = await first
    expect(text).toEqual(before)
    expect(await renderer.render(other!, async (chunks) => chunks[0]!.buffer)).toBe(room)
  })

  it('are the same when their parts have been given up', async () => {
    const linked = await linkedOf(large)
    const renderer = new Renderer(linked, new Printer(YAML))
    const [one] = slicesOf(linked, 'endpoint')
    const unexpected = await rendered(renderer, one!)
    renderer.expect(one!)
    expect(await rendered(renderer, one!)).toEqual(unexpected)
    renderer.release(one!)
    expect(await rendered(renderer, one!)).toEqual(unexpected)
    expect(renderer.sizeOf(one!)).toBe(unexpected.length)
  })

  it('fail where a part cannot be written, each time', async () => {
    const file = join(folder, 'nan.yaml')
    const paths = { '/a': { get: { responses: {}, 'x-number': Number.NaN } }, '/b': { get: { responses: {} } } }
    writeFileSync(file, stringify({ openapi: '3.0.0', info: { title: 'T', version: '1' }, paths }))
    const linked = await linkedFrom(file)
    const [bad, good] = slicesOf(linked, 'endpoint')
    const renderer = new Renderer(linked, new Printer(INDENTED_JSON))
    for (const slice of [bad, good]) renderer.expect(slice!)
    for (let round = 0; round < 2; round++) {
      expect(() => renderer.sizeOf(bad!)).toThrow(RangeError)
      await expect(rendered(renderer, bad!)).rejects.toThrow(RangeError)
    }
    expect(JSON.parse((await rendered(renderer, good!)).toString())).toMatchObject({ openapi: '3.0.0' })
  })

  it('are checked by reading every part back', async () => {
    const linked = await linkedOf(large)
    const printer = new Printer(YAML)
    const { write } = printer
    printer.write = (...part) => Buffer.from(write.apply(printer, part).toString().replace('No. 7', 'No. 8'))
    const renderer = new Renderer(linked, printer)
    await expect(rendered(renderer, slicesOf(linked, 'endpoint')[0]!)).rejects.toThrow(
      'what was written reads differently at /S7/description',
    )
  })

  it.each([
    ['é', 'è'],
    ['é', 'Ã©'],
    ['é', '\\u00e9'],
    ['😀', '😁'],
    ['\u2019', '\u2018'],
  ])('are told from others that are not ASCII either: %s for %s', async (said, written) => {
    const check = readBack(new Printer(YAML))
    const text = (value: string): Buffer => Buffer.from(`a:\n  b: ${value}\n`)
    expect(() => check(text(said), 'a', { b: said }, new Notes())).not.toThrow()
    expect(() => check(text(written), 'a', { b: said }, new Notes())).toThrow('what was written reads differently at /a/b')
  })
})

describe('documents', () => {
  it('are in JSON what JSON.stringify makes of them', () => {
    fc.assert(
      fc.property(arbitraryData, (data) => {
        const document = { data } as never
        expect(printed(document, INDENTED_JSON)).toBe(`${JSON.stringify(document, null, 2)}\n`)
        expect(printed(document, MINIFIED_JSON)).toBe(`${JSON.stringify(document)}\n`)
      }),
    )
  })
})

describe('what is large', () => {
  /** Many levels, on each of which a line needs its indentation. */
  const deep = (levels: number): Json => (levels === 0 ? 'end' : { a: deep(levels - 1), b: 'x\ny\nz'.repeat(20), c: [] })

  it.each([
    ['levels', deep(400)],
    ['a long text', { text: 'text '.repeat(4_000_000) }],
    ['many lines', { text: 'line\n'.repeat(1_000_000) }],
    ['many short items', Array.from({ length: 500_000 }, (_, index) => (index % 3 === 0 ? '' : index))],
    ['text beyond ASCII', { text: 'é😀’'.repeat(300_000) }],
  ] as [string, Json][])(
    'is written and read like anything else: %s',
    (_, value) => {
      for (const format of FORMATS) {
        const printer = new Printer(format)
        const written = printer.write('key', value, 3, new Notes())
        expect(printer.readsTheSame(written)).toBe(true)
        const text = printer.asDocument(written, false)
        const read = format.name === 'yaml' ? parseYaml(text, new Notes()) : JSON.parse(text.toString())
        expect(isDeepStrictEqual(read, { key: value })).toBe(true)
      }
    },
    60_000,
  )
})

describe('what was large', () => {
  it.each([
    ['a text', 'x'.repeat(20_000_000)],
    ['an object', { a: 'x'.repeat(20_000_000) }],
  ] as [string, Json][])('takes no memory any more: %s', (_, value) => {
    const printer = new Printer(YAML)
    printer.readsTheSame(printer.write('key', value, 0, new Notes()))
    theMachine()
    expect(room().length).toBeLessThan(1 << 24)
  })
})

describe('keys', () => {
  it('that are long are read as they are, also where a list item begins with one', () => {
    const long = 'x'.repeat(1_001)
    for (const value of [[{ [long]: 1 }], [{ a: 1, [long]: [{ [long]: { [long]: [] } }] }], { [long]: [[{ [long]: 'y\nz' }]] }]) {
      const printer = new Printer(YAML)
      const written = printer.write('key', value, 1, new Notes())
      expect(printer.readsTheSame(written)).toBe(true)
      expect(parse(written.toString())).toEqual({ key: value })
    }
  })
})

describe('strings', () => {
  it('are written at a glance as they would be on a second look', () => {
    const units = fc.constantFrom(...'aZ/(-:#\' "\\\n\t0.é~y', '\ud800', '\u2028', ': ', ' #', 'true', 'no')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(units).map((list) => list.join('')),
          fc.array(fc.constantFrom(...'0123456789_-.:+eExXoObBaf g<'), { maxLength: 12 }).map((list) => list.join('')),
          fc.tuple(fc.nat(99), fc.constantFrom('a', 'a0', '-', 'g')).map(([digits, end]) => '9'.repeat(digits + 20) + end),
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
          fc.constantFrom(
            '',
            'e5',
            'E-2x',
            '+.',
            `e${'5'.repeat(120)}`,
            '2020-1-1',
            '2020-01',
            '_links',
            '<b>',
            'y',
            'NO',
            'Off',
            'False',
            'falsy',
            'NULL',
            'nul',
            '200',
            '007',
            '1e3',
            '1.5',
            '2020-01-01',
            '12:30',
            '~',
            '<<',
            '=',
            'x'.repeat(1_001),
          ),
        ),
        (text) => {
          const printer = new Printer(YAML)
          expect(printer.write('key', text, 1, new Notes()).toString()).toBe(`  key: ${scalar(text, '    ')}\n`)
          expect(printer.write(text, 1, 1, new Notes()).toString()).toBe(`  ${keyBehindIndent(text, '  ')} 1\n`)
        },
      ),
      { numRuns: 5000 },
    )
  })

  it.each(['e5', 'E-2', '+e1', '.', '+.', '.e8', '.E-1', '-.5', '1.e3', `e${'5'.repeat(120)}`])(
    'are strings to readers of 1.1 and 1.2 alike: %s',
    (text) => {
      const written = new Printer(YAML).write(text, [text], 0, new Notes()).toString()
      for (const version of ['1.1', '1.2'] as const) expect(parse(written, { version })).toEqual({ [text]: [text] })
    },
  )

  it('of several lines are read as they are, wherever they stand', () => {
    const units = fc.constantFrom(...'a#:-"\\\t ', '\n', '\n', '\r\n', '  ', '\u00a0', '\u2028', '- ', '...', '---')
    const text = fc.array(units, { maxLength: 12 }).map((list) => list.join(''))
    const { data } = fc.letrec((tie) => ({
      data: fc.oneof(
        { withCrossShrink: true },
        text,
        fc.array(tie('data'), { maxLength: 3 }),
        fc.dictionary(text, tie('data'), { maxKeys: 3 }),
      ),
    }))
    fc.assert(
      fc.property(data, (value) => {
        const document = { key: value, last: '' } as never
        const written = printed(document, YAML)
        for (const version of ['1.1', '1.2'] as const) expect(parse(written, { version, uniqueKeys: false })).toEqual(document)
        expect(parseYaml(Buffer.from(written), new Notes())).toEqual(document)
      }),
      { numRuns: 3000 },
    )
  })

  it.each([
    [1e21, '1.0e+21'],
    [1.5e-7, '1.5e-7'],
    [-0.25, '-0.25'],
    [1e300, '1.0e+300'],
  ])('are told from numbers, which YAML 1.1 knows as well: %d', (value, written) => {
    expect(new Printer(YAML).write('key', value, 0, new Notes()).toString()).toBe(`key: ${written}\n`)
    expect(new Printer(YAML).write('key', [value], 0, new Notes()).toString()).toBe(`key:\n  - ${written}\n`)
    expect(new Printer(INDENTED_JSON).write('key', value, 0, new Notes()).toString()).toBe(`  "key": ${value},\n`)
  })

  it.each([
    ['\nBelow an empty line.', '|-\n\n    Below an empty line.'],
    ['\n  Behind spaces.\nAnd not.\n', '|2\n\n      Behind spaces.\n    And not.'],
    ['Two lines at the end.\n\n', '|+\n    Two lines at the end.\n'],
    ['Of Windows:\r\n  indented\r\n', '"Of Windows:\\r\\n\\\n    \\  indented\\r\\n"'],
    ['\n\n', '"\\n\\n"'],
  ])('%j reads well', (text, written) => {
    expect(scalar(text, '    ')).toBe(written)
  })
})
