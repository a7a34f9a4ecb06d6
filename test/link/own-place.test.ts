import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { SliceRequest } from '../../src/core/options/request.ts'
import { judgeSlice, loadSource, operationsOf } from '../judge/index.ts'
import { sliceInMemory } from '../support/slice.ts'

const folder = mkdtempSync(join(tmpdir(), 'own-place-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Slices as text by endpoint, and the messages of what failed. */
async function sliced(
  paths: object,
  more: object = {},
  options: Partial<SliceRequest> = {},
): Promise<{ texts: Record<string, string>; messages: string[] }> {
  const input = join(folder, 'openapi.json')
  writeFileSync(input, JSON.stringify({ openapi: '3.1.0', info: { title: 't', version: '1' }, paths, ...more }))
  const { slices, problems } = await sliceInMemory(input, { ...options, format: 'json' })
  return {
    texts: Object.fromEntries([...slices].map(([endpoint, { document }]) => [endpoint, JSON.stringify(document)])),
    messages: problems.map(({ message }) => message),
  }
}

/** Slices whose meaning the judge confirms. */
async function judged(paths: object): Promise<{ texts: Record<string, string>; messages: string[] }> {
  const found = await sliced(paths)
  const source = await loadSource(join(folder, 'openapi.json'))
  for (const operation of operationsOf(source)) {
    expect(judgeSlice(source, { text: `${found.texts[`${operation.method} ${operation.path}`]!}\n`, operations: [operation] })).toEqual([])
  }
  return found
}

const get = (...schemas: object[]) => {
  const content = Object.fromEntries(schemas.map((schema, index) => [`a/${index}`, { schema }]))
  return { get: { responses: { 200: { description: 'ok', content } } } }
}

describe('what has a name or an identity of its own', () => {
  it('is referred to in its place, each by its own name, where a slice has that', async () => {
    const { texts, messages } = await judged({
      '/e': get({ $anchor: 'q3', type: 'string' }, { $ref: '#q3' }),
      '/f': get({ $anchor: 'q4', type: 'integer' }, { $ref: '#q4' }),
    })
    expect(messages).toEqual([])
    expect(texts['GET /e']).toContain('{"schema":{"$ref":"#q3"}}')
    expect(texts['GET /f']).toContain('{"schema":{"$ref":"#q4"}}')
    expect(texts['GET /f']).not.toContain('components')
  })

  it('is found among the parameters of the path, and by its pointer, without a copy', async () => {
    const parameters = [{ name: 'a', in: 'query', schema: { $anchor: 'q', type: 'string' } }]
    const { texts } = await judged({
      '/e': {
        parameters,
        ...get({ $ref: '#q' }, { $ref: '#/paths/~1e/parameters/0/schema' }, { $dynamicAnchor: 'z', items: { $dynamicRef: '#z' } }),
      },
    })
    expect(texts['GET /e']).not.toContain('components')
  })

  it('becomes a component where another slice needs it, and stays whole there', async () => {
    const schema = { $id: 'https://example.com/i', type: 'object', properties: { me: { $ref: '#' } } }
    const { texts } = await judged({ '/a': get({ $ref: 'https://example.com/i' }), '/b': get(schema) })
    expect(JSON.parse(texts['GET /a']!)).toMatchObject({ components: { schemas: { 'https-example.com-i': schema } } })
    expect(texts['GET /b']).not.toContain('components')
  })

  it('is referred to in its place if it is a callback with ids of operations, which are unique', async () => {
    const callback = (operationId: string) => ({ '{$url}': { post: { operationId, responses: { 200: { description: 'ok' } } } } })
    const { texts, messages } = await judged({
      '/own': { post: { ...get().get, callbacks: { y: callback('a'), z: { $ref: '#/paths/~1own/post/callbacks/y' } } } },
      '/other': { post: { ...get().get, callbacks: { y: { $ref: '#/paths/~1own/post/callbacks/y' } } } },
    })
    expect(messages).toEqual([])
    expect(texts['POST /own']).toContain('"z":{"$ref":"#/paths/~1own/post/callbacks/y"}')
    expect(texts['POST /own']).not.toContain('components')
    expect(JSON.parse(texts['POST /other']!)).toMatchObject({ components: { callbacks: { own_post_callbacks_y: callback('a') } } })
  })

  it('comes along whole where only a part of it is needed', async () => {
    const $defs = { x: { type: 'array', items: { $ref: '#/$defs/y' } }, y: { $anchor: 'yy', type: 'string' } }
    const schema = { $id: 'https://example.com/i', $defs }
    const { texts, messages } = await judged({
      '/a': get({ $ref: 'https://example.com/i#/$defs/x' }, { $ref: 'https://example.com/i#yy' }),
      '/b': get(schema),
    })
    expect(messages).toEqual([])
    expect(JSON.parse(texts['GET /a']!)).toMatchObject({ components: { schemas: { 'https-example.com-i': schema } } })
    expect(texts['GET /a']).toContain('{"$ref":"https://example.com/i#/$defs/x"}')
  })

  it('becomes two components where two differ', async () => {
    const { texts } = await judged({
      '/a': get({ $ref: '#b' }, { $ref: '#c' }),
      '/b': get({ $anchor: 'b', type: 'string' }, { $anchor: 'c', type: 'integer' }),
    })
    const schemas = { b: { $anchor: 'b', type: 'string' }, c: { $anchor: 'c', type: 'integer' } }
    expect(JSON.parse(texts['GET /a']!)).toMatchObject({ components: { schemas } })
  })
})

it('a pointer inside a schema with an `$id` keeps the component of that name, too', async () => {
  const components = { schemas: { In: { type: 'integer' } } }
  const schemas = {
    In: { type: 'string' },
    Q: { $id: 'https://example.com/q', type: 'object', properties: { a: { $ref: '#/components/schemas/In' } }, components },
  }
  const { texts, messages } = await sliced({ '/a': get({ $ref: '#/components/schemas/Q' }) }, { components: { schemas } })
  expect(messages).toEqual([])
  expect(JSON.parse(texts['GET /a']!)).toMatchObject({ components: { schemas } })
})

it('references inside a schema with an `$id` are found from there where 3.0 has no place for it', async () => {
  const $defs = { x: { type: 'string' }, y: { type: 'array', items: { $ref: '#/$defs/x' } } }
  const Tree = { $id: 'https://example.com/tree', type: 'object', properties: { y: { $ref: '#/$defs/y' } }, $defs }
  const components = { schemas: { Tree } }
  const { texts } = await sliced({ '/a': get({ $ref: '#/components/schemas/Tree' }) }, { components }, { outputVersion: '3.0' })
  expect(JSON.parse(texts['GET /a']!)).toMatchObject({
    components: {
      schemas: {
        Tree: { properties: { y: { $ref: '#/components/schemas/Tree_y' } } },
        Tree_y: { items: { $ref: '#/components/schemas/Tree_x' } },
        Tree_x: { type: 'string' },
      },
    },
  })
})

describe('a callback to its own path', () => {
  const responses = { 200: { description: 'ok' } }
  const callbacks = { c: { '{$url}': { $ref: '#/paths/~1y' } } }

  it.each(['3.0.3', '3.1.0', '3.2.0'])('stays a reference to it in %s, where a slice has all of the path', async (openapi) => {
    const parameters = [{ name: 'q', in: 'query', schema: { type: 'string' } }]
    const { texts, messages } = await sliced({ '/y': { parameters, post: { operationId: 'y', responses, callbacks } } }, { openapi })
    expect(messages).toEqual([])
    expect(texts['POST /y']).toContain(JSON.stringify(callbacks))
    expect(texts['POST /y']).not.toContain('components')
  })

  it.each(['3.0.3', '3.1.0'])('that has other operations, too, is told of in %s as what the description has to change', async (openapi) => {
    const { texts, messages } = await sliced(
      { '/y': { get: { responses }, post: { operationId: 'y', responses, callbacks } } },
      { openapi },
    )
    expect(Object.keys(texts)).toEqual(['GET /y'])
    expect(messages).toEqual(['The reference #/paths/~1y leads back to its own path, of which a slice has one operation only.'])
  })

  it('that has other operations, and none with an id, brings all of them along', async () => {
    const { texts, messages } = await sliced({ '/y': { get: { responses }, post: { responses, callbacks } } })
    expect(messages).toEqual([])
    expect(JSON.parse(texts['POST /y']!)).toMatchObject({ components: { pathItems: { y: { get: {}, post: {} } } } })
  })
})
