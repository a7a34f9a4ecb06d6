import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { SliceRequest } from '../../src/index.ts'
import { hasSpecs, isAccepted, SPECS } from '../support/specs.ts'
import { type Sliced, sliceInMemory } from '../support/slice.ts'

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/conversion/${name}`, import.meta.url))
const [V20, V31, V32] = [fixture('swagger-2.0.yaml'), fixture('openapi-3.1.yaml'), fixture('openapi-3.2.yaml')]

// Two runs are compared byte by byte.
beforeAll(() => vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000'))
afterAll(() => void vi.unstubAllEnvs())

const to = (input: string, outputVersion: string, options: Partial<SliceRequest> = {}): Promise<Sliced> =>
  sliceInMemory(input, { ...options, outputVersion })

const column = ({ rows }: Sliced, name: string): (string | undefined)[] => rows.map((row) => row[name])

/** Row and failure of an endpoint that was not written. */
function failureOf({ rows, result, slices }: Sliced, endpoint: string): { status?: string; reason?: string; help?: string; file?: string } {
  const [method, path] = endpoint.split(' ')
  const isIt = (row: { path?: string; method?: string }): boolean => row.path === path && row.method === method
  const row = rows.find(isIt)
  expect(slices.has(endpoint)).toBe(false)
  const { help } = result.failures.find(isIt) ?? {}
  return {
    status: row?.['validation_status'],
    reason: row?.['failure_reason'],
    file: row?.['filename'],
    ...(help !== undefined && { help }),
  } as never
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
    line: 33,
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
        reason: expect.stringMatching(/propertyNames.*\(.*openapi-3\.1\.yaml:33:\d+\)$/),
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
    expect((await to(input!, version!)).files).toEqual((await sliceInMemory(input!)).files)
  })

  it('to another patch of its own family changes the version alone', async () => {
    const [own, other] = [await sliceInMemory(V31), await to(V31, '3.1.1')]

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

describe.runIf(hasSpecs)('GitHub REST', () => {
  it('is written in 3.1 as a whole, and accepted by a second validator', { timeout: 600_000 }, async () => {
    const { result, slices, rows } = await to(resolve(SPECS, 'github-rest/api.github.com.json'), '3.1.x')

    expect(result).toMatchObject({ total: 1223, extracted: 1223, failed: 0 })
    expect(new Set(rows.map(({ output_oas_version: version }) => version))).toEqual(new Set(['3.1.x']))
    const rejected: string[] = []
    for (const [endpoint, { text, document }] of slices) {
      if (!text.startsWith('openapi: 3.1.2\n') || !(await isAccepted(document))) rejected.push(endpoint)
    }
    expect(rejected).toEqual([])
  })
})
