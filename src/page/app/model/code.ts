import { visible } from './visible.ts'

/** The text of a slice as lines with colours, and where its parts begin. */
export interface Code {
  readonly lines: readonly string[]
  readonly format: 'yaml' | 'json'
  /** By line: the column that a block of text must be indented beyond to go on; -1 outside of such blocks. */
  readonly blocks: Int32Array
  /** By pointer (`#/components/schemas/User`): the line where it begins. Three levels, which is where components are. */
  readonly places: ReadonlyMap<string, number>
  /** Characters of the longest line, as far as lines are shown. */
  readonly width: number
}

/** Longer lines are cut: nobody reads them, and one of a megabyte would stop the browser. */
export const MAX_LINE = 2_000

export type TokenType = 'key' | 'string' | 'number' | 'word' | 'mark' | 'ref' | 'text'

export interface Token {
  readonly type: TokenType
  readonly text: string
  /** Where a reference leads. */
  readonly target?: string
}

export function codeOf(text: string, format: 'yaml' | 'json'): Code {
  const lines = visible(text).split('\n')
  if (lines.at(-1) === '') lines.pop()
  const blocks = format === 'yaml' ? blocksOf(lines) : new Int32Array(lines.length).fill(-1)
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0)
  return { lines, format, blocks, places: placesOf(lines, format, blocks), width: Math.min(width, MAX_LINE) }
}

/** A key, or the dashes of items, and what they introduce: a literal block, or a quoted text of several lines. */
const BLOCK = /^(\s*(?:- )*)(?:.*:\s|- ?)?(?:[|>][-+]?\d?[-+]?|".*\\)$/

/** Which lines are the text of literal blocks (YAML 1.2.2 §8.1), or go on in quotes. */
function blocksOf(lines: readonly string[]): Int32Array {
  const blocks = new Int32Array(lines.length).fill(-1)
  let base = -1
  for (const [index, line] of lines.entries()) {
    const indent = line.search(/\S/)
    if (base !== -1 && (indent === -1 || indent > base)) {
      blocks[index] = base
      continue
    }
    base = -1
    const [, before] = BLOCK.exec(line) ?? []
    if (before !== undefined) base = /:\s(?:[|>][^:]*|".*\\)$/.test(line) ? before.length : before.length - 2
  }
  return blocks
}

/** Keys of the three outermost levels. Slices are indented by two spaces a level. */
function placesOf(lines: readonly string[], format: 'yaml' | 'json', blocks: Int32Array): Map<string, number> {
  const places = new Map<string, number>()
  const path: string[] = []
  const offset = format === 'json' ? 1 : 0
  for (const [index, line] of lines.entries()) {
    if (blocks[index] !== -1) continue
    const indent = line.search(/\S/)
    const level = indent / 2 - offset
    if (level < 0 || level > 2 || !Number.isInteger(level)) continue
    const key = keyOf(line.slice(indent))
    if (key === undefined) continue
    path.length = level
    path[level] = key.replaceAll('~', '~0').replaceAll('/', '~1')
    places.set(`#/${path.join('/')}`, index)
  }
  return places
}

const KEY = /^("(?:\\.|[^"\\])*"|'(?:''|[^'])*'|[^\s"'#[\]{}&*!|>%@`-][^#]*?|-[^\s#][^#]*?)\s*:(?=\s|$)/

function keyOf(text: string): string | undefined {
  const written = KEY.exec(text)?.[1]
  return written === undefined ? undefined : unquoted(written)
}

function unquoted(written: string): string {
  if (written.startsWith("'")) return written.slice(1, -1).replaceAll("''", "'")
  if (!written.startsWith('"')) return written
  try {
    return String(JSON.parse(written))
  } catch {
    return written
  }
}

/** The colours of one line. */
export function tokensOf({ lines, blocks, format }: Code, index: number): Token[] {
  const line = lines[index]!.slice(0, MAX_LINE)
  if (blocks[index] !== -1) return [{ type: 'string', text: line }]
  return format === 'json' ? jsonTokens(line) : yamlTokens(line)
}

const JSON_TOKEN = /("(?:\\.|[^"\\])*"?)(\s*:)?|(-?\d[\d.eE+-]*)|(true|false|null)|([{}[\],:]+)|(\s+)|([^\s"{}[\],:]+)/g

function jsonTokens(line: string): Token[] {
  const tokens: Token[] = []
  let isRef = false
  for (const [text, quoted, colon, digits, word, mark] of line.matchAll(JSON_TOKEN)) {
    if (quoted !== undefined && colon !== undefined) {
      tokens.push({ type: 'key', text: quoted }, { type: 'mark', text: colon })
      isRef = quoted === '"$ref"'
    } else if (quoted !== undefined) tokens.push(isRef ? reference(quoted) : { type: 'string', text })
    else tokens.push({ type: digits ? 'number' : word ? 'word' : mark ? 'mark' : 'text', text })
  }
  return tokens
}

function yamlTokens(line: string): Token[] {
  if (line.startsWith('#')) return [{ type: 'text', text: line }]
  const lead = /^\s*(?:- +)*(?:-$)?/.exec(line)![0]
  const tokens: Token[] = lead === '' ? [] : [{ type: 'mark', text: lead }]
  const rest = line.slice(lead.length)
  const key = KEY.exec(rest)
  if (!key) return rest === '' ? tokens : [...tokens, yamlValue(rest, false)]
  const written = key[1]!
  const after = /^\s*:\s*/.exec(rest.slice(written.length))![0]
  tokens.push({ type: 'key', text: written }, { type: 'mark', text: after })
  const value = rest.slice(written.length + after.length)
  return value === '' ? tokens : [...tokens, yamlValue(value, written === '$ref')]
}

function yamlValue(value: string, isRef: boolean): Token {
  if (isRef) return reference(value)
  if (/^(?:[-+]?(?:\d[\d_]*)(?:\.\d*)?(?:e[-+]?\d+)?|[-+]?\.(?:inf|nan))$/i.test(value)) return { type: 'number', text: value }
  if (/^(?:true|false|null|~)$/.test(value)) return { type: 'word', text: value }
  return { type: /^(?:[|>][-+]?\d?[-+]?|\[\]|\{\})$/.test(value) ? 'mark' : 'string', text: value }
}

function reference(text: string): Token {
  const target = unquoted(text)
  return target.startsWith('#/') ? { type: 'ref', text, target: decodedPointer(target) } : { type: 'string', text }
}

/** References are URIs; the places are not. */
function decodedPointer(target: string): string {
  try {
    return decodeURIComponent(target)
  } catch {
    return target
  }
}

/** The lines that hold a text, ignoring case. */
export function linesWith({ lines }: Code, text: string): number[] {
  const wanted = text.toLowerCase()
  if (wanted === '') return []
  const found: number[] = []
  for (const [index, line] of lines.entries()) if (line.toLowerCase().includes(wanted)) found.push(index)
  return found
}
