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

export const reference = (...tokens: string[]): Json => ({
  $ref: `#/${tokens.map((token) => encodeURIComponent(token.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`,
})

const component = (kind: string): fc.Arbitrary<Json> => fc.constantFrom(...NAMES).map((name) => reference('components', kind, name))

const map = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Json> =>
  fc.uniqueArray(fc.tuple(fc.constantFrom('x', 'y', '200', 'k:1', 'on'), value), { maxLength: 2, selector: ([key]) => key }).map(named)

/** Optional fields: each is there or not, independently of the others. */
const optional = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Json> => fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Json>

const joined = (...parts: fc.Arbitrary<Json>[]): fc.Arbitrary<Json> => fc.tuple(...parts).map((objects) => Object.assign({}, ...objects) as Json)

function parts(version: Version): Record<string, fc.Arbitrary<Json>> {
  const schema = fc.oneof(component('schemas'), arbitrarySchema(version, component('schemas')), deepReference(version))
  const example = fc.oneof(component('examples'), arbitraryData.map((value): Json => ({ value })))
  const mediaType = joined(fc.constant({}), optional({ schema, example: arbitraryData, 'x-note': component('schemas') }))
  const content = fc.record({ 'application/json': mediaType })
  const header = fc.oneof(component('headers'), fc.record({ schema, examples: map(example) }))
  const link = fc.oneof(component('links'), fc.record({ operationId: fc.constantFrom('op0', 'elsewhere'), parameters: map(arbitraryData) }))
  const response = fc.oneof(component('responses'), joined(fc.record({ description: fc.string() }), optional({ content, headers: map(header), links: map(link) })))
  const requestBody = fc.oneof(component('requestBodies'), fc.record({ content }))
  const parameter = fc.oneof(component('parameters'), joined(fc.record({ name: fc.constantFrom('q', 'r', '__proto__'), in: fc.constantFrom('query', 'header'), schema }), optional({ example: arbitraryData })))
  return { schema, example, header, link, response, requestBody, parameter }
}

/** Into the middle of a component, or of another path's operation. */
function deepReference(version: Version): fc.Arbitrary<Json> {
  const deep = fc.constantFrom(...NAMES).map((name) => reference('components', 'schemas', name, 'properties', 'deep'))
  const elsewhere = fc.constant(reference('paths', '/target/{t~x}', 'get', 'responses', '200', 'content', 'application/json', 'schema'))
  const siblings = arbitraryData.map((example): Json => ({ ...reference('components', 'schemas', 'A'), example, description: 'next to a reference' }))
  return version === '3.0' ? fc.oneof(deep, elsewhere) : fc.oneof(deep, elsewhere, siblings)
}

const security = fc.array(fc.oneof(fc.constant({}), fc.record({ key: fc.constant([]) }), fc.record({ oauth: fc.constantFrom([], ['read']), key: fc.constant([]) })), { maxLength: 2 })

function operation(version: Version, id: string, isCallback = false): fc.Arbitrary<Json> {
  const { response, requestBody, parameter } = parts(version)
  const responses = fc.record({ '200': response as fc.Arbitrary<Json>, default: response as fc.Arbitrary<Json> })
  const callbacks = isCallback ? {} : { callbacks: map(fc.oneof(component('callbacks'), callback(version))) }
  return joined(
    fc.record({ responses, ...(isCallback ? {} : { operationId: fc.constant(id) }) }),
    optional({
      tags: fc.uniqueArray(fc.constantFrom('one', 'two', 'undefined-tag'), { maxLength: 2 }),
      summary: fc.string(), deprecated: fc.boolean(), security, requestBody: requestBody as fc.Arbitrary<Json>, 'x-data': arbitraryData,
      parameters: fc.array(parameter as fc.Arbitrary<Json>, { maxLength: 2 }), servers: fc.constant([{ url: 'https://operation.example' }]), ...callbacks,
    }),
  )
}

const callback = (version: Version): fc.Arbitrary<Json> => fc.record({ '{$request.body#/url}': fc.record({ post: operation(version, 'unnamed', true) }) })

function pathItem(version: Version, index: number): fc.Arbitrary<Json> {
  const { parameter } = parts(version)
  const methods = fc.subarray(['get', 'post', 'delete', ...(version === '3.2' ? ['query'] : [])], { minLength: 1 })
  const shared = optional({ summary: fc.string(), description: fc.string(), 'x-team': arbitraryData, parameters: fc.array(parameter as fc.Arbitrary<Json>, { maxLength: 2 }), servers: fc.constant([{ url: '/v1' }]) })
  const operations = methods.chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, operation(version, `op${index}-${name}`)]))))
  return joined(shared, operations as fc.Arbitrary<Json>)
}

function components(version: Version): fc.Arbitrary<Json> {
  const { schema, response, parameter, example, requestBody, header, link } = parts(version)
  const schemas = fc.oneof(schema as fc.Arbitrary<Json>, arbitraryDiscriminated(version, NAMES))
  const byKind: Record<(typeof KINDS)[number], fc.Arbitrary<unknown>> = {
    schemas: withDeep(schemas), responses: response as fc.Arbitrary<Json>, parameters: parameter as fc.Arbitrary<Json>, examples: example as fc.Arbitrary<Json>,
    requestBodies: requestBody as fc.Arbitrary<Json>, headers: header as fc.Arbitrary<Json>, links: link as fc.Arbitrary<Json>, callbacks: callback(version),
  }
  const all = fc.record(Object.fromEntries(KINDS.map((kind) => [kind, fc.tuple(...NAMES.map((name) => byKind[kind].map((value) => [name, value] as const))).map(named)])))
  return joined(all as fc.Arbitrary<Json>, fc.constant({ securitySchemes }))
}

/** Every schema has the place that references into components point at, unless it is a reference itself. */
const withDeep = (schema: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  schema.map((value) => ({ ...(typeof value['$ref'] === 'string' ? {} : value), properties: { ...(value['properties'] as Json | undefined), deep: { type: 'string' } } }))

const securitySchemes = {
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  oauth: { $ref: '#/components/securitySchemes/real' },
  real: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://example.com/token', scopes: { read: 'r', write: 'w' } } } },
  unused: { type: 'http', scheme: 'basic' },
}

/** The path that references from elsewhere point into; it must never come along. */
const target = { get: { operationId: 'target', responses: { '200': { description: 'ok', content: { 'application/json': { schema: { type: 'object', properties: { next: reference('paths', '/target/{t~x}', 'get', 'responses', '200', 'content', 'application/json', 'schema') } } } } } } } }

const templated = (path: string): Json[] => [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))

function paths(version: Version): fc.Arbitrary<Json> {
  const items = PATHS.map((path, index) => pathItem(version, index).map((item) => {
    const own = templated(path)
    return [path, own.length === 0 ? item : { ...item, parameters: [...((item['parameters'] as Json[] | undefined) ?? []), ...own] }] as const
  }))
  return fc.tuple(fc.subarray(items, { minLength: 1, maxLength: 3 }).chain((chosen) => fc.tuple(...chosen))).map(([entries]) =>
    named([...entries, ['/target/{t~x}', { ...target, parameters: templated('/{t~x}') }]]))
}

/** Any valid description of the version, with cycles, deep references and data of all sorts. */
export function description(version: Version): fc.Arbitrary<Record<string, unknown>> {
  const fixed = { openapi: `${version}.0`, info: { title: 'Random', version: '1.0' } }
  const tags = [{ name: 'one', description: 'first', ...(version === '3.2' ? { parent: 'top' } : {}) }, { name: 'two' }, { name: 'top' }, { name: 'unused' }]
  const root = optional({ security, servers: fc.constant([{ url: 'https://example.com' }]), tags: fc.constant(tags), externalDocs: fc.constant({ url: 'docs.html' }), 'x-root': component('schemas') })
  return joined(fc.constant(fixed), root, fc.record({ paths: paths(version), components: components(version) }) as fc.Arbitrary<Json>).map((whole) => ordinary(whole) as Json)
}

/** Some generated objects have no prototype, which serialisers refuse; readers never give such objects. */
function ordinary(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordinary)
  return typeof value === 'object' && value !== null ? named(Object.entries(value).map(([key, child]) => [key, ordinary(child)])) : value
}
