import { isArray, isObject, type Json, type JsonObject, own, refOf } from '../../src/core/model/json.ts'

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

type Random = () => number
const pick = <Item>(random: Random, items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!

/** Deeper than this an instance has only what it must have. */
const MAX_DEPTH = 5
const STRINGS = [
  '',
  'a',
  'abc',
  '2024-01-01',
  '2024-01-01T00:00:00Z',
  'https://example.com/a',
  'user@example.com',
  '1234567890',
  '123e4567-e89b-12d3-a456-426614174000',
]

/** Instances that a schema in the words of JSON Schema mostly accepts; `resolve` gives what a reference leads to. */
export function instanceOf(schema: Json, resolve: (ref: string) => Json | undefined, random: Random, depth = 0): Json {
  if (!isObject(schema) || depth > 12) return pick(random, [null, true, 1, 'a', {}])
  const ref = refOf(schema)
  if (ref !== undefined && Object.keys(schema).length === 1) return instanceOf(resolve(ref) ?? true, resolve, random, depth + 0.5)
  if (own(schema, 'const') !== undefined) return own(schema, 'const')!
  const values = own(schema, 'enum')
  if (isArray(values) && values.length > 0) return pick(random, values)
  const parts: Json[] = []
  if (ref !== undefined) parts.push(resolve(ref) ?? true)
  for (const key of ['anyOf', 'oneOf']) {
    const choices = own(schema, key)
    if (isArray(choices) && choices.length > 0) parts.push(pick(random, choices))
  }
  const all = own(schema, 'allOf')
  if (isArray(all)) parts.push(...all)
  const made = parts.map((part) => instanceOf(part, resolve, random, depth + 0.5))
  const mine = own(schema, 'type') === undefined && !Object.hasOwn(schema, 'properties') ? undefined : plain(schema, resolve, random, depth)
  return merged([...made, ...(mine === undefined ? [] : [mine])]) ?? pick(random, [null, 'a', 1, {}])
}

function merged(values: readonly Json[]): Json | undefined {
  if (values.length > 1 && values.every(isObject)) return Object.assign({}, ...values) as JsonObject
  return values[0]
}

function plain(schema: JsonObject, resolve: (ref: string) => Json | undefined, random: Random, depth: number): Json {
  const types = own(schema, 'type')
  const type = isArray(types) ? pick(random, types) : (types ?? 'object')
  if (type === 'null') return null
  if (type === 'boolean') return random() < 0.5
  if (type === 'integer' || type === 'number') return numberOf(schema, random)
  if (type === 'string') return stringOf(schema, random)
  if (type === 'array') return arrayOf(schema, resolve, random, depth)
  return objectOf(schema, resolve, random, depth)
}

function numberOf(schema: JsonObject, random: Random): number {
  const limits = ['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum']
    .map((key) => own(schema, key))
    .filter((value) => typeof value === 'number')
  // The limits themselves and their neighbours are where conversions go wrong.
  if (limits.length > 0) return pick(random, limits) + pick(random, [0, 0, 1, -1])
  return pick(random, [0, 1, -1, 7, 100, 1234567])
}

function stringOf(schema: JsonObject, random: Random): string {
  const text = pick(random, STRINGS)
  const [least, most] = [own(schema, 'minLength'), own(schema, 'maxLength')]
  const longer = typeof least === 'number' && least < 10_000 ? text.padEnd(least, 'x') : text
  return typeof most === 'number' ? longer.slice(0, most) : longer
}

function arrayOf(schema: JsonObject, resolve: (ref: string) => Json | undefined, random: Random, depth: number): Json[] {
  const least = Math.min(Number(own(schema, 'minItems') ?? 0), 20)
  const length = depth > MAX_DEPTH ? least : least + Math.floor(random() * 2)
  const prefix = own(schema, 'prefixItems')
  const items: Json[] = []
  for (let index = 0; index < length; index++) {
    const item = isArray(prefix) && index < prefix.length ? prefix[index]! : (own(schema, 'items') ?? true)
    items.push(instanceOf(item, resolve, random, depth + 1))
  }
  return items
}

function objectOf(schema: JsonObject, resolve: (ref: string) => Json | undefined, random: Random, depth: number): JsonObject {
  const properties = own(schema, 'properties')
  const required = own(schema, 'required')
  const result: Record<string, Json> = {}
  for (const [name, property] of isObject(properties) ? Object.entries(properties) : []) {
    const isNeeded = isArray(required) && required.includes(name)
    if (isNeeded || (depth <= MAX_DEPTH && random() < 0.4)) result[name] = instanceOf(property, resolve, random, depth + 1)
  }
  const patterns = own(schema, 'patternProperties')
  for (const [pattern, property] of isObject(patterns) ? Object.entries(patterns) : []) {
    if (random() < 0.5) result[pattern.replace(/[^a-z-]/gi, '')] = instanceOf(property, resolve, random, depth + 1)
  }
  const rest = own(schema, 'additionalProperties')
  if (isObject(rest) && random() < 0.6) result['extra'] = instanceOf(rest, resolve, random, depth + 1)
  return result
}

const OTHERS: readonly Json[] = [null, true, 0, -1, 1.5, '', 'other', [], {}, [null], { extra: null }]

/** The same instance with one place changed: another value, a field less, a field more. */
export function mutated(instance: Json, random: Random): Json {
  if ((isObject(instance) || isArray(instance)) && random() < 0.8) {
    const keys = Object.keys(instance)
    if (keys.length > 0) return mutatedInside(instance, pick(random, keys), random)
  }
  return pick(random, OTHERS)
}

function mutatedInside(instance: JsonObject | readonly Json[], key: string, random: Random): Json {
  const value = (instance as JsonObject)[key]!
  if (isArray(instance)) return instance.map((item, index) => (String(index) === key ? mutated(item, random) : item))
  if (random() < 0.2) return Object.fromEntries(Object.entries(instance).filter(([name]) => name !== key))
  if (random() < 0.1) return { ...instance, unknown: pick(random, OTHERS) }
  return { ...instance, [key]: mutated(value, random) }
}
