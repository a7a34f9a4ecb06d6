import { closingOf, type CodeToken, stands, stepOf } from './code.ts'

/** Where a configuration begins. */
export interface ConfigObject {
  /** Position of its brace. */
  brace: number
  isCommonJs: boolean
}

/** Finds the object that a configuration exports. @returns undefined where it is not plain to see */
export function configObjectIn(tokens: readonly CodeToken[]): ConfigObject | undefined {
  const found = tokens.flatMap((_, at) => {
    if (stands(tokens, at, 'export', 'default')) return [{ at: at + 2, isCommonJs: false }]
    if (stands(tokens, at, 'module', '.', 'exports', '=')) return [{ at: at + 4, isCommonJs: true }]
    return []
  })
  const [only] = found
  if (!only || found.length > 1) return undefined
  const brace = braceAt(tokens, only.at, true)
  return brace === undefined ? undefined : { brace, isCommonJs: only.isCommonJs }
}

/** The brace of an object, whatever is around it: a call, parentheses, a function that returns it, or its name. */
function braceAt(tokens: readonly CodeToken[], at: number, mayBeNamed: boolean): number | undefined {
  const token = tokens[at]
  if (!token) return undefined
  if (token.value === '{') return at
  if (token.value === 'async') return braceAt(tokens, at + 1, false)
  if (token.value === '(') return inParentheses(tokens, at)
  if (token.type !== 'IdentifierName') return undefined
  if (token.value.startsWith('define') && stands(tokens, at + 1, '(')) return braceAt(tokens, at + 2, mayBeNamed)
  const isName = mayBeNamed && !stands(tokens, at + 1, '(') && !stands(tokens, at + 1, '.')
  return isName ? declared(tokens, token.value) : undefined
}

function inParentheses(tokens: readonly CodeToken[], at: number): number | undefined {
  const end = closingOf(tokens, at)
  if (end === undefined) return undefined
  if (!stands(tokens, end + 1, '=>')) return stands(tokens, at + 1, '{') ? at + 1 : undefined
  if (stands(tokens, end + 2, '(', '{')) return end + 3
  return stands(tokens, end + 2, '{') ? returned(tokens, end + 2) : undefined
}

/** The only object that a function returns. */
function returned(tokens: readonly CodeToken[], body: number): number | undefined {
  const end = closingOf(tokens, body) ?? body
  const returns = tokens.flatMap(({ value }, at) => (at > body && at < end && value === 'return' ? [at + 1] : []))
  return returns.length === 1 && stands(tokens, returns[0]!, '{') ? returns[0] : undefined
}

function declared(tokens: readonly CodeToken[], name: string): number | undefined {
  const declarations = tokens.flatMap((_, at) => (['const', 'let'].some((word) => stands(tokens, at, word, name)) ? [at + 2] : []))
  if (declarations.length !== 1) return undefined
  const equals = tokens.findIndex(({ value }, at) => at >= declarations[0]! && value === '=')
  return equals === -1 ? undefined : braceAt(tokens, equals + 1, false)
}

/** The value of a field of an object, by its position; `undefined` if there is no such field, `unclear` if it cannot be told. */
export function fieldOf(tokens: readonly CodeToken[], brace: number, name: string): number | undefined | 'unclear' {
  const end = closingOf(tokens, brace)
  if (end === undefined) return 'unclear'
  let found: number | undefined
  let depth = 0
  for (let at = brace; at < end; at++) {
    depth += stepOf(tokens[at]!)
    const isKey = depth === 1 && (at === brace || tokens[at]!.value === ',')
    if (!isKey) continue
    // What another object brings along may be, or replace, the field.
    if (stands(tokens, at + 1, '...')) return 'unclear'
    if (!isNamed(tokens[at + 1]!, name)) continue
    if (!stands(tokens, at + 2, ':')) return 'unclear'
    found = at + 3
  }
  return found
}

const isNamed = ({ value }: CodeToken, name: string): boolean => value === name || value === `'${name}'` || value === `"${name}"`
