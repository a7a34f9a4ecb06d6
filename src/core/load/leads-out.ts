import { isArray, isContainer, type Json } from '../model/json.ts'

/**
 * Whether a reference in a text in JSON leads out of its document, which is told in a tenth of the time that a look at all
 * values takes.
 *
 * @returns undefined where escapes could hide a key (RFC 8259 §7)
 */
export function leadsOutByText(json: Buffer): boolean | undefined {
  if (json.includes('\\u00')) return undefined
  for (let at = json.indexOf(KEY); at !== -1; at = json.indexOf(KEY, at + KEY.length)) {
    // Behind the value of another key there is no colon, and the end of a longer key begins with an escape.
    let next = behindSpace(json, at + KEY.length)
    if (json[at - 1] !== QUOTE || json[at - 2] === BACKSLASH || json[next] !== COLON) continue
    next = behindSpace(json, next + 1)
    const isEmpty = json[next + 1] === QUOTE
    if (json[next] === QUOTE && json[next + 1] !== HASH && !isEmpty) return true
  }
  return false
}

function behindSpace(json: Buffer, start: number): number {
  let at = start
  while (json[at] === 32 || (json[at]! >= 9 && json[at]! <= 13)) at++
  return at
}

/** Without the first quotation mark, of which there are many, for the search looks for its first character. */
const KEY = '$ref"'
const BACKSLASH = 92
const QUOTE = 34
const HASH = 35
const COLON = 58

/**
 * Whether any `$ref` in a document leads out of it.
 *
 * @param most objects and lists that its text can hold: where there are more, YAML aliases multiply, and what was seen is remembered
 */
export function leadsOut(root: Json, most: number, seen?: Set<object>): boolean {
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
      else if (typeof value === 'string' && key === '$ref' && value !== '' && !value.startsWith('#')) return true
    }
  }
  return false
}
