import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listEndpoints } from '../../src/index.ts'
import { type Sliced, sliceInMemory } from '../support/slice.ts'

const responses = { 200: { description: 'ok' } }

describe('what stands in a path and is no operation', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'no-operations-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  function sliced(paths: unknown, more: object = {}): Promise<Sliced> {
    const file = join(folder, 'openapi.json')
    writeFileSync(
      file,
      JSON.stringify(
        {
          openapi: '3.1.0',
          info: { title: 'T', version: '1' },
          paths,
          ...more,
        },
        null,
        2,
      ),
    )
    return sliceInMemory(file, { webhooks: true })
  }

  it.for([
    [null, 'is empty'],
    [[], 'is a list'],
    ['text', 'is a text'],
    [5, 'is a number'],
    [true, 'is true or false'],
    [{ $ref: '#/info/title' }, 'is a text'],
  ] as const)('fails its endpoint, and no other of its path, if it is %j under a method', async ([get, kind]) => {
    const { result, slices } = await sliced({
      '/a': { get, post: { responses } },
    })
    expect(result).toMatchObject({ total: 2, extracted: 1, failed: 1 })
    expect(result.failures).toMatchObject([
      {
        path: '/a',
        method: 'GET',
        reason: `“get” must be an operation but ${kind}.`,
      },
    ])
    expect(result.problems).toMatchObject([
      {
        code: 'not-an-operation',
        severity: 'error',
        place: { line: 9, pointer: '#/paths/~1a/get' },
        endpoints: ['GET /a'],
      },
    ])
    expect(slices.get('POST /a')!.document).toHaveProperty('paths', {
      '/a': { post: { responses } },
    })
  })

  it('fails a further method of 3.2 alone, too', async () => {
    const { result } = await sliced({ '/a': { additionalOperations: { COPY: 5, LOCK: { responses } } } }, { openapi: '3.2.0' })
    expect(result.failures).toMatchObject([
      {
        method: 'COPY',
        reason: '“COPY” must be an operation but is a number.',
      },
    ])
    expect(result.extracted).toBe(1)
  })

  it.for([
    [{ Get: { responses } }, '“/b” has no operations: “Get” is not a field of it.', '#/paths/~1b/Get'],
    [{ summary: 'x', gett: { responses }, 'x-y': 1 }, '“/b” has no operations: “gett” is not a field of it.', '#/paths/~1b/gett'],
    [
      { additionalOperations: { COPY: { responses } } },
      '“/b” has no operations: “additionalOperations” is not a field of it.',
      '#/paths/~1b/additionalOperations',
    ],
    [null, '“/b” has no operations: it must be an object but is empty.', '#/paths/~1b'],
    [[{ get: { responses } }], '“/b” has no operations: it must be an object but is a list.', '#/paths/~1b'],
  ] as const)('is told of, with its place, if its path has none: %j', async ([item, message, pointer]) => {
    const { result } = await sliced({
      '/a': { get: { responses } },
      '/b': item,
    })
    expect(result).toMatchObject({ total: 1, extracted: 1 })
    expect(result.problems).toMatchObject([
      {
        code: 'no-operations',
        severity: 'warning',
        message,
        place: { pointer },
      },
    ])
  })

  it('is told of once, however many paths have it', async () => {
    const paths = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`/${index}`, { GET: { responses } }]))
    const { result } = await sliced({ '/a': { get: { responses } }, ...paths })
    expect(result.problems).toMatchObject([
      { message: '“/0” has no operations: “GET” is not a field of it. So it is with 999 more.', place: { pointer: '#/paths/~10/GET' } },
    ])
  })

  it('is told of with what fits', async () => {
    const helpFor = async (paths: unknown): Promise<string[]> =>
      (await sliced(paths, { webhooks: { w: { get: { responses } } } })).result.problems.map(({ help }) => help)
    expect(await helpFor({ '/a': { GET: {} } })).toEqual([expect.stringContaining('in small letters')])
    expect(await helpFor({ '/a': { query: { responses } } })).toEqual(['It is one from OpenAPI 3.2 on.'])
    expect(await helpFor(['/a'])).toEqual([expect.stringMatching(/^Write each path with its operations below it/)])
    expect(await helpFor(null)).toEqual([])
  })

  it('is no note of one’s own among further methods', async () => {
    const { result } = await sliced({ '/a': { additionalOperations: { 'x-note': 'hello', LOCK: { responses } } } }, { openapi: '3.2.0' })
    expect(result.failures.filter(({ method }) => method === 'x-note')).toEqual([])
  })

  it('is why there is nothing to list', async () => {
    const file = join(folder, 'openapi.json')
    writeFileSync(file, JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: { '/a': { Get: {} } } }))
    await expect(listEndpoints({ input: file })).rejects.toThrow(/“\/a” has no operations/)
    writeFileSync(file, JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {} }))
    expect(await listEndpoints({ input: file })).toEqual([])
  })

  it('does not hide webhooks of the older kind', async () => {
    const { result } = await sliced({}, { webhooks: null, 'x-webhooks': { w: { get: { responses } } } })
    expect(result.files).toHaveLength(1)
  })

  it('is told of in webhooks, too', async () => {
    const { problems } = await sliced({ '/a': { get: { responses } } }, { webhooks: { new: 'text' } })
    expect(problems).toMatchObject([
      {
        code: 'no-operations',
        message: '“new” has no operations: it must be an object but is a text.',
      },
    ])
  })

  it('is nothing to tell of in a path that is empty on purpose (OAS 3.1.2 §4.8.9)', async () => {
    const { problems } = await sliced({
      '/a': { get: { responses } },
      '/b': {},
      '/c': { summary: 'x', parameters: [], 'x-y': 1 },
      'x-z': 1,
    })
    expect(problems).toEqual([])
  })

  it.for([
    [{ '/a': { Get: { responses } } }, /^The description has no endpoints\. “\/a” has no operations: “Get” is not a field of it\.$/],
    [[1], /^The description has no endpoints\. “paths” has no operations: it must be an object but is a list\.$/],
    [{}, /^The description has no endpoints\.$/],
  ] as const)('is why there are no endpoints: %j', async ([paths, message]) => {
    await expect(sliced(paths)).rejects.toThrow(message)
  })
})
