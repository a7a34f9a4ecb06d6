import { isArray, isObject, type Json, type JsonObject, own, refOf } from '../../src/core/model/json.ts'

/**
 * Schemas of each dialect in the words of JSON Schema 2020-12, for a validator that knows only that.
 * Written from the specifications, without the converter's code.
 */

type Translate = (schema: Json) => Json

/** Keywords that the 3.0 dialect shares with JSON Schema, by what they hold (OAS 3.0.4 §4.7.24). */
const PLAIN = [
  'multipleOf',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'maxProperties',
  'minProperties',
  'required',
  'enum',
]

/** OAS 3.0.4 §4.7.24: `nullable` beside a type, boolean exclusive limits, nothing beside `$ref`, and no other keywords. */
export const from30: Translate = (schema) => {
  if (!isObject(schema)) return schema
  const ref = refOf(schema)
  if (ref !== undefined) return { $ref: ref }
  const result: Record<string, Json> = {}
  for (const key of PLAIN) if (Object.hasOwn(schema, key)) result[key] = schema[key]!
  const type = own(schema, 'type')
  if (type !== undefined) result['type'] = own(schema, 'nullable') === true ? [type, 'null'] : type
  limit(schema, result, 'minimum', 'exclusiveMinimum')
  limit(schema, result, 'maximum', 'exclusiveMaximum')
  children(schema, result, from30, ['items', 'additionalProperties', 'not'], ['allOf', 'anyOf', 'oneOf'], ['properties'])
  return result
}

function limit(schema: JsonObject, result: Record<string, Json>, inclusive: string, exclusive: string): void {
  const bound = own(schema, inclusive)
  if (bound !== undefined) result[own(schema, exclusive) === true ? exclusive : inclusive] = bound
}

/** What a validator would take for more than the specification does: left-overs of 3.0 that are no keywords in 3.1. */
export const from31: Translate = (schema) => {
  if (!isObject(schema)) return schema
  const result: Record<string, Json> = { ...schema }
  for (const key of [
    'nullable',
    'example',
    'discriminator',
    'xml',
    'externalDocs',
    'format',
    '$comment',
    '$recursiveRef',
    '$recursiveAnchor',
  ]) {
    delete result[key]
  }
  for (const key of ['exclusiveMinimum', 'exclusiveMaximum']) if (typeof result[key] === 'boolean') delete result[key]
  children(
    schema,
    result,
    from31,
    [
      'items',
      'additionalProperties',
      'not',
      'if',
      'then',
      'else',
      'contains',
      'propertyNames',
      'unevaluatedItems',
      'unevaluatedProperties',
      'contentSchema',
    ],
    ['allOf', 'anyOf', 'oneOf', 'prefixItems'],
    ['properties', 'patternProperties', '$defs', 'dependentSchemas'],
  )
  return result
}

function children(
  schema: JsonObject,
  result: Record<string, Json>,
  translate: Translate,
  single: string[],
  lists: string[],
  maps: string[],
): void {
  for (const key of single) if (Object.hasOwn(schema, key)) result[key] = translate(schema[key]!)
  for (const key of lists) {
    const list = own(schema, key)
    if (isArray(list)) result[key] = list.map(translate)
  }
  for (const key of maps) {
    const map = own(schema, key)
    if (isObject(map)) result[key] = Object.fromEntries(Object.entries(map).map(([name, child]) => [name, translate(child)]))
  }
}
