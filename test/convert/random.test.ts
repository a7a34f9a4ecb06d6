import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { convertDocument } from '../../src/core/convert/convert.ts'
import { Notes } from '../../src/core/load/notes.ts'
import { type Json, type JsonObject, own } from '../../src/core/model/json.ts'
import { type Family, modelOf } from '../../src/core/model/object-types.ts'
import { tokensOf } from '../../src/core/model/pointer.ts'
import { from30, from31 } from './dialects.ts'
import { instanceOf, mutated, randomFrom } from './instances.ts'

type Random = () => number
const pick = <Item>(random: Random, items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!

const TYPES = ['string', 'integer', 'number', 'boolean', 'object', 'array']
const VALUES: readonly Json[] = ['a', 'b', 1, 2, null, true, {}, []]
const NAMES = ['Pet', 'Tree', 'Name']

type Make = (random: Random, depth: number) => Json

/** Keywords that both dialects have, each with a way to make its value. */
const shared = (schema: Make): Record<string, Make> => ({
  enum: (random) => [pick(random, VALUES), pick(random, VALUES)].filter((value, index, all) => all.indexOf(value) === index),
  minimum: (random) => Math.floor(random() * 3),
  maximum: (random) => Math.floor(random() * 3),
  minLength: (random) => Math.floor(random() * 3),
  required: (random) => pick(random, [['a'], ['a', 'b'], ['k']]),
  minItems: (random) => Math.floor(random() * 2),
  properties: (random, depth) => ({ a: schema(random, depth), [pick(random, ['b', 'k', 'nullable'])]: schema(random, depth) }),
  additionalProperties: (random, depth) => (random() < 0.5 ? false : schema(random, depth)),
  items: schema,
  not: schema,
  allOf: (random, depth) => [schema(random, depth)],
  anyOf: (random, depth) => [schema(random, depth), schema(random, depth)],
  oneOf: (random, depth) => [schema(random, depth), schema(random, depth)],
})

function schema30(random: Random, depth: number): JsonObject {
  if (depth > 3) return { type: 'string' }
  if (random() < 0.1) {
    return { $ref: `#/components/schemas/${pick(random, NAMES)}`, ...(random() < 0.5 && { nullable: true, minLength: 2 }) }
  }
  const result: Record<string, Json> = {}
  if (random() < 0.8) result['type'] = pick(random, TYPES)
  if (random() < 0.4) result['nullable'] = random() < 0.8
  for (const key of ['exclusiveMinimum', 'exclusiveMaximum']) if (random() < 0.15) result[key] = random() < 0.7
  if (result['type'] === 'array') result['items'] = {}
  return withKeywords(result, shared(schema30), random, depth)
}

const LOSSY: Record<string, Make> = {
  prefixItems: (random, depth) => [schema31(random, depth), schema31(random, depth)],
  contains: schema31,
  patternProperties: (random, depth) => ({ [pick(random, ['^a', 'b', '.'])]: schema31(random, depth) }),
  propertyNames: (random) => pick<Json>(random, [{ type: 'string' }, { maxLength: 1 }, true, { enum: ['a', 'k'] }]),
  dependentRequired: () => ({ a: ['b'] }),
  dependentSchemas: (random, depth) => ({ a: schema31(random, depth) }),
  if: schema31,
  then: schema31,
  else: schema31,
  unevaluatedProperties: (random) => (random() < 0.7 ? false : {}),
  unevaluatedItems: () => false,
  $defs: (random, depth) => ({ x: schema31(random, depth) }),
  custom: () => 1,
}

function schema31(random: Random, depth: number): Json {
  const dice = random()
  if (depth > 3) return { type: pick(random, TYPES) }
  if (dice < 0.05) return dice < 0.025
  if (dice < 0.1) return { type: 'null' }
  if (dice < 0.25) return contrary(random, depth)
  const result: Record<string, Json> = {}
  if (random() < 0.12) result['$ref'] = `#/components/schemas/${pick(random, NAMES)}`
  if (random() < 0.8) result['type'] = typesFrom(random)
  if (random() < 0.1) result['const'] = pick(random, VALUES)
  for (const key of ['exclusiveMinimum', 'exclusiveMaximum']) if (random() < 0.1) result[key] = Math.floor(random() * 3)
  return withKeywords(result, { ...shared(schema31), ...LOSSY }, random, depth)
}

/** Where an inner schema that accepts more would make the outer one accept less. */
function contrary(random: Random, depth: number): JsonObject {
  const plain = schema30(random, depth + 1)
  const key = pick(random, Object.keys(LOSSY))
  const narrow: JsonObject = { ...plain, [key]: LOSSY[key]!(random, depth + 1) }
  return pick<JsonObject>(random, [
    { oneOf: [plain, narrow] },
    { oneOf: [narrow, { type: pick(random, TYPES) }] },
    { not: narrow },
    { anyOf: [{ not: { allOf: [narrow] } }, plain] },
  ])
}

function typesFrom(random: Random): Json {
  const types = [pick(random, TYPES)]
  if (random() < 0.3) types.push(pick(random, TYPES))
  if (random() < 0.4) types.push('null')
  return types.length === 1 && random() < 0.5 ? types[0]! : [...new Set(types)]
}

function withKeywords(result: Record<string, Json>, keywords: Record<string, Make>, random: Random, depth: number): JsonObject {
  const names = Object.keys(keywords)
  const wanted = Math.floor(random() * 4)
  for (let index = 0; index < wanted; index++) {
    const key = pick(random, names)
    result[key] = keywords[key]!(random, depth + 1)
  }
  return result
}

function checker(schemas: JsonObject): (instance: Json) => boolean {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, validateFormats: false, logger: false })
  ajv.addSchema({ $id: 'https://example.com/all', components: { schemas } })
  const validate = ajv.compile({ $ref: 'https://example.com/all#/components/schemas/Pet' })
  return (instance) => validate(instance) as boolean
}

const translated = (document: JsonObject, translate: (schema: Json) => Json): JsonObject =>
  Object.fromEntries(
    Object.entries(own(own(document, 'components'), 'schemas') as JsonObject).map(([name, schema]) => [name, translate(schema)]),
  )

/** Where a schema refers to itself before any value is read, no validator ends. */
function attempt<Value>(make: () => Value): Value | undefined {
  try {
    return make()
  } catch (error) {
    // The ReferenceError is a mistake in what the validator makes of unevaluatedItems.
    if (error instanceof RangeError || error instanceof ReferenceError || /can't resolve reference/.test(String(error))) return undefined
    throw error
  }
}

describe.each([
  ['3.0', '3.1', 400, schema30],
  ['3.1', '3.0', 900, schema31],
] as [Family, Family, number, Make][])('random schemas, %s → %s', (from, to, rounds, make) => {
  it('accept what they accepted, and nothing else where no loss is told', { timeout: 60_000 }, () => {
    const findings: string[] = []
    let [instances, exact, accepted] = [0, 0, 0]
    for (let round = 0; round < rounds; round++) {
      const random = randomFrom(round)
      const schemas = Object.fromEntries(NAMES.map((name) => [name, make(random, 0)]))
      const document: JsonObject = { openapi: `${from}.0`, info: { title: 't', version: '1' }, paths: {}, components: { schemas } }
      const { document: converted, changes } = convertDocument(document, new Notes(), modelOf(from), modelOf(to), `${to}.0`)
      const [before, after] = to === '3.0' ? [from31, from30] : [from30, from31]
      const sources = translated(document, before)
      const [accepts, acceptsNow] = [attempt(() => checker(sources)), attempt(() => checker(translated(converted, after)))]
      if (!accepts || !acceptsNow) continue
      const isExact = changes.every(({ effect }) => effect === 'equal')
      if (isExact) exact++
      for (let sample = 0; sample < 12; sample++) {
        const made = attempt(() => instanceOf(sources['Pet']!, (ref) => own(sources, tokensOf(ref)?.[2] ?? ''), random)) ?? null
        const instance = sample % 2 === 0 ? made : mutated(made, random)
        const [was, is] = [attempt(() => accepts(instance)), attempt(() => acceptsNow(instance))]
        if (was === undefined || is === undefined) continue
        instances++
        if (was) accepted++
        if (was === is || (is && !isExact)) continue
        findings.push(
          `round ${round}: ${was ? 'accepted' : 'rejected'} before: ${JSON.stringify(instance)}\n  ${JSON.stringify(schemas)}\n  ${JSON.stringify(own(own(converted, 'components'), 'schemas'))}`,
        )
        break
      }
    }
    expect(findings.toSorted((a, b) => a.length - b.length).slice(0, 4)).toEqual([])
    expect(instances).toBeGreaterThan(rounds * 5)
    expect(exact).toBeGreaterThan(rounds * 0.1)
    expect(accepted).toBeGreaterThan(instances * 0.1)
  })
})
