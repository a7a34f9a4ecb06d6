import { isDeepStrictEqual } from 'node:util'
import { createGenerator } from 'ts-json-schema-generator'
import { resolveOptions } from '../src/core/options/resolve-options.ts'

/** A JSON schema, as far as it is changed here. */
export interface Schema {
  type?: string | string[]
  enum?: unknown[]
  pattern?: string
  anyOf?: Schema[]
  items?: Schema
  not?: object
  description?: string
  default?: unknown
  properties?: Record<string, Schema>
  definitions?: Record<string, Schema>
  [keyword: string]: unknown
}

const TEXT: Schema = { type: 'string', pattern: '\\S' }

/** A folder, or the origin of an address (`src/core/options/allowed.ts`). */
const ALLOWABLE: Schema = {
  type: 'string',
  pattern: String.raw`^(?=[\s\S]*\S)(?![A-Za-z][A-Za-z\d+.-]+:)|^[Hh][Tt][Tt][Pp][Ss]?:/*[^/\\\s?#@*]+/?$`,
}

/** What is to be said of options beyond their types. */
const NARROWER: Readonly<Record<string, Schema>> = {
  specs: { anyOf: [TEXT, { type: 'array', minItems: 1, items: { anyOf: [TEXT, { $ref: '#/definitions/SliceRequest' }] } }] },
  assetsDir: { type: 'string', pattern: String.raw`^(?:\./)?(?!\.{1,2}(?:/|$))[^/\\:*?"<>|]+(?:/(?!\.{1,2}(?:/|$))[^/\\:*?"<>|]+)*/?$` },
  dts: { anyOf: [{ type: 'boolean' }, { type: 'string', minLength: 1 }] },
  outputVersion: {
    anyOf: [{ enum: ['auto', '3.0.x', '3.1.x', '3.2.x'] }, { type: 'string', pattern: String.raw`^\s*3\.[012](?:\.(?:\d+|[xX]))?\s*$` }],
  },
  allow: { anyOf: [ALLOWABLE, { type: 'array', items: ALLOWABLE }] },
  shard: { type: 'string', pattern: String.raw`^[1-9]\d{0,3}/[1-9]\d{0,3}$` },
  concurrency: { type: 'integer', minimum: 1, maximum: 16 },
  maxOutput: {
    anyOf: [
      { type: 'number', exclusiveMinimum: 0 },
      { type: 'string', pattern: String.raw`^\d+(?:\.\d+)?\s*(?:[kKmMgGtT]?[bB])?$` },
    ],
  },
}

/** The schema of configuration files in JSON and YAML: the types of the options, with their comments and defaults. */
export function configSchema(): Schema {
  const schema = createGenerator({
    path: 'src/core/options/options.ts',
    tsconfig: 'tsconfig.json',
    type: 'Options',
    topRef: false,
    additionalProperties: false,
    // A file holds none.
    functions: 'hide',
    // The compiler that checks the types is another one.
    skipTypeCheck: true,
  }).createSchema('Options') as Schema
  const request = schema.definitions!['SliceRequest']!
  request.properties = narrowed(request.properties!)
  const own = narrowed(schema.properties!)
  for (const [name, property] of Object.entries(own)) {
    if (isDeepStrictEqual(property, request.properties[name])) own[name] = { $ref: `#/definitions/SliceRequest/properties/${name}` }
  }
  return {
    ...schema,
    description: 'What unplugin-openapi-slice slices, and how.',
    properties: { $schema: { type: 'string', description: 'Where this schema is, for editors.' }, specs: own['specs']!, ...own },
  }
}

function narrowed(properties: Record<string, Schema>): Record<string, Schema> {
  // What can only be a function.
  const entries = Object.entries(properties).filter(([, { not }]) => not === undefined)
  return Object.fromEntries(
    entries.map(([name, { description, default: value, ...schema }]) => {
      const isTrue = value !== undefined && isDefault(name, value)
      const inWords = value === undefined || isTrue ? '' : ` Default: ${String(value)}.`
      return [name, { ...(NARROWER[name] ?? texts(schema)), description: `${description}${inWords}`, ...(isTrue && { default: value }) }]
    }),
  )
}

/** No text that is asked for may be blank. */
function texts(schema: Schema): Schema {
  if (schema.type === 'string' && !schema.enum) return { ...schema, ...TEXT }
  return {
    ...schema,
    ...(schema.anyOf && { anyOf: schema.anyOf.map(texts) }),
    ...(schema.items && { items: texts(schema.items) }),
  }
}

/** Whether setting an option to a value is the same as leaving it out. Some defaults can only be told in words. */
function isDefault(name: string, value: unknown): boolean {
  const resolved = (options: object): string => JSON.stringify(resolveOptions({ specs: ['openapi.yaml'], ...options }))
  try {
    return resolved({ [name]: value }) === resolved({})
  } catch {
    return false
  }
}
