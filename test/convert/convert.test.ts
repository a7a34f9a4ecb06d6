import { describe, expect, it } from 'vitest'
import { type Conversion, convertDocument, targetVersion } from '../../src/core/convert/convert.ts'
import { Notes } from '../../src/core/load/notes.ts'
import type { Json, JsonObject } from '../../src/core/model/json.ts'
import { own } from '../../src/core/model/json.ts'
import { type Family, modelOf } from '../../src/core/model/object-types.ts'

const INFO = { title: 't', version: '1' }
const VERSIONS: Record<Family, string> = { '2.0': '2.0', '3.0': '3.0.4', '3.1': '3.1.2', '3.2': '3.2.0' }

function convert(document: JsonObject, from: Family, to: Family, notes = new Notes()): Conversion {
  return convertDocument(frozen(document), notes, modelOf(from), modelOf(to), VERSIONS[to])
}

const schemasIn = ({ document }: Conversion): JsonObject => own(own(document, 'components'), 'schemas') as JsonObject
const withSchemas = (version: string, schemas: JsonObject): JsonObject => ({
  openapi: version,
  info: INFO,
  paths: {},
  components: { schemas },
})

/** What comes in must not be written to; in tests it cannot be. */
function frozen<Value extends Json>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const child of Object.values(value)) frozen(child as Json)
  }
  return value
}

describe('targetVersion', () => {
  it.each([
    ['3.1', '3.1', '3.1.2'],
    ['3.1.x', '3.1', '3.1.2'],
    ['3.1.1', '3.1', '3.1.1'],
    ['3.0', '3.0', '3.0.4'],
    ['3.2.X', '3.2', '3.2.0'],
  ])('%s', (requested, family, version) => expect(targetVersion(requested)).toEqual({ family, version }))

  it.each(['', 'auto', '2.0', '3.3', '3', '3.1.', '3.1.1.1', 'v3.1'])('does not understand %j', (requested) =>
    expect(targetVersion(requested)).toBeUndefined(),
  )
})

describe('convertDocument', () => {
  it('within a family changes the version string only, and shares the rest', () => {
    const document = withSchemas('3.0.0', { T: { type: 'string', nullable: false } })
    const { document: converted, changes } = convert(document, '3.0', '3.0')
    expect(converted).toEqual({ ...document, openapi: '3.0.4' })
    expect(converted['components']).toBe(document['components'])
    expect(changes).toMatchObject([{ code: 'version', effect: 'equal', pointer: '#/openapi', before: '3.0.0', after: '3.0.4' }])
  })

  it('changes nothing at all where the version is the same', () => {
    const document = withSchemas('3.1.2', {})
    expect(convert(document, '3.1', '3.1')).toEqual({ document, changes: [] })
    expect(convert(document, '3.1', '3.1').document).toBe(document)
  })

  it('shares what does not change', () => {
    const document = withSchemas('3.0.0', {
      Same: { type: 'object', properties: { a: { type: 'string' } } },
      T: { type: 'string', nullable: true },
    })
    const schemas = own(own(document, 'components'), 'schemas') as JsonObject
    expect(schemasIn(convert(document, '3.0', '3.1'))['Same']).toBe(schemas['Same'])
  })

  it('keeps the order of fields', () => {
    const document = withSchemas('3.0.0', {
      T: { title: 'T', minimum: 1, exclusiveMinimum: true, example: 5, type: 'integer', nullable: true, description: 'd' },
    })
    const converted = schemasIn(convert(document, '3.0', '3.1'))['T']
    expect(JSON.stringify(converted)).toBe('{"title":"T","exclusiveMinimum":1,"examples":[5],"type":["integer","null"],"description":"d"}')
  })

  it('keeps the order of keys that JavaScript would move', () => {
    const notes = new Notes()
    const properties: JsonObject = { b: { type: 'string', nullable: true }, 1: { type: 'string' } }
    notes.order(properties, ['b', '1'])
    const converted = schemasIn(convert(withSchemas('3.0.0', { T: { properties } }), '3.0', '3.1', notes))
    expect(notes.keys((converted['T'] as JsonObject)['properties'] as JsonObject)).toEqual(['b', '1'])
  })

  it('keeps numbers exact wherever they go', () => {
    const notes = new Notes()
    const digits = '9007199254740993'
    const schema: JsonObject = { type: 'integer', minimum: Number(digits), exclusiveMinimum: true, example: Number(digits) }
    notes.number(schema, 'minimum', digits, Number(digits))
    notes.number(schema, 'example', digits, Number(digits))
    const there = convert(withSchemas('3.0.0', { T: schema }), '3.0', '3.1', notes)
    const middle = schemasIn(there)['T'] as JsonObject
    expect(notes.numberAt(middle, 'exclusiveMinimum')).toBe(digits)
    expect(notes.numberAt(middle['examples'] as object, 0)).toBe(digits)
    expect(notes.numberAt(schema, 'exclusiveMinimum')).toBeUndefined()
    const end = schemasIn(convert(there.document, '3.1', '3.0', notes))['T'] as JsonObject
    expect(end).toEqual(schema)
    expect(notes.numberAt(end, 'minimum')).toBe(digits)
    expect(notes.numberAt(end, 'example')).toBe(digits)
  })

  it('compares exact numbers, not their doubles', () => {
    const notes = new Notes()
    const schema: JsonObject = { type: 'integer', minimum: 9007199254740992, exclusiveMinimum: 9007199254740992 }
    notes.number(schema, 'minimum', '9007199254740993', 9007199254740992)
    expect(schemasIn(convert(withSchemas('3.1.0', { T: schema }), '3.1', '3.0', notes))['T']).toEqual({
      type: 'integer',
      minimum: 9007199254740992,
    })
  })

  it('takes a key “__proto__” for a name', () => {
    const schema = JSON.parse('{"properties":{"__proto__":{"type":"string","nullable":true}},"nullable":true}') as JsonObject
    const converted = schemasIn(convert(withSchemas('3.0.0', { T: schema }), '3.0', '3.1'))
    expect(JSON.stringify(converted)).toBe('{"T":{"properties":{"__proto__":{"type":["string","null"]}}}}')
  })

  it('tells of what is shared by an alias in each place', () => {
    const shared: JsonObject = { type: 'string', nullable: true }
    const { document, changes } = convert(withSchemas('3.0.0', { A: shared, B: { properties: { s: shared } } }), '3.0', '3.1')
    expect(changes.filter(({ code }) => code === 'nullable').map(({ pointer }) => pointer)).toEqual([
      '#/components/schemas/A',
      '#/components/schemas/B/properties/s',
    ])
    const { A, B } = schemasIn({ document, changes })
    expect(own(own(B, 'properties'), 's')).toBe(A)
  })

  it('tells of an operation that nests too deeply, and converts the others', () => {
    let deep: JsonObject = { type: 'string', nullable: true }
    for (let level = 0; level < 50_000; level++) deep = { items: deep, type: 'array' }
    const operation = (schema: JsonObject): JsonObject => ({
      responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } },
    })
    const document: JsonObject = {
      openapi: '3.0.0',
      info: INFO,
      paths: { '/a': { get: operation(deep), put: operation({ type: 'string', nullable: true }) } },
    }
    const { changes, document: converted } = convertDocument(document, new Notes(), modelOf('3.0'), modelOf('3.1'), '3.1.2')
    expect(changes).toMatchObject([
      { code: 'version' },
      { code: 'too-deep', effect: 'impossible', pointer: '#/paths/~1a/get' },
      { code: 'nullable', pointer: expect.stringContaining('#/paths/~1a/put/') },
    ])
    expect(own(own(own(converted, 'paths'), '/a'), 'put')).toEqual(operation({ type: ['string', 'null'] }))
  })

  it('follows a thousand levels', () => {
    let deep: JsonObject = { type: 'string', nullable: true }
    for (let level = 0; level < 1_000; level++) deep = { items: deep, type: 'array' }
    const { changes } = convert(withSchemas('3.0.0', { T: deep }), '3.0', '3.1')
    expect(changes.map(({ code }) => code)).toEqual(['version', 'nullable'])
  })

  it('bounds the excerpts', () => {
    const data = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`k${index}`, 'x'.repeat(1_000)]))
    const { changes } = convert(withSchemas('3.0.0', { T: { example: data } }), '3.0', '3.1')
    for (const change of changes) expect(JSON.stringify(change).length).toBeLessThan(10_000)
  })

  it('gives pointers into the document that came in, over several steps', () => {
    const document: JsonObject = {
      swagger: '2.0',
      info: INFO,
      paths: {
        '/a': {
          post: {
            parameters: [
              { name: 'q', in: 'query', type: 'string' },
              { name: 'b', in: 'body', schema: { type: 'string', 'x-nullable': true, example: 'e' } },
            ],
            responses: { 200: { description: 'ok' } },
          },
        },
      },
      definitions: { D: { properties: { p: { type: 'string', 'x-nullable': true } } } },
    }
    const { changes } = convert(document, '2.0', '3.2')
    expect(changes.filter(({ code }) => code === 'nullable').map(({ pointer }) => pointer)).toEqual([
      '#/paths/~1a/post/parameters/1/schema',
      '#/definitions/D/properties/p',
    ])
    expect(changes.filter(({ code }) => code === 'version')).toMatchObject([{ before: '2.0', after: '3.2.0' }])
  })

  it('gives the same, however often it is asked', () => {
    const document = withSchemas('3.1.0', {
      T: { type: ['string', 'null'], examples: [1, 2], $defs: { d: {} } },
      U: { $ref: '#/components/schemas/T/$defs/d' },
    })
    expect(convert(document, '3.1', '3.0')).toEqual(convert(document, '3.1', '3.0'))
  })

  it('renames a definition that is hoisted where its name is taken', () => {
    const schemas = { T: { $defs: { d: { type: 'string' } } }, T_d: {}, U: { $ref: '#/components/schemas/T/$defs/d' } }
    expect(schemasIn(convert(withSchemas('3.1.0', schemas), '3.1', '3.0'))).toEqual({
      T: {},
      T_d: {},
      U: { $ref: '#/components/schemas/T_d-2' },
      'T_d-2': { type: 'string' },
    })
  })

  it('keeps references in unknown fields right', () => {
    const document = { swagger: '2.0', info: INFO, paths: {}, definitions: { A: { unknown: [{ $ref: '#/definitions/B' }] }, B: {} } }
    expect(schemasIn(convert(document, '2.0', '3.1'))).toEqual({ A: { unknown: [{ $ref: '#/components/schemas/B' }] }, B: {} })
  })

  it('leaves references that lead nowhere as they are', () => {
    const schemas = { T: { properties: { a: { $ref: '#/components/schemas/None/deep' }, b: { $ref: '#none' } } } }
    expect(schemasIn(convert(withSchemas('3.1.0', schemas), '3.1', '3.0'))).toEqual(schemas)
  })

  it('has no way to 2.0', () => {
    expect(() => convert(withSchemas('3.0.0', {}), '3.0', '2.0')).toThrow(TypeError)
  })
})
