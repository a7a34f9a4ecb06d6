/**
 * The judge's own picture of JSON and YAML data. Objects are maps, so that the order of
 * the source, integer-like keys and names such as `__proto__` all survive.
 */
import { Numeric } from './numeric.ts'

export type Value = string | boolean | null | Numeric | Value[] | Dict

export interface Dict extends Map<string, Value> {}

export const isDict = (value: Value | undefined): value is Dict => value instanceof Map

export const isList = (value: Value | undefined): value is Value[] => Array.isArray(value)

/** The text of a scalar as a reader would print it: an operationId of -1 is the text "-1". */
export function scalarText(value: Value | undefined): string {
  if (value instanceof Numeric) return value.source
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : ''
}

/** Children of a list or an object with their names; nothing for scalars. */
export function entriesOf(value: Value): Iterable<[string, Value]> {
  if (isDict(value)) return value
  return isList(value) ? value.map((item, index): [string, Value] => [String(index), item]) : []
}

/** A `$ref` is a reference only when its value is a string: a property may be named `$ref`. */
export function refOf(value: Value | undefined): string | undefined {
  if (!isDict(value)) return undefined
  const ref = value.get('$ref')
  return typeof ref === 'string' ? ref : undefined
}

export function without(value: Dict, ...keys: string[]): Dict {
  return new Map([...value].filter(([key]) => !keys.includes(key)))
}

/** JavaScript moves such keys to the front of an object, so their order is not judged. */
const isArrayIndex = (key: string): boolean => /^(0|[1-9]\d{0,9})$/.test(key) && Number(key) < 4_294_967_295

/** True if both objects name their keys in the same order, integer-like keys left aside. */
export function sameOrder(a: Dict, b: Dict): boolean {
  const left = [...a.keys()].filter((key) => !isArrayIndex(key))
  const right = [...b.keys()].filter((key) => !isArrayIndex(key))
  return left.length === right.length && left.every((key, index) => key === right[index])
}

const sameScalar = (a: Value, b: Value): boolean => (a instanceof Numeric && b instanceof Numeric ? a.exact === b.exact : a === b)

/** Exact equality of data, numbers by value and keys by order; the stack is explicit. */
export function sameData(first: Value, second: Value): boolean {
  const stack: [Value, Value][] = [[first, second]]
  for (let pair = stack.pop(); pair !== undefined; pair = stack.pop()) {
    const children = pairUp(pair[0], pair[1])
    if (children === undefined) return false
    for (const child of children) stack.push(child)
  }
  return true
}

function pairUp(a: Value, b: Value): [Value, Value][] | undefined {
  if (isList(a) && isList(b)) {
    return a.length === b.length ? a.map((item, index) => [item, b[index] as Value]) : undefined
  }
  if (isDict(a) && isDict(b)) return pairUpDicts(a, b)
  return !isList(a) && !isDict(a) && sameScalar(a, b) ? [] : undefined
}

function pairUpDicts(a: Dict, b: Dict): [Value, Value][] | undefined {
  if (a.size !== b.size || !sameOrder(a, b)) return undefined
  const pairs: [Value, Value][] = []
  for (const [key, value] of a) {
    const other = b.get(key)
    if (other === undefined) return undefined
    pairs.push([value, other])
  }
  return pairs
}

/** Plain JavaScript data as judged data; the generator and the tests speak plain objects. */
export function fromPlain(plain: unknown): Value {
  if (Array.isArray(plain)) return plain.map(fromPlain)
  if (plain === null || typeof plain === 'string' || typeof plain === 'boolean') return plain
  if (typeof plain === 'number') return new Numeric(Object.is(plain, -0) ? '-0' : String(plain))
  if (typeof plain === 'bigint') return new Numeric(String(plain))
  return new Map(Object.entries(plain as object).map(([key, value]) => [key, fromPlain(value)]))
}

/** The same as plain data, numbers as doubles. */
export function toPlain(value: Value): unknown {
  if (isList(value)) return value.map(toPlain)
  if (isDict(value)) return Object.fromEntries([...value].map(([key, child]) => [key, toPlain(child)]))
  return value instanceof Numeric ? Number(value.source) : value
}
