/** Stands for the URI of a document that has none: no reference can name it. */
export const NOWHERE = 'openapi-document:/'

/** A URI resolved against a base, without its fragment. */
export function absolute(uri: string, base: string): string | undefined {
  const url = URL.canParse(uri, base) ? new URL(uri, base) : undefined
  if (!url) return undefined
  url.hash = ''
  return url.href
}
