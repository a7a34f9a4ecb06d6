/** The names that components may have (OAS 3.0.4 §4.7.7). */
export const isLegalName = (name: string): boolean => /^[A-Za-z0-9._-]+$/.test(name)

/** A legal name as near as possible to the given one. */
export const legalName = (name: string): string => name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^-+|-+$/g, '') || 'component'

/** Tokens that say nothing about what a pointer leads to. */
const NOISE = new Set(['paths', 'webhooks', 'components', 'responses', 'content', 'schema', 'properties', 'schemas'])

/** `['paths', '/b/{id}', 'get', 'responses', '200', 'content', 'application/json', 'schema']` → `b-id_get_200_application-json` */
export function hoistedName(tokens: readonly string[]): string {
  const telling = tokens.filter((token) => !NOISE.has(token))
  return (telling.length > 0 ? telling : tokens).map(legalName).join('_') || 'component'
}

/** The name itself, or the first of `name-2`, `name-3` … that is not taken. */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  for (let number = 2; ; number++) if (!taken.has(`${name}-${number}`)) return `${name}-${number}`
}
