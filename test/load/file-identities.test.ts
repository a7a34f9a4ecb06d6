import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { judgeSlice, loadSource, operationsOf } from '../judge/index.ts'
import { sliceInMemory } from '../support/slice.ts'

/** JSON Schema 2020-12 core §8.2.1: what begins with `#` is relative to the nearest `$id`. */
describe('a schema with an `$id` out of which references lead', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'identities-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` })
  const ID = 'https://example.com/'

  /** The schemas of the slice of `GET /c`, which all of the responses are of. */
  async function schemasOf(
    files: Record<string, object>,
    responses: object[],
    more: object = {},
    problems: string[] = [],
  ): Promise<Record<string, object>> {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), JSON.stringify(content))
    }
    const content = Object.fromEntries(responses.map((schema, index) => [`a/${index}`, { schema }]))
    const paths = { '/c': { get: { responses: { 200: { description: 'ok', content } } } } }
    const input = join(folder, 'openapi.json')
    writeFileSync(input, JSON.stringify({ openapi: '3.1.0', info: { title: 'Ids', version: '1' }, paths, ...more }))
    const { slices, result, problems: found } = await sliceInMemory(input, { format: 'json' })
    expect(result.failures).toEqual([])
    expect(found.map(({ code, message }) => `${code} ${/\$id (\S+) are/.exec(message)?.[1]}`)).toEqual(problems)
    const { text, document } = slices.get('GET /c')!
    const source = await loadSource(input)
    const findings = judgeSlice(source, { text, operations: operationsOf(source) })
    // It does not look for identifiers in files that nothing has referred to before.
    expect(findings.filter(({ code }) => code !== 'dangling-resolved')).toEqual([])
    return (document as { components: { schemas: Record<string, object> } }).components.schemas
  }

  /** Whether all references in components resolve by the letter of JSON Schema. */
  function resolves(schemas: Record<string, object>): boolean {
    const ajv = new Ajv2020({ strict: false, logger: false }).addSchema({ $id: 'https://slice.example/', components: { schemas } })
    try {
      for (const name of Object.keys(schemas)) ajv.compile({ $ref: `https://slice.example/#/components/schemas/${name}` })
      return true
    } catch {
      return false
    }
  }

  const address = { $id: `${ID}address.json`, type: 'object' }
  const home = { $ref: 'address.json' }

  it('has none when they are references of the document, and keeps its dialect', async () => {
    const $schema = 'https://json-schema.org/draft/2020-12/schema'
    const properties = { home, friend: { $ref: '#' }, age: { $ref: '#/$defs/age' } }
    const user = { $schema, $id: `${ID}user.json`, type: 'object', properties, $defs: { age: { type: 'integer' } } }
    const schemas = await schemasOf({ 'user.json': user, 'address.json': address }, [{ $ref: 'user.json' }])
    const { $id, ...rest } = user
    const rewritten = { home: ref('address'), friend: ref('user'), age: ref('age') }
    expect(schemas).toEqual({ user: { ...rest, properties: rewritten }, address, age: { type: 'integer' } })
    expect(resolves(schemas)).toBe(true)
    expect($id).toBeDefined()
  })

  it('has none in the root file either', async () => {
    const User = { $id: `${ID}user`, properties: { home, other: ref('Other') } }
    const Other = { $id: `${ID}other`, properties: { back: ref('User') } }
    const schemas = await schemasOf({ 'address.json': address }, [ref('User')], { components: { schemas: { User, Other } } })
    expect(schemas).toEqual({ User: { properties: { home: ref('address'), other: ref('Other') } }, Other, address })
  })

  it('has none around one that is in it, which keeps its own', async () => {
    const tag = { $id: `${ID}tag`, $anchor: 'tag', type: 'string' }
    const user = { $id: `${ID}user.json`, properties: { home }, $defs: { tag } }
    const schemas = await schemasOf({ 'user.json': user, 'address.json': address }, [{ $ref: 'user.json' }])
    expect(schemas).toEqual({ user: { properties: { home: ref('address') }, $defs: { tag } }, address })
    expect(resolves(schemas)).toBe(true)
  })

  it('has none inside of another one, where both can be without', async () => {
    const inner = { $id: `${ID}inner`, properties: { home } }
    const user = { $id: `${ID}user.json`, $defs: { inner } }
    const schemas = await schemasOf({ 'user.json': user, 'address.json': address }, [{ $ref: 'user.json' }])
    expect(schemas).toEqual({ user: { $defs: { inner: { properties: { home: ref('address') } } } }, address })
    expect(resolves(schemas)).toBe(true)
  })

  it('has none where a mapping leads out of it', async () => {
    const discriminator = { propertyName: 't', mapping: { a: 'address.json', b: 'B' } }
    const user = { $id: `${ID}user.json`, type: 'object', required: ['t'], properties: { t: { type: 'string' } }, discriminator }
    const files = { 'user.json': user, 'address.json': address }
    const schemas = await schemasOf(files, [{ $ref: 'user.json' }], { components: { schemas: { B: { type: 'object' } } } })
    expect(schemas['user']).not.toHaveProperty('$id')
    expect(schemas['user']).toHaveProperty('discriminator.mapping', { a: '#/components/schemas/address', b: 'B' })
  })

  it('has none where they lead to the document by its own URI', async () => {
    const $self = `${ID}api/openapi.json`
    const Item = {
      $id: 'item',
      properties: { s: { $ref: 'openapi.json#/components/schemas/S' }, t: { $ref: `${$self}#/components/schemas/S` } },
    }
    const S = { type: 'string' }
    const schemas = await schemasOf({}, [ref('Item')], { openapi: '3.2.0', $self, components: { schemas: { Item, S } } })
    expect(schemas).toEqual({ Item: { properties: { s: ref('S'), t: ref('S') } }, S })
    expect(resolves(schemas)).toBe(true)
  })

  it('has none where they lead to the document by a URI that no file has', async () => {
    const $self = `${ID}api/v1`
    const Item = { $id: '../item', properties: { s: { $ref: 'api/v1#/components/schemas/S' } } }
    const S = { type: 'string' }
    const schemas = await schemasOf({}, [ref('Item')], { openapi: '3.2.0', $self, components: { schemas: { Item, S } } })
    expect(schemas).toEqual({ Item: { properties: { s: ref('S') } }, S })
    expect(resolves(schemas)).toBe(true)
  })

  const told = (id: string): string[] => [`reference-below-id ${ID}${id}`]
  const kept: [why: string, more: object, others?: object[], told?: string[]][] = [
    ['no reference is rewritten', { properties: { a: { type: 'string' } } }, [], []],
    ['it is referred to by it', { properties: { home } }, [{ $ref: `${ID}user.json` }]],
    ['it is referred to by it, from another one', { properties: { home } }, [{ $id: `${ID}more`, $ref: `${ID}user.json#/properties` }]],
    ['it has an anchor', { properties: { home, b: { $anchor: 'b' } } }],
    ['it has a dynamic anchor', { $dynamicAnchor: 'b', properties: { home } }],
    [
      'it has a dynamic reference',
      { properties: { home, b: { $dynamicRef: `${ID}b#b` } }, $defs: { b: { $id: `${ID}b`, $dynamicAnchor: 'b' } } },
    ],
    ['one in it is relative to it', { properties: { home }, $defs: { b: { $id: 'b' } } }],
    ['one in it that is left keeps its own', { $defs: { b: { $id: `${ID}b`, $anchor: 'b', properties: { home } } } }, [], told('b')],
    ['a reference in it is relative to it', { properties: { home, b: { $ref: 'b' } } }, [{ $id: `${ID}b`, type: 'string' }]],
  ]
  it.for(kept)(
    'keeps it where %s, and is told of if its references are others now',
    async ([, more, others = [], problems = told('user.json')]) => {
      const user = { $id: `${ID}user.json`, ...more }
      const files = { 'user.json': user, 'address.json': address }
      const schemas = await schemasOf(files, [{ $ref: 'user.json' }, ...others], {}, problems)
      expect(schemas['user']).toHaveProperty('$id', `${ID}user.json`)
    },
  )

  it('keeps it where it has a dialect and is in another schema', async () => {
    const $schema = 'https://json-schema.org/draft/2020-12/schema'
    const inner = { $schema, $id: `${ID}inner`, properties: { home } }
    const files = { 'user.json': { $defs: { inner } }, 'address.json': address }
    const schemas = await schemasOf(files, [{ $ref: 'user.json' }], {}, told('inner'))
    expect(schemas['user']).toHaveProperty('$defs.inner.$id', `${ID}inner`)
  })
})
