import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Sliced, sliceInMemory } from '../support/slice.ts'

const folder = mkdtempSync(join(tmpdir(), 'demands-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The problems of a description whose operation has some responses, with its parts checked together and slice by slice. */
async function problemsOf(version: string, responses: unknown, more: object = {}): Promise<Sliced['problems']> {
  const input = join(folder, 'openapi.json')
  const field = version === '2.0' ? 'swagger' : 'openapi'
  writeFileSync(
    input,
    JSON.stringify({ [field]: version, info: { title: 't', version: '1' }, paths: { '/a': { get: { responses } } }, ...more }),
  )
  const once = await sliceInMemory(input, { validate: 'once' })
  const each = await sliceInMemory(input, { validate: 'each' })
  expect(once.problems).toEqual(each.problems)
  return once.problems
}

const errorsOf = async (...description: Parameters<typeof problemsOf>): Promise<string[]> =>
  (await problemsOf(...description)).filter(({ severity }) => severity === 'error').map(({ code, pointer }) => `${code} ${pointer}`)

describe('the specification demands what the linter does not:', () => {
  describe.each(['2.0', '3.0.3', '3.1.1', '3.2.0'])('%s', (version) => {
    it.each([{}, { 'x-a': { description: 'ok' } }])('at least one response, not %j', async (responses) => {
      expect(await errorsOf(version, responses)).toEqual(['redocly/struct #/paths/~1a/get/responses'])
    })

    it.each([{ default: { description: 'ok' } }, { '200': { description: 'ok' }, 'x-a': 1 }])('%j will do', async (responses) => {
      expect(await errorsOf(version, responses)).toEqual([])
    })
  })

  it('no text of extensions among the scopes of 2.0', async () => {
    const scopes = { a: 'A', 'x-a': { any: 1 } }
    const securityDefinitions = { O: { type: 'oauth2', flow: 'implicit', authorizationUrl: 'https://e.x', scopes } }
    const responses = { default: { description: 'ok' } }
    expect(await errorsOf('2.0', responses, { securityDefinitions, security: [{ O: ['a'] }] })).toEqual([])
  })

  it('of schemas of responses in 2.0 that they say what they are: a file, too', async () => {
    expect(await errorsOf('2.0', { 200: { description: 'ok', schema: { type: 'file', description: 'A file' } } })).toEqual([])
    expect(await errorsOf('2.0', { 200: { description: 'ok', schema: { type: 'file', foo: 1 } } })).toEqual([
      'redocly/struct #/paths/~1a/get/responses/200/schema/foo',
    ])
    const nested = { type: 'array', items: { type: 'file' } }
    expect(await errorsOf('2.0', { 200: { description: 'ok', schema: nested } })).toEqual([
      'redocly/struct #/paths/~1a/get/responses/200/schema/items/type',
    ])
  })

  it.each([
    ['2.0', 'enum', (schema: object) => ({ schema })],
    ['3.0.3', 'enum', (schema: object) => ({ content: { 'application/json': { schema } } })],
    ['3.1.1', 'examples', (schema: object) => ({ content: { 'application/json': { schema } } })],
  ])('of values that are listed in %s that they are a list: %s', async (version, field, responseWith) => {
    const errorsWith = (value: unknown) => errorsOf(version, { 200: { description: 'ok', ...responseWith({ [field]: value }) } })
    expect(await errorsWith([{ $ref: 'a' }, null, [1]])).toEqual([])
    const found: unknown = expect.stringMatching(`^redocly/struct .+/schema/${field}$`)
    expect(await errorsWith('a')).toEqual([found])
    expect(await errorsWith({ a: 1 })).toEqual([found])
  })

  it('of types in 2.0 that JSON Schema knows them, also if there are several', async () => {
    const responsesOf = (type: unknown) => ({ 200: { description: 'ok', schema: { properties: { a: { type } } } } })
    expect(await errorsOf('2.0', responsesOf(['string', 'null']))).toEqual([])
    expect(await errorsOf('2.0', responsesOf(['string', 'text']))).toEqual([
      'redocly/struct #/paths/~1a/get/responses/200/schema/properties/a/type/1',
    ])
  })

  it.each(['3.1.1', '3.2.0'])('of vocabularies in %s that they are an object', async (version) => {
    const responsesOf = ($vocabulary: unknown) => ({
      200: { description: 'ok', content: { 'application/json': { schema: { $vocabulary } } } },
    })
    expect(await errorsOf(version, responsesOf({ 'https://example.com/vocabulary': true }))).toEqual([])
    expect(await errorsOf(version, responsesOf('x'))).toEqual([
      'redocly/struct #/paths/~1a/get/responses/200/content/application~1json/schema/$vocabulary',
    ])
  })

  it('nothing of data that look like a reference with something beside it', async () => {
    const example = { $ref: '#/components/schemas/B', more: 1 }
    const content = { 'application/json': { schema: { example }, example } }
    const components = { schemas: { B: {} } }
    expect(await problemsOf('3.0.3', { default: { description: 'ok', content } }, { components })).toEqual([])
  })

  it.each([
    ['3.0.3', { $ref: '#/components/schemas/B' }],
    ['3.1.1', { $ref: '#/components/schemas/B', description: 'x' }],
    ['3.2.0', {}],
  ])('legal names of components: schemas of %s that are %j', async (version, value) => {
    const schema = { $ref: '#/components/schemas/A~1b' }
    const responses = { '200': { description: 'ok', content: { 'application/json': { schema } } } }
    const components = { schemas: { 'A/b': value, B: {} } }
    expect(await errorsOf(version, responses, { components })).toEqual([
      'redocly/spec-components-invalid-map-name #/components/schemas/A~1b',
    ])
  })

  it('legal names of components: media types', async () => {
    const responses = { '200': { description: 'ok', content: { 'application/json': { $ref: '#/components/mediaTypes/A~1b' } } } }
    const components = { mediaTypes: { 'A/b': {} } }
    expect(await errorsOf('3.2.0', responses, { components })).toEqual([
      'redocly/spec-components-invalid-map-name #/components/mediaTypes/A~1b',
    ])
  })

  it.each(['3.0.3', '3.1.1', '3.2.0'])('an operation that a link leads to, in %s', async (version) => {
    const responses = { '200': { description: 'ok', links: { next: { description: 'x' } } } }
    expect(await errorsOf(version, responses)).toEqual(['redocly/struct #/paths/~1a/get/responses/200/links/next'])
  })
})
