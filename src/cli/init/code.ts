import jsTokens from 'js-tokens'

/** A token of a program that means something, and where it stands. */
export interface CodeToken {
  type: string
  value: string
  start: number
  end: number
}

const SILENT = new Set(['WhiteSpace', 'LineTerminatorSequence', 'SingleLineComment', 'MultiLineComment', 'HashbangComment'])

/** The tokens of JavaScript or TypeScript, without spaces and comments. */
export function codeTokens(source: string): CodeToken[] {
  const tokens: CodeToken[] = []
  let start = 0
  for (const { type, value } of jsTokens(source)) {
    const end = start + value.length
    if (!SILENT.has(type)) tokens.push({ type, value, start, end })
    start = end
  }
  return tokens
}

const OPENING = new Set(['(', '[', '{'])
const CLOSING = new Set([')', ']', '}'])

/** How much deeper it is behind a token. */
export const stepOf = ({ type, value }: CodeToken): number =>
  type !== 'Punctuator' ? 0 : OPENING.has(value) ? 1 : CLOSING.has(value) ? -1 : 0

/** The position of the token that closes the one at a position; undefined if nothing does. */
export function closingOf(tokens: readonly CodeToken[], opening: number): number | undefined {
  let depth = 0
  for (let at = opening; at < tokens.length; at++) {
    depth += stepOf(tokens[at]!)
    if (depth === 0) return at
  }
  return undefined
}

/** Whether tokens with these texts stand at a position. */
export const stands = (tokens: readonly CodeToken[], at: number, ...values: readonly string[]): boolean =>
  values.every((value, index) => tokens[at + index]?.value === value)
