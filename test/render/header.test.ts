import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Forecast, type SliceRequest, sliceSpec } from '../../src/index.ts'
import { sliceInMemory } from '../support/slice.ts'

const folder = mkdtempSync(join(tmpdir(), 'header-'))
afterAll(() => rmSync(folder, { recursive: true }))

const OK = { responses: { '200': { description: 'ok' } } }

interface Texts {
  title?: string
  version?: string
  path?: string
}

function described({ title = 'Shop', version = '1.4.0', path = '/orders' }: Texts = {}): string {
  const input = join(folder, 'openapi.json')
  writeFileSync(input, JSON.stringify({ openapi: '3.1.0', info: { title, version }, paths: { [path]: { get: OK, put: OK } } }))
  return input
}

/** A run with the header and one without, each file cut in two: what stands above, and the rest. */
async function headers(input: string, options: Partial<SliceRequest> = {}): Promise<{ header: string; rest: string; text: string }[]> {
  const plain = await sliceInMemory(input, options)
  const { files, result } = await sliceInMemory(input, { ...options, header: true })
  return result.files.map(({ file }) => {
    const [text, rest] = [files.get(file)!, plain.files.get(file)!]
    expect(text.endsWith(rest)).toBe(true)
    return { header: text.slice(0, text.length - rest.length), rest, text }
  })
}

describe('the header of a slice', () => {
  it('names endpoint, source and version, and stands above what is written without it', async () => {
    const [get] = await headers(described())

    expect(get!.header).toBe(`# Endpoint: GET /orders
# Source: openapi.json (Shop 1.4.0)
# Sliced by unplugin-openapi-slice; changes belong into the source.
`)
  })

  it('names all endpoints of a file', async () => {
    const [both] = await headers(described(), { groupBy: 'path' })

    expect(both!.header).toMatch(/^# Endpoint: GET \/orders\n# Endpoint: PUT \/orders\n# Source: /)
  })

  it('holds no way to the description, which is another one elsewhere', async () => {
    const text = readFileSync(described(), 'utf8')
    mkdirSync(join(folder, 'elsewhere'))
    writeFileSync(join(folder, 'elsewhere/openapi.json'), text)
    const [here, there] = await Promise.all(['openapi.json', 'elsewhere/openapi.json'].map((file) => headers(join(folder, file))))

    expect(here).toEqual(there)
    expect(here![0]!.header).not.toContain(folder)
  })

  it('is never left by a text of the description', async () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom(...'\n\r\t\u0085\u2028\u2029\u202e\u2066\ufeff\ud800#:- ', '\r\nopenapi: 2', '…', '😀'))
        .map((parts) => parts.join('')),
      fc.string({ minLength: 300, maxLength: 600, unit: 'grapheme' }),
    )
    let count = 0
    await fc.assert(
      fc.asyncProperty(nasty, nasty, nasty, async (title, version, path) => {
        const found = await headers(described({ title, version, path: `/${path}` }), { inherited: 'warn' })
        for (const { header, rest, text } of found) {
          count++
          expect(header).toMatch(/^(?:# [^\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\u202a-\u202e\u2066-\u2069\ufeff]{1,201}\n){3}$/u)
          for (const reading of ['1.1', '1.2'] as const) {
            expect(parse(text, { version: reading })).toEqual(parse(rest, { version: reading }))
          }
        }
      }),
      { numRuns: 30 },
    )
    expect(count).toBeGreaterThan(30)
  })

  it('says that a text was cut', async () => {
    const [get] = await headers(described({ title: 'long '.repeat(1_000) }))

    expect(get!.header.split('\n')[1]).toMatch(/^# Source: openapi\.json \(long .{150,190}…$/)
  })

  it('counts in forecasts and sizes, to the byte', async () => {
    let forecast: Forecast | undefined
    const { result, files } = await sliceInMemory(described({ title: 'Größe 😀' }), {
      header: true,
      onForecast: (found) => (forecast = found),
    })
    const sizes = result.files.map(({ file }) => Buffer.byteLength(files.get(file)!))

    expect(result.files.map(({ size }) => size)).toEqual(sizes)
    expect(forecast).toEqual({ files: 2, bytes: sizes.reduce((sum, size) => sum + size) })
  })

  it('is there, and gone, in a folder that has files of a run with the other setting', async () => {
    const [cacheDir, outDir] = [join(folder, 'cache'), join(folder, 'slices')]
    const run = async (header: boolean): Promise<boolean> => {
      await sliceSpec({ input: described(), cacheDir, outDir, header })
      return readFileSync(join(outDir, 'orders_GET.yaml'), 'utf8').startsWith('# Endpoint')
    }

    expect([await run(false), await run(true), await run(true), await run(false)]).toEqual([false, true, true, false])
  })

  it('is refused for JSON, which has no comments', async () => {
    await expect(sliceInMemory(described(), { header: true, format: 'json' })).rejects.toMatchObject({
      code: 'bad-option',
      message: 'The option “header” is for YAML: JSON has no comments.',
    })
  })
})
