/**
 * The OpenAPI object model as tables: which field holds what. A type is the name of an
 * object type, `{T` for a map of names to T, `[T` for a list of T, or one of
 *   data       Any: compared as data, nothing in it is followed
 *   plain      no reference belongs here; where one stands it is to be inlined
 *   extension  data in which references are followed where they resolve
 */
export type Type = string

export type Family = '2.0' | '3.0' | '3.1' | '3.2'

interface ObjectType {
  fields: Map<string, Type>
  /** Type of fields that are not listed. */
  rest: Type
}

type Table = Record<string, Record<string, Type>>

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

const parameterLike = { schema: 'schema', content: '{mediaType', example: 'data', examples: '{example' }

const schemaFields = {
  properties: '{schema',
  patternProperties: '{schema',
  $defs: '{schema',
  definitions: '{schema',
  dependentSchemas: '{schema',
  dependencies: '{schema',
  allOf: '[schema',
  anyOf: '[schema',
  oneOf: '[schema',
  prefixItems: '[schema',
  items: 'schema',
  not: 'schema',
  if: 'schema',
  then: 'schema',
  else: 'schema',
  contains: 'schema',
  additionalProperties: 'schema',
  additionalItems: 'schema',
  propertyNames: 'schema',
  unevaluatedItems: 'schema',
  unevaluatedProperties: 'schema',
  contentSchema: 'schema',
  example: 'data',
  examples: 'data',
  default: 'data',
  enum: 'data',
  const: 'data',
  discriminator: 'discriminator',
  xml: 'plain',
  externalDocs: 'plain',
  description: 'plain',
}

/** JSON Schema 2020-12 knows keywords that 3.0 does not; where 3.0 does not know them they are unknown fields. */
const keywordsOf30 = new Set([
  'properties',
  'allOf',
  'anyOf',
  'oneOf',
  'items',
  'not',
  'additionalProperties',
  'example',
  'default',
  'enum',
  'discriminator',
  'xml',
  'externalDocs',
  'description',
  'patternProperties',
  'definitions',
  'const',
  'examples',
  '$defs',
  'prefixItems',
])

const pathItem = { parameters: '[parameter', servers: 'plain', ...Object.fromEntries(methods.map((name) => [name, 'operation'])) }

const encoding = { headers: '{header', encoding: '{encoding', prefixEncoding: '[encoding', itemEncoding: 'encoding' }

const version3: Table = {
  root: { components: 'components', paths: 'paths', webhooks: '{pathItem', security: 'security' },
  components: {
    schemas: '{schema',
    responses: '{response',
    parameters: '{parameter',
    examples: '{example',
    requestBodies: '{requestBody',
    headers: '{header',
    securitySchemes: '{securityScheme',
    links: '{link',
    callbacks: '{callback',
  },
  pathItem,
  operation: { parameters: '[parameter', requestBody: 'requestBody', responses: 'responses', callbacks: '{callback', security: 'security' },
  parameter: parameterLike,
  header: parameterLike,
  requestBody: { content: '{mediaType' },
  mediaType: { schema: 'schema', example: 'data', examples: '{example', encoding: '{encoding' },
  encoding: { headers: '{header' },
  response: { headers: '{header', content: '{mediaType', links: '{link' },
  example: { value: 'data' },
  link: { parameters: 'data', requestBody: 'data' },
  schema: schemaFields,
  discriminator: { mapping: 'mapping', defaultMapping: 'mappingValue' },
}

/** OAS 3.1.2 §4.8.7 adds path items to the Components Object, and OAS 3.2.0 §4.7 media types; elsewhere such a field is unknown. */
const version31: Table = { ...version3, components: { ...version3['components'], pathItems: '{pathItem' } }

const version32: Table = {
  ...version3,
  components: { ...version31['components'], mediaTypes: '{mediaType' },
  pathItem: { ...pathItem, query: 'operation', additionalOperations: '{operation' },
  mediaType: { ...version3['mediaType'], itemSchema: 'schema', prefixEncoding: '[encoding', itemEncoding: 'encoding' },
  encoding,
  example: { value: 'data', dataValue: 'data' },
}

const version2: Table = {
  root: {
    definitions: '{schema',
    parameters: '{parameter',
    responses: '{response',
    securityDefinitions: '{securityScheme',
    paths: 'paths',
    security: 'security',
  },
  pathItem: { parameters: '[parameter', ...Object.fromEntries(methods.slice(0, 7).map((name) => [name, 'operation'])) },
  operation: { parameters: '[parameter', responses: 'responses', security: 'security' },
  parameter: { schema: 'schema', items: 'schema', default: 'data', enum: 'data' },
  header: { items: 'schema', default: 'data', enum: 'data' },
  response: { schema: 'schema', headers: '{header', examples: 'data' },
  schema: schemaFields,
}

/** Objects that are maps by nature, but may have extensions among their names. */
const openMaps: Record<string, Type> = { paths: 'pathItem', callback: 'pathItem', responses: 'response' }

/** Unknown fields of schemas and Components are the author's own; those of other objects are plain. */
const openTypes = new Set(['schema', 'components'])

const referencePlaces: Record<Family, Set<Type>> = {
  '2.0': new Set(['schema', 'parameter', 'response']),
  '3.0': new Set(['schema', 'parameter', 'response', 'requestBody', 'header', 'example', 'link', 'callback', 'securityScheme']),
  '3.1': new Set(['schema', 'parameter', 'response', 'requestBody', 'header', 'example', 'link', 'callback', 'securityScheme']),
  '3.2': new Set([
    'schema',
    'parameter',
    'response',
    'requestBody',
    'header',
    'example',
    'link',
    'callback',
    'securityScheme',
    'mediaType',
  ]),
}

export class Grammar {
  readonly family: Family
  readonly #types: Map<string, ObjectType>
  readonly #known = new Map<string, Map<string, Type>>()

  constructor(family: Family) {
    this.family = family
    this.#types = objectTypes(family)
  }

  /** JSON Schema 2020-12 gives siblings of `$ref`, `$id` and anchors their meaning. */
  get isJsonSchema(): boolean {
    return this.family === '3.1' || this.family === '3.2'
  }

  isReferencePlace(type: Type): boolean {
    return referencePlaces[this.family].has(type)
  }

  /** The type of what stands under `key` in an object of `type`. */
  fieldType(type: Type, key: string): Type {
    if (type === 'data' || type === 'extension' || type === 'mapping' || type === 'security') return type
    if (type.startsWith('{')) return type.slice(1)
    if (type.startsWith('[')) return 'plain'
    const known = this.#known.get(type) ?? new Map<string, Type>()
    this.#known.set(type, known)
    const found = known.get(key) ?? this.#lookUp(type, key)
    if (known.size < 1000) known.set(key, found)
    return found
  }

  /** The type of the items of a list where `type` is expected; legacy tuples are lists of schemas. */
  itemType(type: Type): Type {
    if (type.startsWith('[')) return type.slice(1)
    return type.startsWith('{') ? 'plain' : type
  }

  #lookUp(type: Type, key: string): Type {
    if (key.startsWith('x-')) return 'extension'
    const entry = this.#types.get(type)
    return entry?.fields.get(key) ?? entry?.rest ?? 'plain'
  }
}

function objectTypes(family: Family): Map<string, ObjectType> {
  const table = { '2.0': version2, '3.0': version3, '3.1': version31, '3.2': version32 }[family]
  const types = new Map<string, ObjectType>()
  for (const [name, fields] of Object.entries(table)) {
    const known = name === 'schema' && (family === '2.0' || family === '3.0') ? only(fields, keywordsOf30) : fields
    types.set(name, { fields: new Map(Object.entries(known)), rest: openTypes.has(name) ? 'extension' : 'plain' })
  }
  for (const [name, rest] of Object.entries(openMaps)) types.set(name, { fields: new Map(), rest })
  return types
}

const only = (fields: Record<string, Type>, names: Set<string>): Record<string, Type> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => names.has(name)))
