/** What the option `allow` lists: folders, and origins such as `https://example.com`. */

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { SliceError } from '../problems.ts'

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

/**
 * A folder that is not there lets nothing be read, and what needs it would be refused with the advice to allow it.
 *
 * @throws SliceError `bad-option`
 */
export function checkAllowed(allow: readonly string[], cwd: string): void {
  const missing = foldersIn(allow).find((folder) => !existsSync(resolve(cwd, folder)))
  if (missing === undefined) return
  throw new SliceError(
    'bad-option',
    `There is no folder ${missing}, which the option “allow” names.`,
    'Check the spelling, and the folder that the path starts from.',
  )
}
