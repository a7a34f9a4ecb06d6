/**
 * Random descriptions for property tests: valid OpenAPI documents as plain objects, whose
 * components of all kinds refer to each other, to places deep in components and to other
 * paths, with the names and data that careless tools trip over.
 */
import fc from 'fast-check'
import type { Family } from './grammar.ts'
import { arbitraryData } from './arbitrary-data.ts'
import { arbitraryDiscriminated, arbitrarySchema } from './arbitrary-schema.ts'

export type Version = Exclude<Family, '2.0'>

type Json = Record<string, unknown>

/** Legal names of components, among them those that every JavaScript object seems to have. */
const NAMES = ['A', 'B.v2', 'c-d', 'e_f', '__proto__', 'toString', 'constructor', '200', 'Unused']

const KINDS = ['schemas', 'responses', 'parameters', 'examples', 'requestBodies', 'headers', 'links', 'callbacks'] as const

const PATHS = ['/', '/a', '/a/{id}', '/a~b', '/ä b', '/a/{id}/c', '/q?x=1']

/** A plain assignment to `__proto__` would set the prototype and lose the component. */
function named(entries: readonly (readonly [string, unknown])[]): Json {
  const result: Json = {}
  for (const [key, value] of entries) Object.defineProperty(result, key, { value, enumerable: true, configurable: true, writable: true })
  return result
}

const reference = (...tokens: string[]): Json => ({
  $ref: `#/${tokens.map((token) => encodeURIComponent(token.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`,
})

const component = (kind: string): fc.Arbitrary<Json> => fc.constantFrom(...NAMES).map((name) => reference('components', kind, name))

const map = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Json> =>
  fc.uniqueArray(fc.tuple(fc.constantFrom('x', 'y', '200', 'k:1', 'on'), value), { maxLength: 2, selector: ([key]) => key }).map(named)

/** Optional fields: each is there or not, independently of the others. */
const optional = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Json> =>
  fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Json>

const joined = (...parts: fc.Arbitrary<Json>[]): fc.Arbitrary<Json> =>
  fc.tuple(...parts).map((objects) => Object.assign({}, ...objects) as Json)

function parts(version: Version): Record<string, fc.Arbitrary<Json>> {
  const schema = fc.oneof(component('schemas'), arbitrarySchema(version, component('schemas')), deepReference(version))
  const example = fc.oneof(
    component('examples'),
    arbitraryData.map((value): Json => ({ value })),
  )
  const mediaType = joined(fc.constant({}), optional({ schema, example: arbitraryData, 'x-note': component('schemas') }))
  const content = fc.record({ 'application/json': mediaType })
  const header = fc.oneof(component('headers'), fc.record({ schema, examples: map(example) }))
  const linked = fc.oneof(
    fc.constant({ operationId: 'target' }),
    fc.constant({ operationRef: reference('paths', '/target/{t~x}', 'get')['$ref'] }),
  )
  const link = fc.oneof(component('links'), joined(linked, fc.record({ parameters: map(arbitraryData) })))
  const response = fc.oneof(
    component('responses'),
    joined(fc.record({ description: fc.string() }), optional({ content, headers: map(header), links: map(link) })),
  )
  const requestBody = fc.oneof(component('requestBodies'), fc.record({ content }))
  const own = joined(
    fc.record({ name: fc.constantFrom('q', 'r', '__proto__'), in: fc.constantFrom('query', 'header'), schema }),
    optional({ example: arbitraryData }),
  )
  // The second name is what the first one may refer to: both in one list would be the same parameter twice.
  const parameter = fc.oneof(
    fc.constantFrom(...NAMES.filter((_name, index) => index !== 1)).map((name) => reference('components', 'parameters', name)),
    own,
  )
  return { schema, example, header, link, response, requestBody, parameter }
}

/** Into the middle of a component, or of another path's operation. */
function deepReference(version: Version): fc.Arbitrary<Json> {
  const deep = fc.constantFrom(...NAMES).map((name) => reference('components', 'schemas', name, 'properties', 'deep'))
  const elsewhere = fc.constant(reference('paths', '/target/{t~x}', 'get', 'responses', '200', 'content', 'application/json', 'schema'))
  const siblings = arbitraryData.map((example): Json => ({
    ...reference('components', 'schemas', 'A'),
    example,
    description: 'next to a reference',
  }))
  return version === '3.0' ? fc.oneof(deep, elsewhere) : fc.oneof(deep, elsewhere, siblings)
}

const security = fc.array(
  fc.oneof(fc.constant({}), fc.record({ key: fc.constant([]) }), fc.record({ oauth: fc.constantFrom([], ['read']), key: fc.constant([]) })),
  { maxLength: 2 },
)

/** No list may hold the same parameter twice. */
const parameters = (version: Version): fc.Arbitrary<unknown> =>
  fc.uniqueArray(parts(version)['parameter'] as fc.Arbitrary<Json>, {
    maxLength: 2,
    selector: (one) => JSON.stringify(one['$ref'] ?? [one['name'], one['in']]),
  })

function operation(version: Version, id: string, isCallback = false): fc.Arbitrary<Json> {
  const { response, requestBody } = parts(version)
  const responses = fc.record({ '200': response as fc.Arbitrary<Json>, default: response as fc.Arbitrary<Json> })
  const callbacks = isCallback ? {} : { callbacks: map(fc.oneof(component('callbacks'), callback(version))) }
  return joined(
    fc.record({ responses, ...(isCallback ? {} : { operationId: fc.constant(id) }) }),
    optional({
      tags: fc.uniqueArray(fc.constantFrom('one', 'two', 'undefined-tag'), { maxLength: 2 }),
      summary: fc.string(),
      deprecated: fc.boolean(),
      security,
      requestBody: requestBody as fc.Arbitrary<Json>,
      'x-data': arbitraryData,
      parameters: parameters(version),
      servers: fc.constant([{ url: 'https://operation.example' }]),
      ...callbacks,
    }),
  )
}

const callback = (version: Version): fc.Arbitrary<Json> =>
  fc.record({ '{$request.body#/url}': fc.record({ post: operation(version, 'unnamed', true) }) })

function pathItem(version: Version, index: number): fc.Arbitrary<Json> {
  const methods = fc.subarray(['get', 'post', 'delete', ...(version === '3.2' ? ['query'] : [])], { minLength: 1 })
  const shared = optional({
    summary: fc.string(),
    description: fc.string(),
    'x-team': arbitraryData,
    parameters: parameters(version),
    servers: fc.constant([{ url: '/v1' }]),
  })
  const operations = methods.chain((names) =>
    fc.record(Object.fromEntries(names.map((name) => [name, operation(version, `op${index}-${name}`)]))),
  )
  return joined(shared, operations as fc.Arbitrary<Json>)
}

function components(version: Version): fc.Arbitrary<Json> {
  const { schema, response, parameter, example, requestBody, header, link } = parts(version)
  const schemas = fc.oneof(schema as fc.Arbitrary<Json>, arbitraryDiscriminated(version, NAMES))
  const byKind: Record<(typeof KINDS)[number], fc.Arbitrary<unknown>> = {
    schemas: withDeep(version, schemas),
    responses: response as fc.Arbitrary<Json>,
    parameters: parameter as fc.Arbitrary<Json>,
    examples: example as fc.Arbitrary<Json>,
    requestBodies: requestBody as fc.Arbitrary<Json>,
    headers: header as fc.Arbitrary<Json>,
    links: link as fc.Arbitrary<Json>,
    callbacks: callback(version),
  }
  const section = (kind: (typeof KINDS)[number]): fc.Arbitrary<Json> =>
    fc.tuple(...NAMES.map((name, index) => byKind[kind].map((value) => [name, forward(kind, value as Json, index)] as const))).map(named)
  const all = fc.record(Object.fromEntries(KINDS.map((kind) => [kind, section(kind)])))
  return joined(all as fc.Arbitrary<Json>, fc.constant({ securitySchemes }))
}

/** Some object of each kind, for the last name, which has no other to refer to. */
const PLAIN: Record<string, Json> = {
  schemas: { type: 'object', properties: { deep: { type: 'string' } } },
  responses: { description: 'plain' },
  examples: { value: 1 },
  requestBodies: { content: {} },
  headers: { schema: { type: 'string' } },
  links: { operationId: 'target' },
  callbacks: {},
}

/** Components may refer only to names behind their own: a circle of mere references is no description. */
function forward(kind: string, value: Json, index: number): Json {
  const isReference = typeof value['$ref'] === 'string'
  if (kind === 'parameters') return isReference && index === 0 ? reference('components', kind, NAMES[1] ?? '') : ownParameter(value, index)
  const next = NAMES[index + 1]
  if (!isReference) return value
  return next === undefined ? { ...PLAIN[kind] } : { ...value, ...reference('components', kind, next) }
}

/** Every component is another parameter, so that any two of them may stand in one list. */
const ownParameter = (value: Json, index: number): Json => ({
  schema: { type: 'string' },
  ...(typeof value['$ref'] === 'string' ? {} : value),
  name: `p${index}`,
  in: 'query',
})

/** Every schema has the place that references into components point at; 3.0 ignores what stands next to `$ref`. */
const withDeep = (version: Version, schema: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  schema.map((value) => {
    const own = version === '3.0' && typeof value['$ref'] === 'string' ? {} : value
    return { ...own, properties: { ...(own['properties'] as Json | undefined), deep: { type: 'string' } } }
  })

const securitySchemes = {
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  oauth: { $ref: '#/components/securitySchemes/real' },
  real: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://example.com/token', scopes: { read: 'r', write: 'w' } } } },
  unused: { type: 'http', scheme: 'basic' },
}

/** The path that references from elsewhere point into; it must never come along. */
const target = {
  get: {
    operationId: 'target',
    responses: {
      '200': {
        description: 'ok',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: { next: reference('paths', '/target/{t~x}', 'get', 'responses', '200', 'content', 'application/json', 'schema') },
            },
          },
        },
      },
    },
  },
}

const templated = (path: string): Json[] =>
  [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))

function paths(version: Version): fc.Arbitrary<Json> {
  const items = PATHS.map((path, index) =>
    pathItem(version, index).map((item) => {
      const own = templated(path)
      return [
        path,
        own.length === 0 ? item : { ...item, parameters: [...((item['parameters'] as Json[] | undefined) ?? []), ...own] },
      ] as const
    }),
  )
  return fc
    .tuple(fc.subarray(items, { minLength: 1, maxLength: 3 }).chain((chosen) => fc.tuple(...chosen)))
    .map(([entries]) => named([...entries, ['/target/{t~x}', { ...target, parameters: templated('/{t~x}') }]]))
}

/** Any valid description of the version, with cycles, deep references and data of all sorts. */
export function description(version: Version): fc.Arbitrary<Record<string, unknown>> {
  const fixed = { openapi: `${version}.0`, info: { title: 'Random', version: '1.0' } }
  const tags = [
    { name: 'one', description: 'first', ...(version === '3.2' ? { parent: 'top' } : {}) },
    { name: 'two' },
    { name: 'top' },
    { name: 'unused' },
  ]
  const root = optional({
    security,
    servers: fc.constant([{ url: 'https://example.com' }]),
    tags: fc.constant(tags),
    externalDocs: fc.constant({ url: 'docs.html' }),
    'x-root': component('schemas'),
  })
  return joined(fc.constant(fixed), root, fc.record({ paths: paths(version), components: components(version) }) as fc.Arbitrary<Json>).map(
    (whole) => ordinary(whole) as Json,
  )
}

/** Some generated objects have no prototype, which serialisers refuse; readers never give such objects. */
function ordinary(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordinary)
  return typeof value === 'object' && value !== null ? named(Object.entries(value).map(([key, child]) => [key, ordinary(child)])) : value
}
