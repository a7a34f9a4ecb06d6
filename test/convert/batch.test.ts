import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { describeSpec, type SliceRequest } from '../../src/index.ts'
import { isAccepted } from '../support/second-validator.ts'
import { hasSpecs, SPECS } from '../support/specs.ts'
import { type Sliced, sliceInMemory } from '../support/slice.ts'

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/conversion/${name}`, import.meta.url))
const [V20, V31, V32] = ['swagger-2.0.yaml', 'openapi-3.1.yaml', 'openapi-3.2.yaml'] as const

// Two runs are compared byte by byte.
beforeAll(() => vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000'))
afterAll(() => void vi.unstubAllEnvs())

/** Slices a fixture, or a file that is named with its folder, in another version. */
const to = (input: string, outputVersion: string, options: Partial<SliceRequest> = {}): Promise<Sliced> =>
  sliceInMemory(isAbsolute(input) ? input : fixture(input), { ...options, outputVersion })

const column = ({ rows }: Sliced, name: string): (string | undefined)[] => rows.map((row) => row[name])

/** What is said of an endpoint that was not written. */
function failureOf({ rows, result, slices }: Sliced, endpoint: string): Record<'status' | 'reason' | 'help' | 'file', string | undefined> {
  const isIt = ({ path, method }: { path?: string; method?: string }): boolean => `${method} ${path}` === endpoint
  const row = rows.find(isIt)
  expect(slices.has(endpoint)).toBe(false)
  return {
    status: row?.['validation_status'],
    reason: row?.['failure_reason'],
    help: result.failures.find(isIt)?.help,
    file: row?.['filename'],
  }
}

describe('2.0 to 3.1', () => {
  it('gives whole slices', async () => {
    const { slices, problems, rows } = await to(V20, '3.1.x')

    expect(problems).toEqual([])
    expect(rows).toHaveLength(3)
    for (const { file, text, document } of slices.values()) {
      await expect(text).toMatchFileSnapshot(fixture(`2.0-to-3.1/${file}`))
      expect(await isAccepted(document)).toBe(true)
    }
  })

  it('is told by the index', async () => {
    expect(column(await to(V20, '3.1.x'), 'output_oas_version')).toEqual(['3.1.x', '3.1.x', '3.1.x'])
    expect(column(await to(V20, '3.0.3'), 'output_oas_version')).toEqual(['3.0.x', '3.0.x', '3.0.x'])
    expect(column(await to(V20, 'auto'), 'output_oas_version')).toEqual(['2.0.x', '2.0.x', '2.0.x'])
  })

  it('has the facts of the converted operation in the index', async () => {
    const { rows } = await to(V20, '3.1.x')

    expect(rows.find(({ path, method }) => path === '/orders' && method === 'GET')).toMatchObject({
      operation_id: 'listOrders',
      parameter_count: '2',
      response_codes: '200,default',
      security_required: 'true',
      schema_count: '3',
      validation_status: 'PASS',
    })
    // A body is no parameter after 2.0.
    expect(rows.find(({ method }) => method === 'POST')).toMatchObject({ parameter_count: '0' })
  })
})

describe('a loss', () => {
  const place = {
    file: expect.stringMatching(/conversion\/openapi-3\.1\.yaml$/),
    line: 32,
    pointer: '#/components/schemas/Tags/propertyNames',
  }

  it('is a warning with its place, of the endpoints that have the part', async () => {
    const sliced = await to(V31, '3.0.x')

    expect(sliced.result).toMatchObject({ total: 3, extracted: 3, failed: 0 })
    expect(column(sliced, 'validation_status')).toEqual(['PASS', 'PASS', 'PASS'])
    expect(sliced.result.warnings).toEqual([
      expect.objectContaining({
        code: 'conversion/property-names',
        severity: 'warning',
        phase: 7,
        endpoints: ['GET /tags', 'GET /tags/all'],
      }),
    ])
    expect(sliced.problems.map(({ path }) => path)).toEqual(['/tags', '/tags/all'])
    expect(column(sliced, 'failure_reason').filter((reason) => reason?.startsWith('Written, with losses: '))).toHaveLength(2)
    for (const problem of sliced.problems) {
      expect(problem).toMatchObject({ code: 'conversion/property-names', severity: 'warning', ...place })
      expect(problem.help).not.toBe('')
    }
  })

  it('fails the endpoint with strict, and only that', async () => {
    const sliced = await to(V31, '3.0.x', { strict: true })

    expect(sliced.result).toMatchObject({ total: 3, extracted: 1, failed: 2, warnings: [] })
    expect([...sliced.slices.keys()]).toEqual(['GET /items'])
    for (const endpoint of ['GET /tags', 'GET /tags/all']) {
      expect(failureOf(sliced, endpoint)).toEqual({
        status: 'FAIL',
        file: '',
        reason: expect.stringMatching(/propertyNames.*\(.*openapi-3\.1\.yaml:32:\d+\)$/),
        help: expect.stringMatching(/\.$/),
      })
    }
    expect(sliced.problems).toEqual(
      [1, 2].map(() => expect.objectContaining({ code: 'conversion/property-names', severity: 'error', ...place })),
    )
  })

  it('does not concern inherited errors: warn does not lift strict', async () => {
    expect((await to(V31, '3.0.x', { strict: true, inherited: 'warn' })).result).toMatchObject({ extracted: 1, failed: 2 })
  })

  it('is no matter of strict where nothing is lost', async () => {
    expect((await to(V31, '3.2.x', { strict: true })).result).toMatchObject({ extracted: 3, failed: 0, problems: [] })
  })

  it('leaves slices that a validator accepts', async () => {
    const { slices } = await to(V31, '3.0.x')

    for (const { document } of slices.values()) expect(await isAccepted(document)).toBe(true)
    expect(slices.get('GET /items')!.text).toMatch(/nullable: true[^]*exclusiveMinimum: true/)
  })
})

describe('what cannot be said in a version', () => {
  it.for(['3.1.x', '3.0.x'])('fails by itself: %s', async (version) => {
    const sliced = await to(V32, version)

    expect(sliced.result).toMatchObject({ total: 4, extracted: 1, failed: 3 })
    expect([...sliced.slices.keys()]).toEqual(['POST /search'])
    expect(sliced.slices.get('POST /search')!.text).toContain('Found:')
    for (const endpoint of ['GET /search', 'QUERY /search', 'COPY /search']) {
      expect(failureOf(sliced, endpoint)).toMatchObject({
        status: 'FAIL',
        file: '',
        reason: expect.stringMatching(/before OpenAPI 3\.2\. \(.*openapi-3\.2\.yaml:\d+:\d+\)$/),
      })
    }
    expect(new Set(sliced.problems.filter(({ severity }) => severity === 'error').map(({ code, method }) => `${code} ${method}`))).toEqual(
      new Set(['conversion/query QUERY', 'conversion/additional-operations COPY', 'conversion/querystring GET']),
    )
    expect(await isAccepted(sliced.slices.get('POST /search')!.document)).toBe(true)
  })

  it('does not keep others out of the same file', async () => {
    const { result, files } = await to(V32, '3.1.x', { groupBy: 'path' })

    expect(result.files).toEqual([expect.objectContaining({ endpoints: ['POST /search'] })])
    expect(files.get(result.files[0]!.file)).not.toMatch(/query|COPY/)
  })

  it('can all the same be written as it is', async () => {
    expect((await to(V32, '3.2.x')).result).toMatchObject({ extracted: 4, failed: 0, problems: [] })
  })
})

describe('conversion', () => {
  it.for([
    [V20, '3.0.x'],
    [V20, '3.2.x'],
    [V31, '3.0.x'],
    [V32, '3.1.x'],
  ])('of %s to %s gives the same bytes whatever the concurrency', async ([input, version]) => {
    const [one, many] = await Promise.all([1, 16].map((concurrency) => to(input!, version!, { concurrency })))

    expect(many!.files).toEqual(one!.files)
  })

  it.for([
    [V31, '3.1.x'],
    [V31, '3.1'],
    [V31, '3.1.0'],
    [V32, '3.2.x'],
  ])('of %s to its own %s changes nothing', async ([input, version]) => {
    expect((await to(input!, version!)).files).toEqual((await to(input!, 'auto')).files)
  })

  it('to another patch of its own family changes the version alone', async () => {
    const [own, other] = [await to(V31, 'auto'), await to(V31, '3.1.1')]

    expect(other.problems).toEqual([])
    for (const [endpoint, { text }] of own.slices) {
      expect(other.slices.get(endpoint)!.text).toBe(text.replace('openapi: 3.1.0', 'openapi: 3.1.1'))
    }
  })

  it.for([
    [V20, '3.1.x', 'yaml'],
    [V20, '3.0.x', 'json'],
    [V31, '3.0.x', 'yaml'],
    [V31, '3.2.x', 'json'],
    [V32, '3.1.x', 'yaml'],
  ] as const)('of %s to %s is final: a slice of a slice is the slice', async ([input, version, format]) => {
    const folder = mkdtempSync(join(tmpdir(), 'converted-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const { slices } = await to(input, version, { format })

    expect(slices.size).toBeGreaterThan(0)
    for (const [endpoint, { file, text }] of slices) {
      writeFileSync(join(folder, file), text)
      for (const outputVersion of ['auto', version]) {
        const again = await to(join(folder, file), outputVersion, { format })
        expect(again.problems).toEqual([])
        expect(again.slices.get(endpoint)!.text).toBe(text)
      }
    }
  })

  it('needs no different check: each and once find the same', async () => {
    const [once, each] = [await to(V20, '3.1.x'), await to(V20, '3.1.x', { validate: 'each' })]

    expect(each.files).toEqual(once.files)
  })
})

describe('describeSpec', () => {
  it.for([V20, V31, V32])('foresees what becomes of %s', async (input) => {
    for (const { version, lossless, lossy, impossible } of (await describeSpec({ input: fixture(input) })).targets) {
      expect((await to(input, version, { strict: true })).result).toMatchObject({ extracted: lossless, failed: lossy + impossible.length })
      expect((await to(input, version)).result).toMatchObject({ extracted: lossless + lossy, failed: impossible.length })
    }
  })

  it('starts relative paths from the folder given', async () => {
    const { name, targets } = await describeSpec({ input: V31, methods: 'get' }, { cwd: fixture('.') })

    expect(name).toBe('openapi-3.1')
    expect(targets.map(({ isOwn, losses }) => [isOwn, losses.map(({ code, places, endpoints }) => [code, places, endpoints])])).toEqual([
      [false, [['conversion/property-names', 1, 2]]],
      [true, []],
      [false, []],
    ])
  })
})

describe.runIf(hasSpecs)('GitHub REST in 3.1', { timeout: 300_000 }, () => {
  const GITHUB = resolve(SPECS, 'github-rest/api.github.com.json')

  it('is written as a whole', async () => {
    const { result, slices, rows } = await to(GITHUB, '3.1.x')
    const texts = [...slices.values()].map(({ text }) => text)

    expect(result).toMatchObject({ total: 1223, extracted: 1223, failed: 0 })
    expect(result.problems.filter(({ code }) => code.startsWith('conversion/'))).toEqual([])
    expect(new Set(rows.map(({ output_oas_version: version }) => version))).toEqual(new Set(['3.1.x']))
    expect(texts.filter((text) => !text.startsWith('openapi: 3.1.2\n'))).toEqual([])
  })

  // The validator is slow; files of several endpoints have every part of all slices.
  it('is accepted by a second validator', async () => {
    const { slices, files } = await to(GITHUB, '3.1.x', { groupBy: 'prefix', format: 'json' })
    const names = new Set([...slices.values()].map(({ file }) => file))

    // Two of its paths differ only in the names of their parameters from others of the same prefix.
    expect(slices.size).toBe(1221)
    for (const file of names) expect([file, await isAccepted(JSON.parse(files.get(file)!))]).toEqual([file, true])
  })
})
