/** A legal name as near as possible to the given one. */
export const legalName = (name: string): string =>
  name
    .slice(0, MAX_NAME)
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'component'

/** Characters of names that are made here. Longer ones help nobody, and to look for what ends them would take long. */
const MAX_NAME = 200

/** Tokens that say nothing about what a pointer leads to. */
const NOISE = new Set(['paths', 'webhooks', 'components', 'responses', 'content', 'schema', 'properties', 'schemas'])

/** `['paths', '/b/{id}', 'get', 'responses', '200', 'content', 'application/json', 'schema']` → `b-id_get_200_application-json` */
export function hoistedName(tokens: readonly string[]): string {
  const telling = tokens.filter((token) => !NOISE.has(token))
  return (telling.length > 0 ? telling : tokens).map(legalName).join('_').slice(0, MAX_NAME) || 'component'
}

/** The name itself, or the first of `name-2`, `name-3` … that is not taken. Names are never given back. */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  let numbers = latest.get(taken)
  if (!numbers) latest.set(taken, (numbers = new Map()))
  let number = numbers.get(name) ?? 2
  while (taken.has(`${name}-${number}`)) number++
  numbers.set(name, number)
  return `${name}-${number}`
}

/** By set of names: where the search for the next one begins, as thousands may come down to the same. */
const latest = new WeakMap<ReadonlySet<string>, Map<string, number>>()
