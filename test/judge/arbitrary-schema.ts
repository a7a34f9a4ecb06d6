/** Random Schema Objects of each version. */
import fc from 'fast-check'
import { arbitraryData } from './arbitrary-data.ts'
import type { Version } from './arbitrary.ts'

type Json = Record<string, unknown>

const PROPERTY_NAMES = ['a', 'b', '$ref', 'discriminator', 'example', 'type', '200', 'hasOwnProperty', 'x-z']

const propertiesOf = (schema: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...PROPERTY_NAMES), schema), { maxLength: 3, selector: ([name]) => name })
    .map((entries) => Object.fromEntries(entries))

/** Keywords that hold schemas, as far as the version knows them. */
function applicators(version: Version, schema: fc.Arbitrary<unknown>): Record<string, fc.Arbitrary<unknown>> {
  const list = fc.array(schema, { minLength: 1, maxLength: 2 })
  const always = {
    properties: propertiesOf(schema),
    allOf: list,
    anyOf: list,
    oneOf: list,
    not: schema,
    items: schema,
    additionalProperties: fc.oneof(fc.boolean(), schema),
  }
  if (version === '3.0') return always
  return {
    ...always,
    prefixItems: list,
    contains: schema,
    propertyNames: schema,
    if: schema,
    then: schema,
    else: schema,
    unevaluatedProperties: schema,
    patternProperties: propertiesOf(schema),
    dependentSchemas: propertiesOf(schema),
    $defs: propertiesOf(schema),
    const: arbitraryData,
  }
}

const assertions = {
  type: fc.constantFrom('object', 'string', 'integer', 'array'),
  description: fc.string(),
  required: fc.constantFrom(['a'], ['a', 'b']),
  enum: fc.array(arbitraryData, { minLength: 1, maxLength: 3 }),
  default: arbitraryData,
  example: arbitraryData,
  maximum: fc.integer(),
  'x-ext': arbitraryData,
}

export function arbitrarySchema(version: Version, reference: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return fc.letrec<{ schema: Json }>((tie) => {
    const inner = fc.oneof({ maxDepth: 3 }, reference, tie('schema'))
    const all = { ...assertions, ...applicators(version, inner) }
    const object = fc
      .subarray(Object.keys(all), { maxLength: 4 })
      .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, all[name as keyof typeof all] as fc.Arbitrary<unknown>]))))
    return { schema: object as fc.Arbitrary<Json> }
  }).schema
}

const schemaReference = (name: string): string => `#/components/schemas/${name}`

/** Schemas with a discriminator, and the subtypes that build on one through `allOf`. */
export function arbitraryDiscriminated(version: Version, names: readonly string[]): fc.Arbitrary<Json> {
  const name = fc.constantFrom(...names)
  const value = fc.oneof(name, name.map(schemaReference))
  const mapping = fc.dictionary(fc.constantFrom('m', 'n', 'on'), value, { minKeys: 1, maxKeys: 2 })
  const defaults = version === '3.2' ? { defaultMapping: value } : {}
  const discriminator = fc.record({ propertyName: fc.constant('kind'), mapping, ...defaults }, { requiredKeys: ['propertyName'] })
  const base = discriminator.map((own): Json => ({
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string' } },
    discriminator: own,
  }))
  const subtype = name.map((parent): Json => ({
    allOf: [{ $ref: schemaReference(parent) }, { type: 'object', properties: { own: { $ref: schemaReference('A') } } }],
  }))
  return fc.oneof(base, subtype)
}
