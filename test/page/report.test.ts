import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { recipesOf } from '../../src/page/app/source/finished.ts'
import { closureOf } from '../../src/page/app/model/graph.ts'
import { dataElements, MAX_EMBEDDED_BYTES, MAX_TEXT_BYTES } from '../../src/page/embed.ts'
import { membersOf, type Report } from '../../src/page/protocol.ts'
import { SliceError } from '../../src/core/problems.ts'
import type { SliceRequest } from '../../src/core/options/request.ts'
import { sliceInMemory } from '../support/slice.ts'
import { sampleReport } from './sample.ts'

const HARBOUR = 'playground/specs/harbour/openapi.yaml'

afterEach(() => vi.unstubAllEnvs())

/** What a report holds, read from the outside. */
function partsOf(html: string): { report: Report; files: string[] } {
  const part = (id: string): Buffer | undefined => {
    const [, base64] = new RegExp(`<script type="application/zlib" id="${id}">([^<]*)</script>`).exec(html) ?? []
    return base64 === undefined ? undefined : inflateSync(Buffer.from(base64, 'base64'))
  }
  const pieces = JSON.parse(part('pieces')?.toString() ?? '[]') as string[]
  const recipes = recipesOf(part('recipes') ?? new Uint8Array())
  return {
    report: JSON.parse(part('report')!.toString()) as Report,
    files: recipes.map((recipe) => Array.from(recipe, (piece) => pieces[piece]).join('')),
  }
}

async function reported(
  input: string,
  options: Partial<SliceRequest> = {},
): Promise<{ report: Report; texts: string[]; files: Map<string, string> }> {
  const { files } = await sliceInMemory(input, { ...options, report: true })
  const { report, files: texts } = partsOf(files.get('report.html')!)
  return { report, texts, files }
}

const cases: [name: string, input: string, options: Partial<SliceRequest>][] = [
  ['YAML', HARBOUR, {}],
  ['JSON', HARBOUR, { format: 'json' }],
  ['files of several endpoints', HARBOUR, { groupBy: 'tag' }],
  ['webhooks', HARBOUR, { webhooks: true }],
  ['another version', HARBOUR, { outputVersion: '3.0.x' }],
  ['a part of the endpoints', HARBOUR, { filter: '/shipments/**', layout: 'by-prefix' }],
  ['OpenAPI 2.0', 'test/catalogue/cases/V2-01/openapi.yaml', {}],
]

describe('a report', () => {
  it.for(cases)('holds the very bytes of every file: %s', async ([, input, options]) => {
    const { report, texts, files } = await reported(input, options)
    const written = [...files].filter(([name]) => !['index.csv', 'problems.json', 'report.html'].includes(name))

    expect(report.files.map(({ file }) => file).toSorted()).toEqual(written.map(([name]) => name).toSorted())
    for (const [index, { file, bytes }] of report.files.entries()) {
      expect(texts[index], file).toBe(files.get(file))
      expect(bytes).toBe(Buffer.byteLength(files.get(file)!))
    }
  })

  it.for(cases)('knows what every endpoint drags in, and what it costs: %s', async ([, input, options]) => {
    const { report } = await reported(input, options)
    const counts = report.components.map(() => 0)
    for (const endpoint of report.endpoints) {
      const { members, bytes } = closureOf(report.components, endpoint.needs)
      for (const member of members) counts[member]!++

      expect(members).toHaveLength(endpoint.reach)
      if (endpoint.file !== null) expect(endpoint.bytes + bytes).toBeLessThan(report.files[endpoint.file]!.bytes)
    }
    expect(report.components.map(({ endpoints }) => endpoints)).toEqual(counts)
    expect(Math.min(...counts, 1)).toBeGreaterThan(0)
  })

  it.for(['yaml', 'json'] as const)('counts a component as what a slice has more with it: %s', async (format) => {
    const folder = mkdtempSync(join(tmpdir(), 'report-'))
    const described = (needs: string): string =>
      JSON.stringify({
        openapi: '3.0.3',
        info: { title: 't', version: '1' },
        paths: { '/a': { get: { responses: { 200: { description: 'd', content: { 'a/b': { schema: { type: 'string' } } } } } } } },
        components: {
          schemas: {
            Always: { type: 'object', properties: needs === '' ? {} : { more: { $ref: needs } } },
            More: { type: 'number', minimum: 3 },
          },
        },
      }).replace('{"type":"string"}', '{"$ref":"#/components/schemas/Always"}')
    try {
      writeFileSync(join(folder, 'openapi.json'), described('#/components/schemas/More'))
      const { report, texts } = await reported(join(folder, 'openapi.json'), { format })
      const more = report.components.find(({ name }) => name === 'More')!
      const begin = texts[0]!.indexOf(format === 'yaml' ? '    More:' : '      "More"')
      const rest = texts[0]!.slice(begin)

      expect(rest.slice(0, more.bytes)).toBe(
        format === 'yaml'
          ? '    More:\n      type: number\n      minimum: 3\n'
          : '      "More": {\n        "type": "number",\n        "minimum": 3\n      }',
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('has problems with their remedies, and the endpoints that they concern', async () => {
    const input = 'test/catalogue/cases/REF-05/openapi.yaml'
    const { report } = await reported(input)
    const { result } = await sliceInMemory(input)

    expect(report.problems).toHaveLength(result.problems.length)
    for (const [index, { message, help, endpoints = [] }] of result.problems.entries()) {
      const shown = report.problems[index]!
      const concerned = [...membersOf(shown.endpoints)].map(
        (member) => `${report.endpoints[member]!.method} ${report.endpoints[member]!.path}`,
      )
      expect([shown.message, shown.help, concerned.toSorted()]).toEqual([message, help, endpoints.toSorted()])
    }
  })

  it('is the same at every run, whatever runs in parallel', async () => {
    vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000')
    const one = await sliceInMemory(HARBOUR, { report: true, concurrency: 1 })
    const other = await sliceInMemory(HARBOUR, { report: true, concurrency: 8 })

    expect(one.files.get('report.html')).toBe(other.files.get('report.html'))
    expect(partsOf(one.files.get('report.html')!).report.created).toBe('2023-11-14T22:13:20.000Z')
  })

  it('is made only when it is asked for, and not in a dry run', async () => {
    const without = await sliceInMemory(HARBOUR)
    const dry = await sliceInMemory(HARBOUR, { report: true, dryRun: true })
    const made = await sliceInMemory(HARBOUR, { report: true })

    expect([without.files.has('report.html'), without.result.reportPath]).toEqual([false, undefined])
    expect([[...dry.files.keys()], dry.result.reportPath]).toEqual([[], undefined])
    expect(made.result.reportPath).toBe(join('slices', 'report.html'))
  })

  it('stays small: what slices share is there once', async () => {
    const { files } = await sliceInMemory(HARBOUR, { report: true })
    const slices = [...files].filter(([name]) => name.endsWith('.yaml')).reduce((sum, [, text]) => sum + text.length, 0)

    expect(slices).toBeGreaterThan(2_000_000)
    expect(files.get('report.html')!.length).toBeLessThan(300_000)
  })

  it('has nothing of a description but in base64, which cannot end an element', async () => {
    const { report, texts } = sampleReport(20)
    report.endpoints[0]!.summary = '</script><script>alert(1)</script><!--'
    const elements = dataElements(report, texts)

    expect(elements).toMatch(/^(<script type="application\/zlib" id="\w+">[A-Za-z0-9+/=]+<\/script>\n?)+$/)
  })

  it('leaves texts out that are too much for a page, and says so', () => {
    const { report, texts } = sampleReport(3)
    const noise = Array.from({ length: MAX_EMBEDDED_BYTES / 4 }, (_, index) => Math.imul(index, 2654435761).toString(36)).join('')
    const hasTexts = (pieces: string[]): boolean => partsOf(dataElements(report, { ...texts, pieces })).report.output.hasTexts

    expect(hasTexts(['x'.repeat(1e6), ...texts.pieces])).toBe(true)
    expect(hasTexts(['x'.repeat(MAX_TEXT_BYTES + 1)])).toBe(false)
    expect(hasTexts([noise])).toBe(false)
  })
})

/** Some cases are refused as a whole. */
function refused(error: unknown): undefined {
  if (!(error instanceof SliceError)) throw error
}

it('the cases of the catalogue have reports too', { timeout: 120_000 }, async () => {
  for (const name of readdirSync('test/catalogue/cases')) {
    const input = readdirSync(`test/catalogue/cases/${name}`).find((file) => file.startsWith('openapi.'))!
    const made = await reported(`test/catalogue/cases/${name}/${input}`, { webhooks: true, allowEmpty: true }).catch(refused)
    if (!made) continue
    const { report, texts, files } = made
    for (const [index, { file }] of report.files.entries()) expect(texts[index], `${name} ${file}`).toBe(files.get(file))
    for (const { needs, reach } of report.endpoints) expect(closureOf(report.components, needs).members).toHaveLength(reach)
  }
})
