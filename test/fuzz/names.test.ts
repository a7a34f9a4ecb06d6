import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolveOptions } from '../../src/core/options/resolve-options.ts'
import type { IndexRow } from '../../src/core/write/index-csv.ts'
import { catalogueOf } from '../../src/host/virtual/catalogue.ts'
import { codeOf } from '../../src/host/virtual/code.ts'
import { sliceSpec, type SliceRequest } from '../../src/index.ts'
import type { Report } from '../../src/page/protocol.ts'
import { judgeRow, judgeSlice, loadSource, operationsOf, type Source } from '../judge/index.ts'
import { isLong } from '../support/scale.ts'
import { isAccepted } from '../support/second-validator.ts'
import { type Sliced, sliceInMemory } from '../support/slice.ts'
import { descriptionWith, HOSTILE_NAMES, TWINS, type Version, VERSIONS } from './names.ts'

const ALL = [...new Set([...HOSTILE_NAMES.map(({ name }) => name), ...TWINS.flat()])]

let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'names-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Writes a description with names. @returns its file */
function described(names: readonly string[], version: Version): string {
  const file = join(mkdtempSync(join(folder, 'case-')), 'openapi.json')
  writeFileSync(file, JSON.stringify(descriptionWith(names, version)))
  return file
}

/** Where files end up: in the folder, under names that every file system takes and tells apart. */
function expectSafe(files: readonly string[]): void {
  const folded = files.map((file) => file.normalize('NFC').toLowerCase())
  expect(folded.filter((file, index) => folded.indexOf(file) !== index)).toEqual([])
  for (const file of files) {
    const parts = file.split('/')
    expect(parts.length).toBeLessThanOrEqual(2)
    for (const part of parts) {
      expect(part).toMatch(/^[A-Za-z0-9_](?:[A-Za-z0-9._~-]*[A-Za-z0-9_~-])?$/)
      expect(part).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i)
      expect(part.length).toBeLessThanOrEqual(200)
    }
  }
}

/** As the index has it, where half a character has no place. */
const keyOf = ({ path, method }: { path: string; method: string }): string => `${method} ${path}`.toWellFormed()

/** Every slice and row is right, and none is missing. */
function expectRight(source: Source, { files, rows, result }: Sliced, webhooks = false): void {
  const operations = operationsOf(source, { webhooks })
  expect(result.failures).toEqual([])
  // Without the quotation mark that keeps spreadsheets from taking a cell for a formula.
  const rowOf = new Map(rows.map((row) => [`${row['method']} ${row['path']!.replace(/^'/, '')}`, row]))
  expect([...rowOf.keys()].toSorted()).toEqual(operations.map(keyOf).toSorted())
  for (const operation of operations) {
    const row = rowOf.get(keyOf(operation))!
    const own = operations.filter((other) => rowOf.get(keyOf(other))!['filename'] === row['filename'])
    const text = files.get(row['filename']!)!
    expect(judgeSlice(source, { text, operations: own })).toEqual([])
    if (operation.path.isWellFormed()) expect(judgeRow(source, operation, row, text)).toEqual([])
  }
}

/** What is the same in all versions is done for one of them in a short run. */
const LATEST: Version = '3.2.0'

describe.each(VERSIONS)('hostile names in %s', (version) => {
  const isFull = isLong || version === LATEST
  const ways: [string, Partial<SliceRequest>][] = [
    ['YAML', {}],
    ['webhooks', { webhooks: true, format: 'json' }],
  ]
  const moreWays: [string, Partial<SliceRequest>][] = [
    ['JSON', { format: 'json' }],
    ['a file for each tag', { groupBy: 'tag' }],
    ['a file for each path', { groupBy: 'path', format: 'json' }],
    ['a folder for each prefix', { layout: 'by-prefix' }],
    ['a file for each prefix, in folders', { groupBy: 'prefix', layout: 'by-prefix', format: 'json' }],
  ]
  it.each(isFull ? [...ways, ...moreWays] : ways)('stay names: %s', { timeout: 120_000 }, async (_, options) => {
    const file = described(ALL, version)
    const sliced = await sliceInMemory(file, options)

    expectSafe(sliced.result.files.map((one) => one.file))
    expectRight(await loadSource(file), sliced, options.webhooks)
  })

  it('are the same in YAML and JSON', async () => {
    const file = described(ALL, version)
    const [yaml, json] = [await sliceInMemory(file), await sliceInMemory(file, { format: 'json' })]

    expect([...yaml.slices.keys()]).toEqual([...json.slices.keys()])
    for (const [id, { document }] of yaml.slices) expect(document).toEqual(json.slices.get(id)!.document)
  })

  it.each(['3.0.x', '3.1.x', '3.2.x'])('survive the way to %s', async (outputVersion) => {
    const { result, slices } = await sliceInMemory(described(ALL, version), { outputVersion, format: 'json' })

    expect(result.failures).toEqual([])
    expectSafe(result.files.map(({ file }) => file))
    for (const { document } of slices.values()) expect(await isAccepted(document)).toBe(true)
    expect(result.files.flatMap(({ endpoints }) => endpoints)).toEqual(ALL.map((name) => `GET /${name}`))
  })
})

describe('a hostile name', () => {
  it.each(HOSTILE_NAMES)('selects exactly itself, $what', async ({ name }) => {
    const file = described([name, 'other'], '3.1.0')
    const selected = async (options: Partial<SliceRequest>): Promise<(string | undefined)[]> =>
      (await sliceInMemory(file, options)).rows.map(({ path }) => path)
    const itself = [`/${name}`.toWellFormed()]

    expect(await selected({ exclude: '/other' })).toEqual(itself)
    // Longer patterns are refused, and an expression says what it means.
    if (name.length > 4_000) return
    expect(await selected({ filter: `/${name}` })).toEqual(itself)
    expect(await selected({ filter: `^/${name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`, filterType: 'regex' })).toEqual(itself)
    // An empty pattern is refused.
    if (name.trim() === '') return
    expect(await selected({ tags: name })).toEqual(itself)
    expect(await selected({ operationIds: name })).toEqual(itself)
  })

  it.each(HOSTILE_NAMES.filter(({ name }) => name.trim() !== ''))('is a folder inside of the output, $what', ({ name }) => {
    const { requests, assetsDirs } = resolveOptions({ specs: [{ input: 'a.yaml', name }, 'b.yaml'], outDir: 'out' })

    expectSafe(assetsDirs.map((dir) => dir.replace(/^slices\//, '')))
    expectSafe(requests.map(({ outDir }) => outDir.replaceAll('\\', '/').replace(/^out\//, '')))
  })
})

describe.each(TWINS.map((names) => ({ names, shown: names.map((name) => name.slice(0, 20)).join(', ') })))('twins: $shown', ({ names }) => {
  it.each<[string, Partial<SliceRequest>]>([
    ['paths', {}],
    ['tags', { groupBy: 'tag' }],
    ['prefixes', { layout: 'by-prefix' }],
  ])('are told apart as %s', async (_, options) => {
    const file = described(names, '3.1.0')
    const sliced = await sliceInMemory(file, options)

    expect(new Set(sliced.rows.map(({ filename }) => filename)).size).toBe(names.length)
    expectSafe(sliced.result.files.map((one) => one.file))
    expectRight(await loadSource(file), sliced)
  })

  it('have the same file names whichever of them are selected', async () => {
    const file = described(names, '3.1.0')
    for (const { path, filename } of (await sliceInMemory(file)).rows) {
      const { rows } = await sliceInMemory(file, { filter: path! })
      expect(rows.find((row) => row['path'] === path)?.['filename']).toBe(filename)
    }
  })
})

it('a webhook that is called like a path, and a further method that is called like a known one, have files of their own', async () => {
  const operation = (description: string): unknown => ({ responses: { 200: { description } } })
  const file = join(mkdtempSync(join(folder, 'case-')), 'openapi.json')
  const paths = { '/a': { get: operation('path'), additionalOperations: { GET: operation('further') } } }
  const info = { title: 'Twins', version: '1' }
  writeFileSync(file, JSON.stringify({ openapi: '3.2.0', info, paths, webhooks: { '/a': { get: operation('webhook') } } }))
  const { result, files } = await sliceInMemory(file, { webhooks: true, format: 'json' })

  expectSafe(result.files.map((one) => one.file))
  const said = result.files.map((one) => Array.from(files.get(one.file)!.matchAll(/"description": "(\w+)"/g), ([, word]) => word))
  expect(said).toEqual([['path'], ['further'], ['webhook']])
})

describe('on the disk', () => {
  it.each<[string, Partial<SliceRequest>]>([
    ['paths', {}],
    ['tags', { groupBy: 'tag' }],
    ['prefixes, and the page', { layout: 'by-prefix', report: true }],
  ])(
    'nothing is written outside of the output folder, and the cache knows all of it again: %s',
    { timeout: 120_000 },
    async (_, options) => {
      // An example with it as a key looks like a reference to a file, which may be there the next time.
      const names = ALL.filter((name) => name !== '$ref')
      const input = described(names, '3.1.0')
      const home = mkdtempSync(join(folder, 'disk-'))
      mkdirSync(join(home, 'around'))
      const outDir = join(home, 'around', 'slices')
      const request = { ...options, input, outDir, cache: true, cacheDir: join(home, 'cache') }
      const first = await sliceSpec(request, { cwd: home })

      expect(readdirSync(home).toSorted()).toEqual(['around', 'cache'])
      expect(readdirSync(join(home, 'around'))).toEqual(['slices'])
      for (const { file } of first.files) expect(existsSync(join(outDir, file))).toBe(true)
      const written = readdirSync(outDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      // With the manifest, the index and the reports.
      expect(written.length).toBe(first.files.length + 3 + (options.report ? 1 : 0))

      const second = await sliceSpec(request, { cwd: home })
      expect([second.unchanged, second.files]).toEqual([true, first.files])
      writeFileSync(input, JSON.stringify(descriptionWith(names.toReversed(), '3.1.0')))
      const third = await sliceSpec(request, { cwd: home })
      const { result } = await sliceInMemory(input, options)
      expect([third.failures, third.files]).toEqual([[], result.files])
    },
  )
})

it.each(['endpoint', 'tag'] as const)('the index, virtual modules and the page know every name: a file for each %s', async (groupBy) => {
  const sliced = await sliceInMemory(described(ALL, '3.1.0'), { groupBy, report: true, format: 'json' })
  const report = reportIn(sliced.files.get('report.html')!)
  expect(report.endpoints.map(({ path }) => path)).toEqual(ALL.map((name) => `/${name}`))
  // The page has the beginning of what nobody would read.
  for (const [at, { operationId }] of report.endpoints.entries()) expect(ALL[at]!.startsWith(operationId.replace(/…$/, ''))).toBe(true)
  expect(report.files.map(({ file }) => file)).toEqual(sliced.result.files.map(({ file }) => file))

  const endpoints = sliced.rows.map((row, index) => ({
    tags: [ALL[index]!],
    row: row as unknown as IndexRow,
    file: String(row['filename']),
  }))
  const catalogue = catalogueOf([{ name: 'names', folder: 'slices', endpoints, run: undefined }])
  const bytesOf = (file: string): Uint8Array => Buffer.from(sliced.files.get(file.slice('slices/'.length))!)
  const modules = [
    'virtual:openapi-slices',
    'virtual:openapi-slices/@all',
    ...catalogue.endpoints.map(({ id }) => `virtual:openapi-slices/${id}`),
  ]
  const imported = runModules(modules.map((id) => codeOf(id, catalogue, bytesOf)))
  const [index, loaders, ...slices] = imported as [{ path: string }[], string[], ...{ paths: Record<string, unknown> }[]]

  expect(index.map(({ path }) => path)).toEqual(ALL.map((name) => `/${name}`.toWellFormed()))
  expect(loaders.toSorted()).toEqual([...catalogue.files.keys()].toSorted())
  for (const [position, { id }] of catalogue.endpoints.entries()) {
    const slice = slices[position]!
    expect(Object.hasOwn(slice.paths, `/${ALL[position]}`)).toBe(true)
    expect(JSON.stringify(slice)).toBe(JSON.stringify(JSON.parse(sliced.files.get(`${basename(id!)}.json`)!)))
  }
})

/** What modules export, or the names of the functions in it; in a program of their own, as a test runner looks into what it imports. */
function runModules(codes: readonly string[]): unknown[] {
  const program = `
    const values = []
    for (const code of JSON.parse((await import('node:fs')).readFileSync(0, 'utf8'))) {
      const { endpoints, default: value = endpoints } = await import('data:text/javascript,' + encodeURIComponent(code))
      values.push(Object.values(value).every((part) => typeof part === 'function') ? Object.keys(value) : value)
    }
    console.log(JSON.stringify(values))`
  const input = JSON.stringify(codes)
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  expect(stderr).toBe('')
  return JSON.parse(stdout) as unknown[]
}

/** What a page holds, read from the outside. */
function reportIn(html: string): Report {
  const [, base64] = /<script type="application\/zlib" id="report">([^<]*)<\/script>/.exec(html)!
  return JSON.parse(inflateSync(Buffer.from(base64!, 'base64')).toString()) as Report
}
