const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const ONE = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const TWO = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 })

export const number = (value: number): string => NUMBER.format(value)

/** `1 endpoint`, `2 endpoints`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${number(count)} ${count === 1 ? one : many}`

/** As the index counts: a kB has 1024 bytes. */
export function size(bytes: number): string {
  if (bytes < 1_000) return `${number(bytes)} B`
  if (bytes < 1_000 * 1024) return `${ONE.format(bytes / 1024)} kB`
  return `${ONE.format(bytes / 1024 / 1024)} MB`
}

/** Small shares keep two digits that mean something: `0.034 %`. */
export function percent(share: number): string {
  const value = share * 100
  if (value === 0 || value >= 99.95) return `${ONE.format(value)} %`
  return `${value < 1 ? TWO.format(value) : ONE.format(Math.min(value, 99.9))} %`
}

export const day = (iso: string): string => {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? iso : new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(date)
}

/** The kinds of component as words. */
export const kindName = (kind: string): string => KINDS[kind] ?? kind

const KINDS: Record<string, string> = {
  schemas: 'schema',
  definitions: 'schema',
  parameters: 'parameter',
  responses: 'response',
  requestBodies: 'request body',
  headers: 'header',
  examples: 'example',
  links: 'link',
  callbacks: 'callback',
  pathItems: 'path item',
  mediaTypes: 'media type',
  securitySchemes: 'security scheme',
  securityDefinitions: 'security scheme',
}

/** The class that gives a kind its colour; the operation and the frame of a slice have one too. */
export function kindClass(kind: string): string {
  if (kind === 'operation' || kind === 'frame') return `kind-${kind}`
  return `kind-${KINDS[kind]?.split(' ')[0] ?? 'other'}`
}

/** The class that gives a method its colour. */
export const methodClass = (method: string): string => (METHODS.has(method) ? `method-${method.toLowerCase()}` : 'method-other')

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'])
