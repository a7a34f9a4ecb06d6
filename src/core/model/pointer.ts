/** JSON Pointers as URI fragments (RFC 6901 §6). */

export const escapeToken = (token: string): string => token.replaceAll('~', '~0').replaceAll('/', '~1')

/** `['paths', '/a', 'get']` → `#/paths/~1a/get`; readable, so only `%` is percent-encoded. */
export const pointerOf = (tokens: readonly string[]): string => tokens.reduce(childPointer, '#')

/** One more token behind a pointer. */
export const childPointer = (pointer: string, token: string): string => `${pointer}/${escapeToken(token).replaceAll('%', '%25')}`

/**
 * The tokens of a fragment: percent-decoded first, then `~1`, then `~0` (RFC 6901 §6 and §4).
 * Undefined if the fragment is a plain name (an anchor) or badly encoded.
 */
export function tokensOf(fragment: string): string[] | undefined {
  const encoded = fragment.startsWith('#') ? fragment.slice(1) : fragment
  if (encoded === '') return []
  const pointer = decode(encoded)
  if (!pointer?.startsWith('/')) return undefined
  const tokens = pointer.slice(1).split('/')
  return pointer.includes('~') ? tokens.map(unescapeToken) : tokens
}

/** Without percent-decoding: the tokens of a pointer that is no fragment. */
export const unescapeToken = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~')

export function decode(encoded: string): string | undefined {
  if (!encoded.includes('%')) return encoded
  try {
    return decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}

/** A token written into a URI fragment: what a fragment may not hold is percent-encoded (RFC 3986 §3.5). */
export const fragmentToken = (token: string): string => escapeToken(token).replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/?]/gu, encode)

/** Half of a surrogate pair has no encoding; it is left as it is. */
function encode(character: string): string {
  try {
    return encodeURIComponent(character)
  } catch {
    return character
  }
}
