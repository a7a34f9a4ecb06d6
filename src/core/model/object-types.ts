/**
 * The object types of each specification version, in one table: what every field holds.
 *
 * Everything that must tell a reference from data that merely looks like one reads this table: linking, validation,
 * the index. The notation of a field:
 *
 * - `Name`: one object of that type
 * - `[Name]`: an array of them
 * - `{Name}`: a map whose keys are names (an `x-` key in it is a name too, not an extension)
 * - `text`: a string; only listed where real descriptions put a `$ref` in its place
 * - `data`: any value, never looked into for references (OAS 3.0.4 §4.7.19, Example Object `value`; Schema `default`, `enum`)
 * - `free`: any value in which references are honoured (extensions)
 * - `unlisted`: what is in no table: scalars, and fields that the specification does not know; references are honoured
 */

/** The specification families that can be read. */
export type Family = '2.0' | '3.0' | '3.1' | '3.2'

/** The kinds of component, named as in OpenAPI 3.x; 2.0 uses four of them under other names. */
export type ComponentKind =
  | 'schemas'
  | 'responses'
  | 'parameters'
  | 'examples'
  | 'requestBodies'
  | 'headers'
  | 'securitySchemes'
  | 'links'
  | 'callbacks'
  | 'pathItems'
  | 'mediaTypes'

export type Field =
  | { holds: 'one' | 'list' | 'map'; type: ObjectType }
  | { holds: 'text' | 'data' | 'free' | 'unlisted' | 'mapping' | 'mappingTarget' | 'requirements' | 'requirement' }

export interface ObjectType {
  readonly name: string
  readonly fields: ReadonlyMap<string, Field>
  /** What the fields hold that are not listed: the paths of a Paths Object, the codes of a Responses Object. */
  readonly others: Field
  /** Which kind of component a reference in this place names; absent where no version of the specification allows one. */
  readonly component?: ComponentKind
}

/** Everything the stages need to know about one family. */
export interface Model {
  readonly family: Family
  /** The root field that declares the version. */
  readonly versionField: 'swagger' | 'openapi'
  /** The newest version of the family, in full. */
  readonly newest: string
  readonly root: ObjectType
  /** By kind: the type of such a component and the tokens of the pointer to its container. */
  readonly components: ReadonlyMap<ComponentKind, { type: ObjectType; container: readonly string[] }>
  /** The root fields of the specification that a slice keeps verbatim. */
  readonly keptRootFields: readonly string[]
  /** The fields of a Path Item Object that hold operations. */
  readonly methods: readonly string[]
  /** Whether keywords beside `$ref` count in a Schema Object (3.1 and later: JSON Schema 2020-12 core §8.2.3.1). */
  readonly schemaSiblings: boolean
}

type Table = Record<string, { fields?: Record<string, string>; others?: string; component?: ComponentKind }>

const FREE: Field = { holds: 'free' }
const UNLISTED: Field = { holds: 'unlisted' }

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const

const each = (names: readonly string[], holds: string): Record<string, string> => Object.fromEntries(names.map((name) => [name, holds]))

/** Applicators that OpenAPI 3.0 shares with JSON Schema, and the older ones that real 3.0 documents use all the same. */
const SCHEMA = {
  ...each(['items', 'additionalProperties', 'not', 'additionalItems'], 'Schema'),
  ...each(['allOf', 'oneOf', 'anyOf'], '[Schema]'),
  ...each(['properties', 'definitions', 'patternProperties'], '{Schema}'),
  ...each(['default', 'enum', 'example'], 'data'),
  discriminator: 'Discriminator',
  externalDocs: 'ExternalDocs',
  description: 'text',
}

/** JSON Schema 2020-12: core §10, validation §6 and §9, unevaluated vocabulary. */
const SCHEMA_2020 = {
  ...SCHEMA,
  ...each(['if', 'then', 'else', 'contains', 'propertyNames', 'contentSchema'], 'Schema'),
  ...each(['unevaluatedItems', 'unevaluatedProperties'], 'Schema'),
  ...each(['$defs', 'dependentSchemas', 'dependencies'], '{Schema}'),
  ...each(['const', 'examples'], 'data'),
  prefixItems: '[Schema]',
}

const PARAMETER = {
  schema: 'Schema',
  content: '{MediaType}',
  examples: '{Example}',
  example: 'data',
  description: 'text',
}

/** OAS 3.0.4 §4.7. */
const V30: Table = {
  OpenAPI: {
    fields: {
      info: 'Info',
      servers: '[Server]',
      paths: 'Paths',
      security: 'requirements',
      tags: '[Tag]',
      externalDocs: 'ExternalDocs',
      'x-webhooks': '{PathItem}',
    },
  },
  Info: { fields: { description: 'text' } },
  Server: { fields: { description: 'text' } },
  Tag: { fields: { externalDocs: 'ExternalDocs', description: 'text' } },
  ExternalDocs: { fields: { description: 'text' } },
  Paths: { others: 'PathItem' },
  PathItem: {
    fields: {
      ...each(METHODS, 'Operation'),
      servers: '[Server]',
      parameters: '[Parameter]',
      description: 'text',
      summary: 'text',
    },
  },
  Operation: {
    fields: {
      parameters: '[Parameter]',
      requestBody: 'RequestBody',
      responses: 'Responses',
      callbacks: '{Callback}',
      externalDocs: 'ExternalDocs',
      servers: '[Server]',
      security: 'requirements',
      description: 'text',
      summary: 'text',
    },
  },
  Parameter: { fields: PARAMETER, component: 'parameters' },
  Header: { fields: PARAMETER, component: 'headers' },
  RequestBody: { fields: { content: '{MediaType}', description: 'text' }, component: 'requestBodies' },
  MediaType: { fields: { schema: 'Schema', examples: '{Example}', example: 'data', encoding: '{Encoding}' } },
  Encoding: { fields: { headers: '{Header}' } },
  Responses: { others: 'Response' },
  Response: {
    fields: { headers: '{Header}', content: '{MediaType}', links: '{Link}', description: 'text' },
    component: 'responses',
  },
  Callback: { others: 'PathItem', component: 'callbacks' },
  Example: { fields: { value: 'data', description: 'text', summary: 'text' }, component: 'examples' },
  Link: {
    fields: { parameters: 'data', requestBody: 'data', server: 'Server', description: 'text' },
    component: 'links',
  },
  Schema: { fields: SCHEMA, component: 'schemas' },
  Discriminator: { fields: { mapping: 'mapping', defaultMapping: 'mappingTarget' } },
  SecurityScheme: { fields: { description: 'text' }, component: 'securitySchemes' },
}

/** OAS 3.1.2 §4.8: webhooks, path item components, and schemas that are JSON Schema 2020-12. */
const V31: Table = {
  ...V30,
  OpenAPI: { fields: { ...V30['OpenAPI']!.fields, webhooks: '{PathItem}' } },
  PathItem: { ...V30['PathItem']!, component: 'pathItems' },
  Schema: { fields: SCHEMA_2020, component: 'schemas' },
}

/** OAS 3.2.0 §4: `query`, `additionalOperations`, streaming media types, media type components. */
const V32: Table = {
  ...V31,
  PathItem: {
    fields: { ...V30['PathItem']!.fields, query: 'Operation', additionalOperations: '{Operation}' },
    component: 'pathItems',
  },
  MediaType: {
    fields: {
      ...V30['MediaType']!.fields,
      itemSchema: 'Schema',
      prefixEncoding: '[Encoding]',
      itemEncoding: 'Encoding',
      description: 'text',
    },
    component: 'mediaTypes',
  },
  Encoding: {
    fields: {
      headers: '{Header}',
      encoding: '{Encoding}',
      prefixEncoding: '[Encoding]',
      itemEncoding: 'Encoding',
    },
  },
  Example: {
    fields: { value: 'data', dataValue: 'data', serializedValue: 'data', description: 'text', summary: 'text' },
    component: 'examples',
  },
}

/** OAS 2.0, “Schema” section of each object. */
const V20: Table = {
  OpenAPI: {
    fields: {
      info: 'Info',
      paths: 'Paths',
      definitions: '{Schema}',
      parameters: '{Parameter}',
      responses: '{Response}',
      securityDefinitions: '{SecurityScheme}',
      security: 'requirements',
      tags: '[Tag]',
      externalDocs: 'ExternalDocs',
    },
  },
  Info: { fields: { description: 'text' } },
  Tag: { fields: { externalDocs: 'ExternalDocs', description: 'text' } },
  ExternalDocs: { fields: { description: 'text' } },
  Paths: { others: 'PathItem' },
  PathItem: { fields: { ...each(METHODS, 'Operation'), parameters: '[Parameter]' } },
  Operation: {
    fields: {
      parameters: '[Parameter]',
      responses: 'Responses',
      externalDocs: 'ExternalDocs',
      security: 'requirements',
      description: 'text',
      summary: 'text',
    },
  },
  Parameter: {
    fields: { schema: 'Schema', items: 'Items', default: 'data', enum: 'data', description: 'text' },
    component: 'parameters',
  },
  Items: { fields: { items: 'Items', default: 'data', enum: 'data' } },
  Responses: { others: 'Response' },
  Response: {
    fields: { schema: 'Schema', headers: '{Header}', examples: 'data', description: 'text' },
    component: 'responses',
  },
  Header: { fields: { items: 'Items', default: 'data', enum: 'data', description: 'text' } },
  Schema: { fields: { ...SCHEMA, discriminator: 'data' }, component: 'schemas' },
  SecurityScheme: { fields: { description: 'text' }, component: 'securitySchemes' },
}

function compile(table: Table): Map<string, ObjectType> {
  const types = new Map<string, { name: string; fields: Map<string, Field>; others: Field; component?: ComponentKind }>()
  for (const [name, { component }] of Object.entries(table)) {
    types.set(name, { name, fields: new Map(), others: UNLISTED, ...(component && { component }) })
  }
  const fieldOf = (notation: string): Field => {
    const holds = notation.startsWith('[') ? 'list' : notation.startsWith('{') ? 'map' : 'one'
    const type = types.get(notation.replace(/[[\]{}]/g, ''))
    return type ? { holds, type } : ({ holds: notation } as Field)
  }
  for (const [name, { fields = {}, others }] of Object.entries(table)) {
    const type = types.get(name)!
    for (const [key, notation] of Object.entries(fields)) type.fields.set(key, fieldOf(notation))
    if (others) type.others = fieldOf(others)
  }
  return types
}

const CONTAINERS_20: Partial<Record<ComponentKind, string>> = {
  schemas: 'definitions',
  parameters: 'parameters',
  responses: 'responses',
  securitySchemes: 'securityDefinitions',
}

const NEWEST: Record<Family, string> = { '2.0': '2.0', '3.0': '3.0.4', '3.1': '3.1.2', '3.2': '3.2.0' }

function model(family: Family, table: Table): Model {
  const types = compile(table)
  const components = new Map<ComponentKind, { type: ObjectType; container: string[] }>()
  for (const type of types.values()) {
    if (!type.component) continue
    const container = family === '2.0' ? [CONTAINERS_20[type.component]!] : ['components', type.component]
    components.set(type.component, { type, container })
  }
  return {
    family,
    versionField: family === '2.0' ? 'swagger' : 'openapi',
    newest: NEWEST[family],
    root: types.get('OpenAPI')!,
    components,
    keptRootFields:
      family === '2.0'
        ? ['swagger', 'info', 'host', 'basePath', 'schemes', 'consumes', 'produces', 'externalDocs']
        : ['openapi', 'info', 'jsonSchemaDialect', 'servers', 'externalDocs'],
    methods: family === '3.2' ? [...METHODS, 'query'] : METHODS,
    schemaSiblings: family === '3.1' || family === '3.2',
  }
}

const MODELS: Record<Family, Model> = {
  '2.0': model('2.0', V20),
  '3.0': model('3.0', V30),
  '3.1': model('3.1', V31),
  '3.2': model('3.2', V32),
}

/** The object types of a family. */
export const modelOf = (family: Family): Model => MODELS[family]

/**
 * What the field `key` of an object of type `type` holds.
 * `x-` keys are extensions wherever the type has fixed fields or lists its others (OAS 3.0.4 §4.8).
 */
export function fieldOf(type: ObjectType, key: string): Field {
  return type.fields.get(key) ?? (key.startsWith('x-') ? FREE : type.others)
}
