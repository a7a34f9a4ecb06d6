import { closingOf, type CodeToken, codeTokens, stands, stepOf } from './code.ts'
import { configObjectIn, fieldOf } from './config-object.ts'

/** A text to be put in, and where. */
interface Insertion {
  at: number
  text: string
}

/**
 * Adds the plugin to the configuration of a bundler, and leaves everything else as it is.
 *
 * @param module such as `unplugin-openapi-slice/vite`
 * @returns undefined where it is not plain to see how
 */
export function withPlugin(source: string, module: string): string | undefined {
  const tokens = codeTokens(source)
  const config = configObjectIn(tokens)
  if (!config) return undefined
  const name = tokens.some(({ value }) => value === 'Slices') ? 'OpenapiSlices' : 'Slices'
  const plugin = pluginInsertion(source, tokens, config.brace, `${name}()`)
  if (!plugin) return undefined
  const [later, earlier] = [plugin, importInsertion(source, tokens, { name, module, isCommonJs: config.isCommonJs })]
  const both = [later, earlier].toSorted((a, b) => b.at - a.at)
  return both.reduce((text, { at, text: added }) => text.slice(0, at) + added + text.slice(at), source)
}

function pluginInsertion(source: string, tokens: readonly CodeToken[], brace: number, call: string): Insertion | undefined {
  const list = fieldOf(tokens, brace, 'plugins')
  if (list === 'unclear' || (list !== undefined && !stands(tokens, list, '['))) return undefined
  if (list === undefined) return behind(source, tokens, brace, `plugins: [${call}]`)
  return behind(source, tokens, list, call)
}

/** As the first of what stands in brackets, in a line of its own where the others have one. */
function behind(source: string, tokens: readonly CodeToken[], opening: number, text: string): Insertion {
  const at = tokens[opening]!.end
  const next = tokens[opening + 1]!
  const isEmpty = next.value === ']' || next.value === '}'
  const lineBreak = /\r?\n/.exec(source.slice(at, next.start))?.[0]
  if (isEmpty) return { at, text: next.value === ']' ? text : ` ${text} ` }
  const gap = /^[ \t]*/.exec(source.slice(at))![0]
  if (lineBreak === undefined) return { at, text: gap === '' ? `${text}, ` : `${gap}${text},` }
  const indent = /[ \t]*$/.exec(source.slice(0, next.start))![0]
  return { at: endOfComment(source, at), text: `${lineBreak}${indent}${text},` }
}

/** A comment at the end of a line belongs to what it stands behind. */
const endOfComment = (source: string, at: number): number =>
  at + (/^[ \t]*(?:\/\/.*|\/\*[^*\r\n]*\*\/[ \t]*)(?=[\r\n]|$)/.exec(source.slice(at))?.[0].length ?? 0)

function importInsertion(
  source: string,
  tokens: readonly CodeToken[],
  { name, module, isCommonJs }: { name: string; module: string; isCommonJs: boolean },
): Insertion {
  const last = lastImport(tokens, isCommonJs)
  const sample = last?.text ?? tokens.find(({ type }) => type === 'StringLiteral')
  const quote = sample?.value[0] ?? "'"
  const lineBreak = source.includes('\r\n') ? '\r\n' : '\n'
  const semicolon = (last ? last.isTerminated : tokens.at(-1)?.value === ';') ? ';' : ''
  const from = `${quote}${module}${quote}`
  const line = isCommonJs ? `const ${name} = require(${from})${semicolon}` : `import ${name} from ${from}${semicolon}`
  if (last) return { at: endOfComment(source, last.end), text: `${lineBreak}${line}` }
  const at = source.startsWith('#!') ? source.indexOf('\n') + 1 : (directiveEnd(source, tokens) ?? 0)
  return at > 0 && source[at - 1] !== '\n' ? { at, text: `${lineBreak}${line}` } : { at, text: `${line}${lineBreak}${lineBreak}` }
}

/** The end of `'use strict'`, which has to stay the first. */
function directiveEnd(source: string, tokens: readonly CodeToken[]): number | undefined {
  const [first, second] = tokens
  if (first?.type !== 'StringLiteral') return undefined
  return endOfComment(source, second?.value === ';' ? second.end : first.end)
}

/** The text that the last import names, and where the import ends. */
function lastImport(
  tokens: readonly CodeToken[],
  isCommonJs: boolean,
): { text: CodeToken; end: number; isTerminated: boolean } | undefined {
  const endOf = isCommonJs ? requireEnd : importEnd
  let depth = 0
  let last: number | undefined
  for (const [at, token] of tokens.entries()) {
    if (depth === 0) last = endOf(tokens, at) ?? last
    depth += stepOf(token)
  }
  if (last === undefined) return undefined
  const end = stands(tokens, last + 1, 'with', '{') ? (closingOf(tokens, last + 2) ?? last) : last
  const isTerminated = stands(tokens, end + 1, ';')
  return { text: tokens[isCommonJs ? last - 1 : last]!, end: tokens[isTerminated ? end + 1 : end]!.end, isTerminated }
}

/** The bracket that ends `require('…')`, if it begins here. */
const requireEnd = (tokens: readonly CodeToken[], at: number): number | undefined =>
  stands(tokens, at, 'require', '(') && tokens[at + 2]?.type === 'StringLiteral' && stands(tokens, at + 3, ')') ? at + 3 : undefined

/** The text that an `import` ends with, if one begins here. */
function importEnd(tokens: readonly CodeToken[], at: number): number | undefined {
  if (tokens[at]!.value !== 'import' || stands(tokens, at + 1, '(') || stands(tokens, at + 1, '.')) return undefined
  const found = tokens.findIndex(({ type }, position) => position > at && type === 'StringLiteral')
  return found === -1 ? undefined : found
}
