import { isArray, isContainer, type Json } from '../model/json.ts'
import { BACKSLASH, COLON, HASH, QUOTE } from '../machine/codes.ts'
import { skipSpace } from './locate-json.ts'

/**
 * Whether a reference in a text in JSON leads out of its document, which is told in a quarter of the time that a look at
 * all values takes.
 *
 * @returns undefined where escapes could hide a key (RFC 8259 §7), and where there is more to say
 */
export function leadsOutByText(json: Buffer): boolean | undefined {
  if (json.includes('\\u00')) return undefined
  for (let at = json.indexOf(KEY); at !== -1; at = json.indexOf(KEY, at + KEY.length)) {
    // Behind the value of another key there is no colon, and the end of a longer key begins with an escape.
    let next = skipSpace(json, at + KEY.length)
    if (json[at - 1] !== QUOTE || json[at - 2] === BACKSLASH || json[next] !== COLON) continue
    next = skipSpace(json, next + 1)
    const first = json[next + 1]
    if (json[next] === QUOTE && first !== HASH && first !== QUOTE) return true
    if (json.toString('latin1', next, next + 4) === '"#/"') return undefined
  }
  return false
}

/** Without the first quotation mark, of which there are many, for the search looks for its first character. */
const KEY = '$ref"'

/** What the references of a document are. */
export interface Leads {
  /** Whether any leads out of it. */
  isOut: boolean
  /** Whether any names a field without a name; not looked for where one leads out. */
  isOdd: boolean
}

/**
 * Whether any `$ref` in a document leads out of it.
 *
 * @param most objects and lists that its text can hold: where there are more, YAML aliases multiply, and what was seen is remembered
 */
export function leadsOut(root: Json, most: number, seen?: Set<object>): Leads {
  let isOdd = false
  const pending: Json[] = [root]
  let count = 0
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isContainer(node) || seen?.has(node)) continue
    seen?.add(node)
    if (++count > most && !seen) return leadsOut(root, most, new Set())
    if (isArray(node)) {
      for (const item of node) if (isContainer(item)) pending.push(item)
      continue
    }
    for (const key of Object.keys(node)) {
      const value = node[key]!
      if (isContainer(value)) pending.push(value)
      else if (typeof value === 'string' && key === '$ref') {
        if (value !== '' && !value.startsWith('#')) return { isOut: true, isOdd }
        isOdd ||= value === '#/'
      }
    }
  }
  return { isOut: false, isOdd }
}
