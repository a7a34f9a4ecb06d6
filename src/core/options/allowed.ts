/** What the option `allow` lists: folders, and origins such as `https://example.com`. */

/** One letter before the colon is a drive of Windows. */
const SCHEME = /^[a-z][a-z\d+.-]+:/i

/** The scheme of an address, without its colon and in small letters. */
export const schemeOf = (address: string): string | undefined => SCHEME.exec(address)?.[0].slice(0, -1).toLowerCase()

/** Whether an address is one of the web, which alone can be fetched. */
export const isWeb = (address: string): boolean => /^https?:/i.test(address)

/** An origin and nothing else: a path behind it, or a pattern, would promise what is not kept. */
function isOrigin(entry: string): boolean {
  if (!isWeb(entry) || entry.includes('*') || !URL.canParse(entry)) return false
  const { href, origin } = new URL(entry)
  return href === `${origin}/`
}

export const isAllowable = (entry: string): boolean => schemeOf(entry) === undefined || isOrigin(entry)

/** Whether anything of the network may be read, which changes without a word. */
export const allowsNetwork = (allow: readonly string[]): boolean => allow.some(isWeb)

export const originsIn = (allow: readonly string[]): string[] => allow.filter(isWeb).map((entry) => new URL(entry).origin)

export const foldersIn = (allow: readonly string[]): string[] => allow.filter((entry) => !isWeb(entry))
