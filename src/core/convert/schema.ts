import { isArray, isObject, type Json, type JsonObject, own, text } from '../model/json.ts'

/** Keywords that say something about a value without allowing or forbidding any (JSON Schema 2020-12 validation §9). */
const ANNOTATIONS = new Set([
  'title',
  'description',
  'default',
  'example',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'externalDocs',
  '$comment',
  'xml',
])

export const isAnnotation = (key: string): boolean => ANNOTATIONS.has(key) || key.startsWith('x-')

/** Keywords that null always passes, since they speak of objects, arrays, texts or numbers only (validation §6, core §10.3). */
const NOT_OF_NULL = new Set([
  ...['properties', 'required', 'additionalProperties', 'patternProperties', 'propertyNames', 'minProperties', 'maxProperties'],
  ...['dependentRequired', 'dependentSchemas', 'unevaluatedProperties', 'items', 'prefixItems', 'contains', 'minContains', 'maxContains'],
  ...['minItems', 'maxItems', 'uniqueItems', 'unevaluatedItems', 'minLength', 'maxLength', 'pattern', 'format'],
  ...[
    'contentEncoding',
    'contentMediaType',
    'contentSchema',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    '$defs',
  ],
])

export const concernsNull = (key: string): boolean => !NOT_OF_NULL.has(key) && !isAnnotation(key)

/** The types that a schema names, as a list; undefined if it names none. */
export function typesOf(schema: Json | undefined): readonly string[] | undefined {
  const type = own(schema, 'type')
  if (typeof type === 'string') return [type]
  return isArray(type) && type.every((name) => typeof name === 'string') ? (type as readonly string[]) : undefined
}

/** Whether a schema says `type: 'null'` and nothing else. */
export function isPlainNull(schema: Json): boolean {
  const types = typesOf(schema)
  return isObject(schema) && Object.keys(schema).length === 1 && types?.length === 1 && types[0] === 'null'
}

/** The keywords of a Schema Object in OpenAPI 3.0 (OAS 3.0.4 §4.7.24); it has no others but `x-` ones. */
const KEYWORDS_30 = [
  ...['title', 'multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength', 'pattern'],
  ...['maxItems', 'minItems', 'uniqueItems', 'maxProperties', 'minProperties', 'required', 'enum', 'type', 'allOf', 'oneOf', 'anyOf'],
  ...['not', 'items', 'properties', 'additionalProperties', 'description', 'format', 'default', 'discriminator', 'readOnly'],
  ...['writeOnly', 'xml', 'externalDocs', 'example', 'deprecated', '$ref'],
]

/** The keywords that JSON Schema 2020-12 has beside those; OAS 3.1.2 §4.8.24 adds none that 3.0 does not have. */
const KEYWORDS_2020 = new Set([
  ...KEYWORDS_30,
  ...['$id', '$schema', '$anchor', '$dynamicAnchor', '$dynamicRef', '$vocabulary', '$comment', '$defs', 'const', 'examples'],
  ...['if', 'then', 'else', 'prefixItems', 'contains', 'minContains', 'maxContains', 'patternProperties', 'propertyNames'],
  ...[
    'dependentSchemas',
    'dependentRequired',
    'unevaluatedItems',
    'unevaluatedProperties',
    'contentEncoding',
    'contentMediaType',
    'contentSchema',
  ],
])

export const isKeywordOf31 = (key: string): boolean => KEYWORDS_2020.has(key) || key.startsWith('x-')

/** Whether a schema lets everything pass: `true`, or an object that only annotates. */
export const allowsAll = (schema: Json | undefined): boolean =>
  schema === true || (isObject(schema) && Object.keys(schema).every(isAnnotation))

/** Whether a keyword that 3.0 does not have says nothing where it stands. */
export function isVain(key: string, schema: JsonObject): boolean {
  const value = own(schema, key)
  switch (key) {
    case 'contains':
      return !Object.hasOwn(schema, 'contains')
    case 'if':
      return !Object.hasOwn(schema, 'if') || !(Object.hasOwn(schema, 'then') || Object.hasOwn(schema, 'else'))
    // Every name is a text, so “type: string” says nothing.
    case 'propertyNames':
      return (
        allowsAll(value) ||
        (isObject(value) && text(value, 'type') === 'string' && Object.keys(value).every((name) => name === 'type' || isAnnotation(name)))
      )
    case 'unevaluatedProperties':
    case 'unevaluatedItems':
      return value === undefined || allowsAll(value)
    default:
      return false
  }
}

/**
 * Media types whose content is octets, not text or structured data: there a schema describes no JSON value
 * (OAS 3.1.2 §4.4.2 “Working With Binary Data”).
 */
export function isBinaryMediaType(name: string): boolean {
  const [type = '', subtype = ''] = name.toLowerCase().split(';')[0]!.trim().split('/')
  if (['image', 'audio', 'video', 'font'].includes(type)) return !/(?:\+|^)(?:json|xml)$/.test(subtype)
  return type === 'application' && /^(?:octet-stream|pdf|zip|gzip|x-gzip|x-tar|x-zip-compressed|vnd\.ms-excel|msword)$/.test(subtype)
}

export const isMultipart = (name: string): boolean => /^\s*multipart\//i.test(name)

/** Whether a schema is a text of octets as 3.0 says it (OAS 3.0.4 §4.7.14.2). */
export const isBinary30 = (schema: Json): boolean =>
  isObject(schema) && text(schema, 'type') === 'string' && text(schema, 'format') === 'binary' && own(schema, 'nullable') !== true
