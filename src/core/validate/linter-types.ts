import { isArray, isObject, own } from '../model/json.ts'
import type { Family } from '../model/object-types.ts'
import { getTypes, type NormalizedNodeType, normalizeTypes } from '../redocly-types.ts'

/** The linter's own object types, by name. */
export type LinterTypes = Record<string, NormalizedNodeType>

/** What Redocly calls the families. */
export const LINTER_VERSIONS = { '2.0': 'oas2', '3.0': 'oas3_0', '3.1': 'oas3_1', '3.2': 'oas3_2' } as const

/** Makes something for a family once in a process. */
export function oncePerFamily<Made>(make: (family: Family) => Made): (family: Family) => Made {
  const made = new Map<Family, Made>()
  return (family) => {
    if (!made.has(family)) made.set(family, make(family))
    return made.get(family)!
  }
}

function newTypes(family: Family): LinterTypes {
  const version = LINTER_VERSIONS[family]
  return normalizeTypes(correctTypes(getTypes(version), version))
}

/** The object types that the linter checks a document of a family against: always the same. */
export const linterTypes = oncePerFamily(newTypes)

/** The same types, for walking. */
export const walkedTypes = (family: Family): LinterTypes => schemasByKey(newTypes(family))

interface LinterType {
  extensionsPrefix?: string
  required?: unknown
  requiredOneOf?: readonly string[]
  properties?: Record<string, unknown>
  additionalProperties?: unknown
}

/**
 * Where the linter's types are narrower than the specification: JSON Schema 2020-12 core §4.3.1 allows unknown
 * keywords, and the table of the device flow (OAS 3.2.0 §4.28) makes the linter throw. And where they are wider.
 */
export function correctTypes<Types>(types: Types, version: string): Types {
  const corrected = Object.fromEntries(
    Object.entries(types as Record<string, LinterType>).map(([name, type]) => [name, withoutExtensions(type)]),
  )
  // OAS 3.0.4 §4.7.16: at least one response.
  corrected['Responses'] = { ...corrected['Responses'], required: (value: unknown) => (hasResponse(value) ? [] : ['default']) }
  // OAS 3.0.4 §4.7.20: a linked operation MUST be identified. OAS 2.0 has no links.
  if (version !== 'oas2') corrected['Link'] = { ...corrected['Link'], requiredOneOf: ['operationRef', 'operationId'] }
  // OAS 2.0, Scopes Object: beside texts it has extensions.
  if (version === 'oas2') {
    const scope = (_: unknown, name: string) => (name.startsWith('x-') ? null : { type: 'string' })
    corrected['Scopes'] = { ...corrected['Scopes'], additionalProperties: scope }
    // OAS 2.0, Schema Object: `type` is that of JSON Schema draft 4 (validation §5.5.2), where several may be listed.
    const schema = { ...corrected['Schema'], properties: { ...corrected['Schema']?.properties, type: typesOf } }
    corrected['Schema'] = schema
    // OAS 2.0, Response Object: the schema of a response, and no other, may be a file.
    const response = corrected['Response']
    const content = (value: unknown) => (own(value, 'type') === 'file' ? 'FileSchema' : 'Schema')
    corrected['Response'] = { ...response, properties: { ...response?.properties, schema: content } }
    corrected['FileSchema'] = { ...schema, properties: { ...schema.properties, type: { enum: ['file'] } } }
  }
  if (version === 'oas3_1' || version === 'oas3_2') {
    // `null` means “known, not looked into”; extensions are recognised before.
    const schema = corrected['Schema']
    // JSON Schema 2020-12 core §8.1.2
    const properties = { ...schema?.properties, $vocabulary: { type: 'object' } }
    corrected['Schema'] = { ...schema, properties, additionalProperties: () => null }
  }
  if (version === 'oas3_2') {
    // OAS 3.2.0 §4.17: `description` is no longer required, `summary` is new.
    const response = corrected['Response']
    corrected['Response'] = { ...response, required: [], properties: { ...response?.properties, summary: { type: 'string' } } }
    // The schema of OAS 3.2 and the initiative's own examples give media types a description.
    const mediaType = corrected['MediaType']
    corrected['MediaType'] = { ...mediaType, properties: { ...mediaType?.properties, description: { type: 'string' } } }
    // OAS 3.2.0 §4.7: components of media types are Media Type Objects, not maps of them.
    corrected['NamedMediaTypes'] = { ...corrected['NamedMediaTypes'], additionalProperties: () => 'MediaType' }
    const flow = corrected['DeviceAuthorization']
    corrected['DeviceAuthorization'] = { ...flow, properties: { ...flow?.properties, scopes: SCOPES } }
  }
  return corrected as unknown as Types
}

const typesOf = (value: unknown) => (isArray(value) ? { type: 'array', items: { enum: TYPES } } : { enum: TYPES })

const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']

const hasResponse = (responses: unknown): boolean => isObject(responses) && Object.keys(responses).some((code) => !code.startsWith('x-'))

/**
 * OAS 3.0.4 §4.8: an extension may hold anything, such as a reference to what is fine as it is. Those stay that hold
 * operations, for which more than their fields counts.
 */
function withoutExtensions(type: LinterType): LinterType {
  const { extensionsPrefix, properties } = type
  if (extensionsPrefix === undefined || !properties) return type
  const kept = Object.entries(properties).filter(([key, slot]) => !key.startsWith(extensionsPrefix) || RULED.has(slot))
  return { ...type, properties: Object.fromEntries(kept) }
}

/**
 * Changes types, in place, for a walk over the keys that a schema has, which are few, instead of over the forty or more
 * that its type knows, and not into its extensions: what is found there is not listened to (OAS 3.0.4 §4.8). Of the types
 * that others are nested in, rules count on the order of fields.
 */
export function schemasByKey(types: LinterTypes): LinterTypes {
  const schema = types['Schema']!
  const { properties, additionalProperties, extensionsPrefix } = schema
  schema.properties = {}
  delete schema.extensionsPrefix
  schema.additionalProperties = (value: unknown, key: string) => {
    // `null` means “known, not looked into”.
    if (extensionsPrefix !== undefined && key.startsWith(extensionsPrefix)) return null
    const slot = Object.hasOwn(properties, key) ? properties[key] : additionalProperties
    return typeof slot === 'function' ? slot(value, key) : slot
  }
  return types
}

/** Types whose rules look at more than their fields; where extensions are declared as such they are left to the linter. */
export const RULED: ReadonlySet<unknown> = new Set(['Operation', 'PathItem', 'WebhooksMap'])

const SCOPES = { name: 'Scopes', properties: {}, additionalProperties: { type: 'string' } }
