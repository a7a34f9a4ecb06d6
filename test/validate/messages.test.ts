import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SliceRequest } from '../../src/core/options/request.ts'
import { sliceInMemory } from '../support/slice.ts'

describe('what is said of mistakes', () => {
  let folder: string
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'slice-messages-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  async function messagesOn(description: object, options: Partial<SliceRequest> = {}): Promise<string[]> {
    const file = join(folder, 'openapi.json')
    writeFileSync(file, JSON.stringify({ info: { title: 't', version: '1' }, ...description }))
    const { problems } = await sliceInMemory(file, options)
    return problems.map(({ message }) => message)
  }

  const responses = { 200: { description: 'ok' } }
  const withParameters = (...parameters: object[]): object => ({ openapi: '3.0.3', paths: { '/a': { get: { parameters, responses } } } })

  it('parameters without a name are told to lack one, and not to have the same', async () => {
    const nameless = { in: 'query', schema: { type: 'string' } }
    const component = { components: { parameters: { P: nameless } } }
    const messages = await messagesOn({ ...withParameters(nameless, { $ref: '#/components/parameters/P' }), ...component })
    expect(messages).toEqual(['“name” is missing in item 1 of “parameters”.', '“name” is missing in “P”.'])
  })

  it('items of lists are counted, and numbers that are names are none', async () => {
    const servers = [{ url: '/' }, { url: '/', wrong: 1 }]
    const messages = await messagesOn({ openapi: '3.0.3', servers, paths: { '/a': { get: { responses: { 200: { wrong: 1 } } } } } })
    expect(messages).toEqual(expect.arrayContaining(['“wrong” is not a field of item 2 of “servers”.', '“wrong” is not a field of “200”.']))
  })

  it('paths that do not begin with a slash are told to have to', async () => {
    expect(await messagesOn({ openapi: '3.0.3', paths: { a: { get: { responses } } } })).toEqual([
      '“a” is not a path: each begins with “/”.',
    ])
  })

  it('parameters with the same name are told to have it, even “undefined”', async () => {
    const [message, ...others] = await messagesOn(
      withParameters(...['string', 'integer'].map((type) => ({ name: 'undefined', in: 'query', schema: { type } }))),
    )
    expect(message).toContain('Repeats of “in:query” + “name:undefined”')
    expect(others).toEqual([])
  })

  it('a file that holds nothing is told to be empty', async () => {
    writeFileSync(join(folder, 'empty.yaml'), '')
    const messages = await messagesOn({ openapi: '3.0.3', paths: { '/a': { get: { responses: { 200: { $ref: 'empty.yaml' } } } } } })
    expect(messages).toEqual(['“empty” must be an object (Response) but is empty.'])
  })

  it('a flow of OAuth 2 that is no text is no name of one', async () => {
    const securityDefinitions = { k: { type: 'oauth2', flow: { type: 'string' }, authorizationUrl: 'https://x.y' } }
    const description = { swagger: '2.0', security: [{ k: [] }], securityDefinitions, paths: { '/a': { get: { responses } } } }
    expect(await messagesOn(description, { outputVersion: '3.0.x' })).toContain('“flows” is missing in “k”.')
  })

  it.each([
    ['letters', 'x'.repeat(5_000)],
    ['words', 'word '.repeat(1_000)],
  ])('names of thousands of %s are cut', async (_name, long) => {
    const messages = await messagesOn({ ...withParameters({ name: long, in: 'path', required: true, schema: {} }), [long]: 1 })
    expect(messages).toHaveLength(2)
    for (const message of messages) expect(message.length).toBeLessThan(1_000)
  })
})
