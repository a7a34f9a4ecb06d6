import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Sliced, sliceInMemory } from '../support/slice.ts'

const folder = mkdtempSync(join(tmpdir(), 'references-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Slices GET /a, which is given with the components. */
function sliced(operation: object, components: object, more: object = {}): Promise<Sliced> {
  const input = join(folder, 'openapi.json')
  const get = { responses: { 200: { description: 'ok' } }, ...operation }
  writeFileSync(
    input,
    JSON.stringify({ openapi: '3.1.0', info: { title: 't', version: '1' }, paths: { '/a': { get } }, components, ...more }),
  )
  return sliceInMemory(input, { format: 'json' })
}

const codes = ({ problems }: Sliced): string[] => [...new Set(problems.map(({ code }) => code))]
const documentOf = ({ slices }: Sliced): unknown => slices.get('GET /a')?.document
const k = { type: 'http', scheme: 'basic' }

describe('references where the specification has none', () => {
  it('bring along what scopes refer to', async () => {
    const run = await sliced(
      { security: [{ k: { $ref: '#/components/examples/Scopes' } }] },
      { securitySchemes: { k }, examples: { Scopes: [], Other: {} } },
    )
    expect(codes(run)).not.toContain('incomplete')
  })

  it.each([
    ['a requirement', [{ $ref: '#/x-requirement' }]],
    ['all requirements', { $ref: '#/x-requirements' }],
  ])('are replaced by the value in the place of %s, whose schemes come along', async (_, security) => {
    const run = await sliced(
      { security },
      { securitySchemes: { k, unused: k } },
      { 'x-requirement': { k: [] }, 'x-requirements': [{ k: [] }] },
    )
    expect(documentOf(run)).toMatchObject({ paths: { '/a': { get: { security: [{ k: [] }] } } }, components: { securitySchemes: { k } } })
  })

  it('lead nowhere in the place of a requirement as anywhere', async () => {
    const run = await sliced({ security: [{ $ref: '#/none' }] }, {})
    expect(codes(run)).toContain('unresolved-reference')
    expect(run.result.failed).toBe(1)
  })

  it('in a circle are told of, and are no mistake of ours', async () => {
    const responses = { A: { $ref: '#/components/responses/B' }, B: { $ref: '#/components/responses/A' } }
    const run = await sliced({ responses: { $ref: '#/components/responses/A' } }, { responses })
    expect(codes(run)).toContain('circular-reference')
    expect(codes(run)).not.toContain('incomplete')
  })

  it('stay where a text in their place would be a reference', async () => {
    const callbacks = { d: { $ref: { $ref: '#/components/links/L' } } }
    const run = await sliced({ callbacks }, { links: { L: '#/components/callbacks/D' } }, { openapi: '3.0.3' })
    expect(codes(run)).not.toContain('incomplete')
  })

  it.each([
    ['an extension', { 'x-a': { $ref: '#' } }],
    ['an object', { responses: { $ref: '#' } }],
  ])('do not bring the whole description into %s', async (_, operation) => {
    const run = await sliced(operation, {})
    expect(codes(run)).toContain('unresolved-reference')
    expect(JSON.stringify(documentOf(run) ?? {}).match(/"openapi"/g) ?? []).not.toHaveLength(2)
  })

  it('lead to the component that was made of what is around them', async () => {
    const responses = { 200: { description: 'ok', content: { 'application/json': { schema: { $ref: '#/paths' } } } } }
    const { components } = documentOf(await sliced({ responses }, {})) as { components: object }
    const content = { 'application/json': { schema: { $ref: '#/components/schemas/paths' } } }
    expect(components).toEqual({ schemas: { paths: { '/a': { get: { responses: { 200: { description: 'ok', content } } } } } } })
  })

  it.each([
    ['leads nowhere', { description: { $ref: '#/components/examples/E' } }, { E: { $ref: 'none.md' } }],
    ['leads nowhere, with fields beside it', { $ref: '#/components/examples/E' }, { E: { $ref: '#/none', summary: 's' } }],
  ])('may lead to one that %s', async (_, operation, examples) => {
    const run = await sliced(operation, { examples })
    expect(codes(run)).toContain('unresolved-reference')
    expect(codes(run)).not.toContain('not-equivalent')
  })

  it('may lead to null', async () => {
    const schema = { $ref: '#/x-nothing' }
    const run = await sliced(
      { responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } },
      {},
      { 'x-nothing': null },
    )
    expect(codes(run)).not.toContain('not-equivalent')
  })
})

describe('the URI of a description itself ($self)', () => {
  const openapi = '3.2.0'
  const $self = 'https://example.com/dir/main.yaml'
  const pointer = '#/components/securitySchemes/k'

  it.each([$self + pointer, `main.yaml${pointer}`, pointer])('names a security scheme as %s wherever one is required', async (uri) => {
    const security = [{ [uri]: [] }]
    const responses = { 200: { description: 'ok' } }
    const callbacks = { c: { $ref: '#/components/callbacks/C' } }
    const C = { '{$url}': { post: { security, responses } } }
    const components = { securitySchemes: { k, unused: k }, callbacks: { C } }
    const run = await sliced({ callbacks }, components, { openapi, $self, security })
    expect(codes(run)).toEqual([])
    expect(documentOf(run)).toMatchObject({
      security: [{ k: [] }],
      components: { securitySchemes: { k }, callbacks: { C: { '{$url}': { post: { security: [{ k: [] }] } } } } },
    })
    expect(documentOf(run)).not.toHaveProperty('$self')
  })

  it('leaves the order of requirements, numbers too', async () => {
    const input = join(folder, 'order.yaml')
    writeFileSync(
      input,
      `openapi: 3.2.0
$self: ${$self}
info: {title: Order, version: '1'}
paths: {/a: {get: {security: [{'${$self}${pointer}': [], '1': []}], responses: {'200': {description: ok}}}}}
components: {securitySchemes: {k: {type: http, scheme: basic}, '1': {type: http, scheme: basic}}}
`,
    )
    const { result, slices } = await sliceInMemory(input)
    expect(result.failures).toEqual([])
    expect(slices.get('GET /a')!.text).toContain("        - k: []\n          '1': []\n")
  })

  it('leads links to operations', async () => {
    const links = { x: { operationRef: 'main.yaml#/paths/~1b/get' } }
    const responses = { 200: { description: 'ok', links } }
    const run = await sliced(
      { operationId: 'getA', responses },
      {},
      {
        openapi,
        $self,
        paths: {
          '/a': { get: { responses } },
          '/b': { get: { operationId: 'getB', responses: { 200: { description: 'ok' } } } },
        },
      },
    )
    expect(documentOf(run)).toMatchObject({ paths: { '/a': { get: { responses: { 200: { links: { x: { operationId: 'getB' } } } } } } } })
  })
})

it('a security requirement that leads into another file says that it is not followed', async () => {
  const name = './sec.yaml#/components/securitySchemes/X'
  const run = await sliced({ security: [{ [name]: [] }] }, {}, { openapi: '3.2.0' })
  expect(run.problems.map(({ message }) => message)).toEqual([
    `The security scheme "${name}" is not part of the description: requirements are not followed into other files.`,
  ])
})
