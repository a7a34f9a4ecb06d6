/**
 * YAML in all the ways in which people and printers write it, and some in which nobody should: every style of scalar,
 * flow and block, anchors and merges, comments and empty lines anywhere, indentation that is sometimes wrong. Much of it
 * is valid, none of it has to be.
 */
import fc, { type GeneratorValue } from 'fast-check'

const SCALARS = [
  ...[
    'a',
    'foo',
    'x y',
    'true',
    'null',
    '~',
    '12',
    '0.5',
    '1e400',
    '-0',
    '08',
    '.5',
    '+1',
    '0x1F',
    '404',
    '2024-01-01',
    '12345678901234567890',
  ],
  ...[
    "it's",
    'say "hi"',
    'a: b',
    '# no',
    'b #c',
    'b#c',
    'end ',
    ' lead',
    'tab\tin',
    'é',
    '😀',
    '\u2028',
    '\ufeff',
    'a,b',
    'a:b',
    'a\\',
    '\\n',
  ],
  ...[
    'line one\nline two',
    'p1\n\np2',
    'trail\n',
    'two\n\n\nend\n\n',
    '  indented\nless',
    'more\n  in\nout',
    '\n',
    ' \n x',
    'x\n ',
    'a\n\tb',
  ],
  ...[
    '- dash',
    '? q',
    '*x',
    '&y',
    '[z',
    '{',
    '',
    '<<',
    '__proto__',
    '...',
    '---',
    '%',
    '!',
    'long text that goes on and on, to be folded here',
  ],
]
const KEYS = [
  'a',
  'b',
  'c',
  '200',
  '404',
  '1',
  '08',
  'foo bar',
  '$ref',
  'null',
  '~',
  'true',
  '__proto__',
  'constructor',
  '<<',
  'k: v',
  'é',
  '"q"',
]
/** What may stand anywhere, by mistake or not. */
const TOKENS = [
  ...[
    ' ',
    '  ',
    '\n',
    '\n  ',
    '\n ',
    '\n\n',
    '\n    ',
    '\t',
    '\r\n',
    '\r',
    '- ',
    '-',
    ': ',
    ':',
    ':\n',
    '? ',
    '"',
    "'",
    '#',
    ' #',
    '\n# c\n',
  ],
  ...[
    'a',
    'b: ',
    '\nc: ',
    '\n  d: ',
    '\n- ',
    '\n  - ',
    '&a ',
    '*a',
    '<<: ',
    '{',
    '}',
    '[',
    ']',
    ',',
    ', ',
    '{}',
    '[]',
    '""',
    "''",
    '|',
    '>',
  ],
  ...['|-\n', '>+\n', '|2\n', '\\', '\\n', '\\ ', '\\\n', '\\x41', '\\u00e9', '~', '1', '200', '---', '...', '%', '@', '!', '!!str ', '`'],
  ...['\u00e9', '😀', '\ufeff', '\u0000', '\u0085', '\u2028', '\u007f', '__proto__: '],
]

const constantFrom = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom(...values)
const below = (count: number): fc.Arbitrary<number> => fc.nat(count - 1)

/** Tokens in any order, behind a beginning that makes sense. */
export function arbitraryTokens(g: GeneratorValue): string {
  const begin = g(
    constantFrom,
    '',
    'a: ',
    'a:\n  ',
    '- ',
    'k: |\n  ',
    'k: >\n  ',
    'k: "',
    "k: '",
    'k: {',
    'k: [',
    '- &a x\n- ',
    'k: x\n  ',
    '? ',
    '---\n',
  )
  return begin + Array.from({ length: g(below, 12) }, () => g(constantFrom, ...TOKENS)).join('')
}

/** A text that was changed here and there. */
export function mutated(g: GeneratorValue, text: string): string {
  let changed = text
  const shifted = (line: string) => line.slice(0, -1 - g(below, 2)) + ' '.repeat(g(below, 3))
  for (let count = g(below, 4); count > 0; count--) {
    const at = g(below, changed.length + 1)
    const kind = g(below, 3)
    if (kind === 0) changed = changed.slice(0, at) + g(constantFrom, ...TOKENS) + changed.slice(at)
    else if (kind === 1) changed = changed.slice(0, at) + changed.slice(at + 1 + g(below, 3))
    else changed = changed.slice(0, at) + changed.slice(at).replace(/\n */, shifted)
  }
  return changed
}

export function arbitraryYaml(g: GeneratorValue): string {
  return new Writer(g).document()
}

class Writer {
  readonly #g: GeneratorValue
  readonly #anchors: string[] = []

  constructor(g: GeneratorValue) {
    this.#g = g
  }

  document(): string {
    const begin = this.#pick('', '', '', '', '---\n', '# c\n---\n', '--- # x\n', '\n', '# c\n', '--- ', '%YAML 1.2\n---\n')
    const body = this.#chance(5)
      ? this.#flow(0, 0) + this.#endOfLine()
      : this.#chance(3)
        ? this.#list(0, 0)
        : this.#map(0, this.#chance(6) ? 1 : 0)
    const end = this.#pick('', '', '', '', '', '...\n', '---\n', '# end', '  ', '\t', '\n')
    const text = begin + (this.#chance(5) ? body.replace(/\n+$/, '') : body) + end
    return this.#chance(6) ? text.replaceAll('\n', '\r\n') : text
  }

  #node(depth: number, indent: number): string {
    const kind = this.#below(10)
    if (depth > 3 || kind < 4) return ` ${this.#anchor()}${this.#scalar(indent)}${this.#endOfLine()}`
    if (kind === 4) return ` ${this.#anchor()}${this.#flow(0, indent)}${this.#endOfLine()}`
    const begin = (this.#chance(5) ? ` ${this.#anchor().trim()}` : '') + this.#endOfLine()
    if (kind === 5) return begin
    const inner = this.#chance(20) ? Math.max(0, indent - this.#below(3)) : indent + this.#below(3)
    return begin + (kind < 8 ? this.#map(depth + 1, inner) : this.#list(depth + 1, this.#chance(3) ? Math.max(0, inner - 2) : inner))
  }

  #map(depth: number, indent: number): string {
    const spaces = ' '.repeat(indent)
    const entry = () => {
      if (this.#chance(12) && this.#anchors.length > 0) {
        const alias = this.#pick('*', '[*') + this.#pick(...this.#anchors) + this.#pick('', ']', ', {z: 1}]')
        return `${spaces}<<: ${alias}${this.#endOfLine()}`
      }
      const value = this.#node(depth, indent + 1 + this.#below(2))
      if (this.#chance(20)) return `${spaces}? ${this.#scalar(indent + 2)}${this.#endOfLine()}${spaces}:${value}`
      return `${spaces}${this.#key()}${this.#pick(':', ':', ':', ' :')}${value}`
    }
    return Array.from({ length: 1 + this.#below(3) }, entry).join('')
  }

  #list(depth: number, indent: number): string {
    const spaces = ' '.repeat(indent)
    const item = () => {
      const kind = this.#below(4)
      if (kind > 1) return `${spaces}-${this.#node(depth, indent + 1 + this.#below(2))}`
      const inner = kind === 0 ? this.#map(depth + 1, indent + 2) : this.#list(depth + 1, indent + 2)
      return `${spaces}- ${inner.slice(indent + 2)}`
    }
    return Array.from({ length: 1 + this.#below(3) }, item).join('')
  }

  #flow(depth: number, indent: number): string {
    if (depth > 2 || this.#chance(3)) return this.#scalar(indent, true)
    const isMap = this.#chance(2)
    const break_ = `\n${' '.repeat(indent + this.#below(2))}`
    const space = () => this.#pick('', ' ', ' ', break_, ` # c${break_}`, '\n# c\n ')
    const entry = () => {
      if (!isMap) return this.#chance(25) ? 'a: b' : this.#flow(depth + 1, indent)
      return this.#chance(10) ? this.#key() : `${this.#key()}:${this.#pick(' ', ' ', '', break_)}${this.#flow(depth + 1, indent)}`
    }
    const entries = Array.from({ length: this.#below(4) }, () => `${space()}${entry()}${space()}`).join(',')
    const last = this.#chance(6) ? ',' : ''
    return isMap ? `{${entries}${last}${space()}}` : `[${entries}${last}${space()}]`
  }

  #scalar(indent: number, isFlow = false): string {
    const text = this.#pick(...SCALARS)
    const kind = this.#below(isFlow ? 5 : 8)
    if (kind < 2) return this.#broken(text, indent, ['\n', '\n\n', ' \n', '\n   \n', '\n# c\n'])
    if (kind === 2) return this.#double(text, indent)
    if (kind === 3) return `'${this.#broken(text.replaceAll("'", "''"), indent, ['\n', '\n\n', '\n \n'])}'`
    if (kind === 4) return this.#anchors.length > 0 ? `*${this.#pick(...this.#anchors)}` : text.replaceAll('\n', ' ')
    return this.#block(text, indent)
  }

  /** With line breaks at some of the spaces. */
  #broken(text: string, indent: number, breaks: string[]): string {
    return text
      .replace(/ /g, (space) => (this.#chance(6) ? this.#pick(...breaks) + ' '.repeat(indent + this.#below(3)) : space))
      .replaceAll(/(?<!\n)\n(?![\n ])/g, `\n\n${' '.repeat(indent)}`)
  }

  #double(text: string, indent: number): string {
    const breaks = ['\n', '\n\n', '\\\n', ' \\\n', '\\ \n', '\\\n\n'].map((break_) => break_ + ' '.repeat(indent))
    const inside = [...text].map((character) => {
      if (character === '"' || character === '\\') return `\\${character}`
      if (character === '\n') return this.#pick('\\n', '\\n', breaks[1]!)
      if (character === '\t') return this.#pick('\t', '\\t', '\\\t')
      if (character === ' ' && this.#chance(6)) return this.#pick(...breaks, ` ${breaks[0]!}\\ `)
      const code = character.charCodeAt(0).toString(16).padStart(2, '0')
      if (character < '\u0080' && this.#chance(12)) return this.#pick('\\x', '\\u00', '\\U000000') + code
      return this.#chance(40) ? this.#pick('\\a', '\\e', '\\_', '\\N', '\\/', '\\0', '\\U0001F600', '\\ud83d', '\\q', '\\v') : character
    })
    return `"${inside.join('')}"`
  }

  #block(text: string, indent: number): string {
    const header =
      this.#pick('|', '>') +
      this.#pick('', '', '', '-', '+') +
      this.#pick('', '', '', '', '1', '2', '3', '0') +
      this.#pick('', '', '', '', ' # c', ' ', '#c', '\t')
    const spaces = ' '.repeat(this.#chance(8) ? this.#below(9) : indent + this.#below(3))
    const lines = text
      .split('\n')
      .map((line) => (line === '' && !this.#chance(3) ? ' '.repeat(this.#pick('', '', '     ').length) : spaces + line))
    return `${header}\n${lines.join('\n')}${this.#pick('', '', '\n', '\n\n', `\n${spaces}`, `\n${spaces} `)}`
  }

  #key(): string {
    const key = this.#pick(...KEYS)
    return this.#chance(6) ? this.#double(key, 0) : this.#chance(6) ? `'${key}'` : key
  }

  #anchor(): string {
    if (!this.#chance(8)) return ''
    const name = this.#pick('m', 'n', 'o')
    this.#anchors.push(name)
    return `&${name} `
  }

  #endOfLine(): string {
    const between = this.#chance(8) ? this.#pick('\n', '  \n', '\n\n', '# c\n', '    # c: "x"\n', ' # c\n\n', '\t\n') : ''
    return `${this.#chance(5) ? this.#pick(' ', '  ', ' # note: x', ' #') : ''}\n${between}`
  }

  #pick(...values: string[]): string {
    return this.#g(constantFrom, ...values)
  }

  #below(count: number): number {
    return this.#g(below, count)
  }

  /** One in so many times. */
  #chance(count: number): boolean {
    return this.#below(count) === count - 1
  }
}
