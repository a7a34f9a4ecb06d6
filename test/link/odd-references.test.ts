import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sliceInMemory } from '../support/slice.ts'

describe('references where the specification has none', () => {
  let folder: string
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'slice-odd-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  const responses = { 200: { description: 'ok' } }

  async function sliced(description: object, endpoint = 'GET /a'): Promise<{ document: unknown; messages: string[] }> {
    const file = join(folder, 'openapi.json')
    writeFileSync(file, JSON.stringify(description))
    const { slices, problems } = await sliceInMemory(file)
    return { document: slices.get(endpoint)?.document, messages: problems.map(({ message }) => message) }
  }

  it.each(['#/components/schemas/S/description', '#/x-chain'])('a text behind %s stands in its place', async ($ref) => {
    const schemas = { S: { description: 'Said elsewhere' } }
    const { document, messages } = await sliced({
      openapi: '3.0.3',
      info: { title: { $ref }, version: '1' },
      'x-chain': { $ref: '#/components/schemas/S/description' },
      paths: { '/a': { get: { operationId: { $ref }, responses } } },
      components: { schemas },
    })
    expect(document).toMatchObject({ info: { title: 'Said elsewhere' }, paths: { '/a': { get: { operationId: 'Said elsewhere' } } } })
    expect(messages).toEqual([])
  })

  it('a text behind a field that is merely named `$ref` does not make it a reference', async () => {
    const parameter = { $ref: { $ref: '#/components/schemas/S' }, name: 'p', in: 'query', schema: {} }
    const { messages } = await sliced({
      openapi: '3.0.3',
      info: { title: 't', version: '1' },
      paths: { '/a': { get: { responses, parameters: [parameter] } } },
      components: { schemas: { S: 'text' } },
    })
    expect(messages).toEqual(['“$ref” is not a field of item 1 of “parameters”.', '“S” must be an object (Schema) but is a text.'])
  })

  it.each([
    ['the list of tags', { $ref: '#/x-tags' }, ['a', 'b']],
    ['one of the tags', [{ $ref: '#/x-tags/0' }, { name: 'b' }], ['a', 'b']],
    ['a name of a tag', [{ name: 'a' }, { name: 'b' }], ['b', { $ref: '#/components/x-names/0' }]],
  ])('%s is found', async (_name, tags, names) => {
    const { document } = await sliced({
      openapi: '3.0.3',
      info: { title: 't', version: '1' },
      'x-tags': [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
      tags,
      paths: { '/a': { get: { tags: names, responses } } },
      components: { 'x-names': ['a'] },
    })
    expect(document).toMatchObject({ tags: [{ name: 'a' }, { name: 'b' }] })
  })

  it('one in an extension that leads back to itself is left as it is, and reported', async () => {
    const schema = { type: 'string', 'x-a': { $ref: '#/paths/~1a/get/responses/200/content/application~1json' } }
    const content = { 'application/json': { schema } }
    const { document, messages } = await sliced({
      openapi: '3.0.3',
      info: { title: 't', version: '1' },
      paths: { '/a': { get: { responses: { 200: { description: 'ok', content } } } } },
    })
    expect(document).toMatchObject({
      paths: { '/a': { get: { responses: { 200: { content: { 'application/json': { schema: { 'x-a': { schema } } } } } } } } },
    })
    expect(messages).toEqual([`The reference ${schema['x-a'].$ref} in an extension leads back to itself.`])
  })
})
