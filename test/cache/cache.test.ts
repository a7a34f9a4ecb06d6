import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sliceSpec } from '../../src/api.ts'
import { folderEntries } from '../../src/core/cache/entries.ts'
import { MemoryCache } from '../../src/core/cache/memory-cache.ts'
import type { SliceRequest, SliceResult } from '../../src/core/options/request.ts'
import { ReadFiles } from '../../src/core/read-files.ts'
import { resolveRequest } from '../../src/core/options/resolve-request.ts'
import { runRequest } from '../../src/run-request.ts'

let folder: string
beforeAll(() => {
  process.env['SOURCE_DATE_EPOCH'] = '1700000000'
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slice-cache-'))
  return () => rmSync(folder, { recursive: true })
})
afterAll(() => {
  delete process.env['SOURCE_DATE_EPOCH']
})

const slice = (options: Partial<SliceRequest> = {}): Promise<SliceResult> =>
  sliceSpec({ input: 'openapi.json', outDir: 'out', cacheDir: 'cache', ...options }, { cwd: folder })

const write = (document: unknown): void => writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document, null, 1))

/** Every file by name, with its contents. */
const treeOf = (name: string): Record<string, string> =>
  Object.fromEntries(readdirSync(join(folder, name)).map((file) => [file, readFileSync(join(folder, name, file), 'utf8')]))

/** Every file by name, with the time of its last change. */
const timesOf = (name: string): Record<string, number> =>
  Object.fromEntries(readdirSync(join(folder, name)).map((file) => [file, statSync(join(folder, name, file)).mtimeMs]))

/** Moves all files to the past, so that whatever is written next is seen to be. */
function age(name: string): void {
  for (const file of readdirSync(join(folder, name))) utimesSync(join(folder, name, file), 1_600_000_000, 1_600_000_000)
}

async function expectAsFresh(options: Partial<SliceRequest> = {}): Promise<SliceResult> {
  const result = await slice(options)
  const fresh = await slice({ ...options, outDir: 'fresh', cache: false })
  expect(treeOf('out')).toEqual(treeOf('fresh'))
  const { elapsed: _, outDir: __, indexPath: ___, llmsPath: ____, unchanged: _____, timings: ______, ...rest } = result
  expect(fresh).toMatchObject(rest)
  return result
}

interface Schema {
  type?: string
  description?: string
  properties?: Record<string, unknown>
}

interface Small {
  openapi: string
  info: { title: string; version: string }
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, unknown>>
  components: { schemas: Record<string, Schema> }
}

/** Three operations; `Leaf` is reached by two of them, through `Branch` and directly. */
const small = (): Small => ({
  openapi: '3.0.3',
  info: { title: 'Small', version: '1' },
  tags: [{ name: 'a', description: 'First' }],
  paths: {
    '/branch': { get: operation('Branch') },
    '/leaf': { get: { ...operation('Leaf'), tags: ['a'] } },
    '/other': { get: operation('Other') },
  },
  components: {
    schemas: {
      Branch: { type: 'object', properties: { '404': { $ref: '#/components/schemas/Leaf' }, '200': { type: 'string' } } },
      Leaf: { type: 'string', description: 'Leaf' },
      Other: { type: 'string' },
    },
  },
})

const operation = (name: string): Record<string, unknown> => ({
  responses: {
    '200': { description: 'OK', content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } },
  },
})

describe('a run after nothing has changed', () => {
  it('writes nothing, and tells what the last one told', async () => {
    write(small())
    const first = await slice()
    const before = timesOf('out')
    const second = await slice()
    expect(first.unchanged).toBe(false)
    expect(second).toMatchObject({ unchanged: true, total: 3, extracted: 3, failed: 0, files: first.files, inputs: first.inputs })
    expect(timesOf('out')).toEqual(before)
  })

  it('tells failures and warnings again, with the same places', async () => {
    const broken = small()
    broken.components.schemas['Leaf']!.type = 'text'
    broken.components.schemas['Other'] = { nullable: true } as Schema
    write(broken)
    const first = await slice()
    const second = await slice()
    expect(first.failed).toBe(2)
    expect(second.unchanged).toBe(true)
    expect(second).toMatchObject({ failures: first.failures, problems: first.problems, warnings: first.warnings })
  })

  it('notices that an output was removed, altered or emptied, and mends it', async () => {
    write(small())
    await slice()
    const whole = treeOf('out')
    for (const spoil of [
      (file: string) => rmSync(file),
      (file: string) => writeFileSync(file, 'x'),
      (file: string) => truncateSync(file),
    ]) {
      spoil(join(folder, 'out', 'leaf_GET.yaml'))
      expect((await slice()).unchanged).toBe(false)
      expect(treeOf('out')).toEqual(whole)
    }
  })

  it('does not open a description that nobody has written to for a while, on any run but the first', async () => {
    write(small())
    const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000)
    const opened = async (): Promise<boolean> => {
      const files = new ReadFiles()
      const request = resolveRequest({ input: 'openapi.json', outDir: 'out', cacheDir: 'cache' })
      await runRequest(request, { cwd: folder, files })
      return files.has(join(folder, 'openapi.json'))
    }
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      // Within one step of a coarse clock another write might leave the same times.
      expect([await opened(), await opened()]).toEqual([true, true])
      later(10)
      expect([await opened(), await opened(), await opened()]).toEqual([true, false, false])
    } finally {
      vi.useRealTimers()
    }
  })

  it('notices a change of a description that keeps its size, with its times set back', async () => {
    write(small())
    const path = join(folder, 'openapi.json')
    utimesSync(path, 1_600_000_000, 1_600_000_000)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 })
    try {
      await slice()
      expect((await slice()).unchanged).toBe(true)
      const changed = small()
      changed.components.schemas['Leaf']!.description = 'LEAF'
      write(changed)
      utimesSync(path, 1_600_000_000, 1_600_000_000)
      expect((await slice()).unchanged).toBe(false)
      expect(treeOf('out')['leaf_GET.yaml']).toContain('LEAF')
    } finally {
      vi.useRealTimers()
    }
  })

  it('is made anew with other options, and without the cache', async () => {
    write(small())
    await slice()
    expect((await slice({ outputVersion: '3.1.x' })).unchanged).toBe(false)
    expect((await slice()).unchanged).toBe(false)
    expect((await slice({ cache: false })).unchanged).toBe(false)
    expect((await slice({ groupBy: () => 'all', outDir: 'grouped' })).unchanged).toBe(false)
    expect((await slice({ groupBy: () => 'all', outDir: 'grouped' })).unchanged).toBe(false)
  })

  it('reads again what refers to a file that was missing', async () => {
    const document = small()
    document.components.schemas['Leaf'] = { $ref: './leaf.json' } as Schema
    write(document)
    expect((await slice()).failed).toBe(2)
    writeFileSync(join(folder, 'leaf.json'), '{ "type": "string" }')
    expect((await slice()).failed).toBe(0)
    expect((await slice()).unchanged).toBe(true)
    writeFileSync(join(folder, 'leaf.json'), '{ "type": "number" }')
    expect((await expectAsFresh()).unchanged).toBe(false)
  })
})

describe('a run after a change', () => {
  it('touches only the files that it reaches, and the index and the manifest, which have their sizes', async () => {
    write(small())
    await slice()
    age('out')
    await slice()
    age('out')
    const changed = small()
    changed.components.schemas['Leaf']!.description = 'Another leaf'
    write(changed)
    const before = timesOf('out')
    await slice()
    const after = timesOf('out')
    expect(Object.keys(after).filter((file) => after[file] !== before[file])).toEqual([
      '.openapi-slice.json',
      'branch_GET.yaml',
      'index.csv',
      'leaf_GET.yaml',
    ])
    await expectAsFresh()
  })

  it('sees the order of keys that look like numbers, and digits beyond a double', async () => {
    write(small())
    await slice()
    const text = readFileSync(join(folder, 'openapi.json'), 'utf8')
    const reordered = text.replace(/"200": \{\s+"type": "string"\s+\},\s+("404": \{[^}]+\})/, '$1, "200": { "type": "string" }')
    expect(reordered).not.toBe(text)
    writeFileSync(join(folder, 'openapi.json'), reordered)
    await expectAsFresh()
    writeFileSync(join(folder, 'openapi.json'), reordered.replace('"description": "Leaf"', '"maximum": 9007199254740993'))
    await expectAsFresh()
    writeFileSync(join(folder, 'openapi.json'), reordered.replace('"description": "Leaf"', '"maximum": 9007199254740992'))
    await expectAsFresh()
  })

  it('writes llms.txt with lines of files that are kept, again if it is gone, and no more if it is not asked for', async () => {
    const llms = { llms: true }
    write(small())
    await slice(llms)
    expect((await slice(llms)).unchanged).toBe(true)
    rmSync(join(folder, 'out/llms.txt'))
    expect((await expectAsFresh(llms)).unchanged).toBe(false)
    const changed = small()
    changed.components.schemas['Leaf']!.description = 'Another leaf'
    write(changed)
    await expectAsFresh(llms)
    expect(treeOf('out')['llms.txt']).toMatch(/branch_GET\.yaml.*leaf_GET\.yaml.*other_GET\.yaml/s)
    await expectAsFresh()
    expect(treeOf('out')).not.toHaveProperty('llms.txt')
  })

  it('tells findings in the same order where they depend on an endpoint that is kept', async () => {
    const document = small()
    document.components.schemas['Leaf'] = { nullable: true } as Schema
    const content = { 'application/json': { schema: { nullable: true, allOf: [{ $ref: '#/components/schemas/Leaf' }] } } }
    document.paths['/leaf'] = { get: { operationId: 'same', responses: { '200': { description: 'OK', content } } } }
    Object.assign(document.paths['/other']!['get'] as object, { operationId: 'same' })
    write(document)
    await slice()
    document.components.schemas['Leaf'].description = 'Another leaf'
    write(document)
    await expectAsFresh()
  })

  it('knows how files were left by one that was broken off', async () => {
    write(small())
    await slice()
    const changed = small()
    changed.components.schemas['Leaf']!.description = 'Another leaf'
    write(changed)
    const breaking = new AbortController()
    const options = { input: 'openapi.json', outDir: 'out', cacheDir: 'cache', concurrency: 1, onProgress: () => breaking.abort() }
    await expect(sliceSpec(options, { cwd: folder, signal: breaking.signal })).rejects.toThrow()
    expect(readFileSync(join(folder, 'out/branch_GET.yaml'), 'utf8')).toContain('Another leaf')
    await expectAsFresh()
  })

  it('removes what no longer belongs', async () => {
    write(small())
    await slice()
    const less = small()
    delete less.paths['/other']
    write(less)
    await expectAsFresh()
    expect(Object.keys(treeOf('out'))).not.toContain('other_GET.yaml')
  })

  const KINDS: readonly ((document: Small, text: string) => void)[] = [
    (document, text) => (document.components.schemas['Leaf']!.description = text),
    (document, text) => (document.components.schemas['Branch']!.properties![text] = { type: 'string' }),
    (document, text) => (document.info.title = text),
    (document, text) => (document.tags[0]!.description = text),
    (document, text) => (document.paths['/leaf']!['summary'] = text),
    (document, text) => Object.assign(document.paths['/other']!['get'] as object, { summary: text }),
    (document, text) => (document.paths[`/${text}`] = { get: operation('Other') }),
    (document, text) => (document.components.schemas[text] = { type: 'string' }),
    (document) => delete document.paths['/branch'],
    (document) => delete document.components.schemas['Other'],
    (document) => (document.components.schemas['Other'] = { type: 'wrong' }),
    (document) => (document.components.schemas['Other'] = { type: 'string' }),
    (document) => Object.assign(document.components.schemas['Leaf']!, { nullable: true, type: undefined }),
  ]

  it('gives what a fresh run gives, whatever was changed, however often', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(KINDS.length - 1), fc.constantFrom('a', 'b', '1')), { minLength: 1, maxLength: 6 }),
        fc.constantFrom<Partial<SliceRequest>>({}, { format: 'json' }, { outputVersion: '3.1.x' }, { groupBy: 'prefix' }),
        async (changes, options) => {
          const document = small()
          write(document)
          await slice(options)
          for (const [kind, text] of changes) {
            KINDS[kind]!(document, text)
            write(document)
            await expectAsFresh(options)
          }
        },
      ),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 25), seed: 3 },
    )
  })
})

describe('a cache', () => {
  it('that cannot be written is none', async () => {
    write(small())
    writeFileSync(join(folder, 'cache'), 'a file where a folder is needed')
    expect((await slice()).unchanged).toBe(false)
    expect((await slice()).unchanged).toBe(false)
  })

  it('remembers every one of many descriptions', async () => {
    write(small())
    const runs = Array.from({ length: 40 }, (_, run) => ({ outDir: `out-${run}` }))
    for (const run of runs) await slice(run)
    for (const run of runs) expect((await slice(run)).unchanged).toBe(true)
  })

  it('grows no further than a bound; what was not used for longest goes first', () => {
    const cache = folderEntries(folder, 1_000)
    const text = 'x'.repeat(300)
    const at = (name: string, second: number): void => utimesSync(join(folder, `${name}.json`), second, second)
    cache.write('a', text)
    cache.write('b', text)
    at('a', 1)
    at('b', 2)
    expect(cache.read('a')).toBe(text)
    cache.write('c', text)
    expect(['a', 'b', 'c'].filter((name) => cache.read(name) !== undefined)).toEqual(['a', 'c'])
  })
})

it('in memory, too, only what has changed is made anew, and a run that breaks off changes nothing', async () => {
  const cache = new MemoryCache()
  const run = async (): Promise<Map<string, Uint8Array>> => {
    const files = new Map<string, Uint8Array>()
    await runRequest(resolveRequest({ input: 'openapi.json' }), {
      cwd: folder,
      reuse: cache,
      sink: cache.sink((file, bytes) => files.set(file, bytes)),
    })
    return files
  }
  write(small())
  const first = await run()
  writeFileSync(join(folder, 'openapi.json'), '{')
  await expect(run()).rejects.toThrow('openapi.json')
  const changed = small()
  changed.components.schemas['Leaf']!.description = 'Another leaf'
  write(changed)
  const second = await run()
  const isSame = (file: string): boolean => first.get(file) === second.get(file)
  expect([...second.keys()].filter(isSame)).toEqual(['other_GET.yaml'])
  await slice({ cache: false })
  for (const [file, bytes] of second) expect([file, Buffer.from(bytes).toString()]).toEqual([file, treeOf('out')[file]])
})

it('a file with warnings is kept, and they tell where they stand now', async () => {
  const cache = new MemoryCache()
  const run = async (document: unknown): Promise<{ lines: unknown; line: number; bytes: Uint8Array | undefined }> => {
    write(document)
    const line =
      readFileSync(join(folder, 'openapi.json'), 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('"nullable": true')) + 1
    const files = new Map<string, Uint8Array>()
    const sink = cache.sink((file, content) => files.set(file, content))
    const result = await runRequest(resolveRequest({ input: 'openapi.json' }), { cwd: folder, reuse: cache, sink })
    const lines = result.warnings.map(({ code, place, endpoints }) => [code, place?.line, endpoints])
    return { lines, line, bytes: files.get('other_GET.yaml') }
  }
  const warned = small()
  warned.components.schemas['Other'] = { nullable: true } as Schema
  const first = await run(warned)
  const moved = { ...warned, components: { schemas: { New: { type: 'string' }, ...warned.components.schemas } } }
  const second = await run(moved)
  expect(second.bytes).toBe(first.bytes)
  expect(second.line).toBe(first.line + 3)
  for (const { lines, line } of [first, second]) expect(lines).toEqual([['redocly/nullable-type-sibling', line, ['GET /other']]])
})

it('a project that is moved takes its cache along', async () => {
  write(small())
  await slice()
  const moved = join(folder, 'moved')
  for (const name of ['openapi.json', 'out', 'cache']) {
    cpSync(join(folder, name), join(moved, name), { recursive: true, preserveTimestamps: true })
  }
  const result = await sliceSpec({ input: 'openapi.json', outDir: 'out', cacheDir: 'cache' }, { cwd: moved })
  expect(result.unchanged).toBe(true)
  expect(result.inputs).toEqual([resolve(moved, 'openapi.json')])
})
