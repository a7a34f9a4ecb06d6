import { dirname, resolve } from 'node:path'
import { decode } from '../model/pointer.ts'
import { isWeb, schemeOf } from '../options/allowed.ts'

/**
 * Where a reference leads: the absolute path of a file, or an address (RFC 3986 §5.2). What cannot be understood stays as
 * it is written.
 *
 * @param base the path or address of the file that it stands in
 */
export function addressOf(base: string, ref: string): string {
  const baseUrl = isWeb(base) ? base : undefined
  if (baseUrl !== undefined || isWeb(ref)) return URL.canParse(ref, baseUrl) ? new URL(ref, baseUrl).href : ref
  if (schemeOf(ref) !== undefined) return ref
  const path = decode(ref) ?? ref
  // Two slashes, of either kind, lead to another machine (RFC 3986 §4.2): Windows would ask it as soon as it is looked at.
  return /^[\\/]{2}/.test(path) ? `file:${path}` : resolve(dirname(base), path)
}
