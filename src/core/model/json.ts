/** Plain JSON data, as parsed from YAML or JSON, and the few questions asked about it everywhere. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Array.isArray does not narrow a readonly array type; this does. */
export const isArray = (value: unknown): value is readonly Json[] => Array.isArray(value)

export const isContainer = (value: unknown): value is JsonObject | readonly Json[] => typeof value === 'object' && value !== null

/**
 * Every object and list of a value, each once, however many places have it. Not for whole documents in every run: there a
 * loop of one's own takes half the time.
 */
export function* containersIn(root: Json): Generator<JsonObject | readonly Json[]> {
  const seen = new Set<object>()
  const pending: Json[] = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isContainer(node) || seen.has(node)) continue
    seen.add(node)
    yield node
    for (const child of Object.values(node) as Json[]) if (isContainer(child)) pending.push(child)
  }
}

/** The own value of a key: never something of Object.prototype. */
export function own(value: unknown, key: string): Json | undefined {
  return isContainer(value) && Object.hasOwn(value, key) ? (value as JsonObject)[key] : undefined
}

/** The value that the tokens of a pointer lead to. */
export const valueAt = (root: Json | undefined, tokens: readonly string[]): Json | undefined =>
  tokens.reduce<Json | undefined>((value, token) => own(value, token), root)

/** What stands in an object; nothing for anything else. */
export const valuesIn = (value: Json | undefined): Json[] => (isObject(value) ? Object.values(value) : [])

/** The string under a key, if it is one. */
export function text(value: unknown, key: string): string | undefined {
  const found = own(value, key)
  return typeof found === 'string' ? found : undefined
}

/** The `$ref` of an object, if it has one that is a string: a property merely named `$ref` holds an object. */
export function refOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined
  // Asked of nearly every object, most of which have none.
  const ref = value['$ref']
  return typeof ref === 'string' && Object.hasOwn(value, '$ref') ? ref : undefined
}

/** Calls for every `$ref` that is a string, wherever it stands, data included; for some more than once. */
export function eachRef(root: Json, visit: (ref: string) => void, seen?: Set<object>): void {
  const pending: Json[] = [root]
  let count = 0
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isContainer(node) || seen?.has(node)) continue
    seen?.add(node)
    for (const key in node) {
      // Only where YAML aliases may multiply is it worth remembering what was seen.
      if (++count > MAX_PLAIN && !seen) return eachRef(root, visit, new Set())
      const child = (node as Record<string, Json>)[key]!
      if (isContainer(child)) pending.push(child)
      else if (key === '$ref' && typeof child === 'string') visit(child)
    }
  }
}

/** The same for a value of which there is the text that `JSON.stringify` makes of it: an eighth of the time. */
export function eachRefIn(json: string, visit: (ref: string) => void): void {
  for (let at = json.indexOf(REF); at !== -1; at = json.indexOf(REF, at)) {
    const open = at - 1
    at += REF.length
    // The end of a longer name begins with an escape, and so does whatever looks like this in a text.
    if (json[open] !== '"' || json[open - 1] === '\\') continue
    const ref = json.slice(at, json.indexOf('"', at))
    visit(ref.includes('\\') ? (JSON.parse(stringAt(json, at - 1)) as string) : ref)
  }
}

/** Without the first quotation mark, of which there are many, for the search looks for its first character. */
const REF = '$ref":"'

/** A string with its quotation marks, from where it begins. */
function stringAt(json: string, from: number): string {
  STRING.lastIndex = from
  return STRING.exec(json)![0]
}

const STRING = /"(?:[^"\\]|\\.)*"/y

/** Keys and items that are looked at before what was seen is remembered. */
const MAX_PLAIN = 100_000

/** Sets a key as plain data, `__proto__` included. */
export function put(target: object, key: string, value: unknown): void {
  if (key !== '__proto__') (target as Record<string, unknown>)[key] = value
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}

/** A copy of an object, one level deep. */
export function copyOf(object: JsonObject): Record<string, Json> {
  const copy: Record<string, Json> = {}
  for (const key of Object.keys(object)) put(copy, key, object[key])
  return copy
}
