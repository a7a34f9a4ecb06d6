import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { COLUMNS, type IndexRow } from '../../src/core/write/index-csv.ts'
import { llmsTxt } from '../../src/core/write/llms-txt.ts'
import { HOSTILE, obeyed } from '../support/hostile.ts'

// `llms.txt` as a reader of Markdown takes it, HTML included.

const markdown = new MarkdownIt({ html: true })

interface Entry {
  path: string
  method: string
  summary: string
  filename: string
}

const rowOf = (entry: Partial<Entry>): IndexRow => ({
  ...(Object.fromEntries(COLUMNS.map((column) => [column, ''])) as IndexRow),
  ...entry,
})

function textOf(title: string, entries: readonly Partial<Entry>[]): string {
  const { head, textOf: linesOf } = llmsTxt(title, '3.1.0')
  return head + linesOf(entries.map(rowOf))
}

/** All that is in a text, block by block: kinds of tokens, and what they say. */
function read(text: string): { kinds: Set<string>; blocks: string[][] } {
  const tokens = markdown.parse(text, {})
  const kinds = new Set(tokens.flatMap(({ type, children }) => [type, ...(children ?? []).map((child) => child.type)]))
  const blocks = tokens.flatMap(({ children }) =>
    children ? [children.map((child) => String(child.attrGet('href') ?? child.content))] : [],
  )
  return { kinds, blocks: blocks.map((block) => block.filter((said) => said !== '')) }
}

const KINDS = /^(?:heading|blockquote|paragraph|bullet_list|list_item|link)_(?:open|close)$|^(?:inline|text|code_inline)$/

/** What is left of a text in one line: blanks are one, and what nobody sees is none. */
const visible = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, ' ')
    .replace(/[\u{E0000}-\u{E007F}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()

// Everything that Markdown and HTML take for theirs, at every position.
const said = fc.oneof(
  fc.string({
    unit: fc.constantFrom(
      ...'\\`*_{}[]()<>#+-.!|~&;:/"\'= \t\n\r',
      'a',
      '1',
      '![',
      '](',
      '<b>',
      '<!--',
      '&lt;',
      '~~',
      'http://e.x',
      '\u{E0041}',
      '\u202e',
    ),
    maxLength: 40,
  }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
const entry = fc.record({ path: said, method: fc.constantFrom('GET', 'POST'), summary: said, filename: fc.constant('a-b~1_GET.yaml') })

/** Names that would define a reference at the beginning of a line, with and without a title. */
const DEFINITIONS: [string, Entry[]][] = [
  ['/a]:', ''],
  ['/a]\u{E0041}:', ''],
  ['/a]:b', '"quoted"'],
  ['/a\\]:b_c`', "'quoted'"],
].map(([path = '', summary = '']) => ['', [{ path, method: 'GET', summary, filename: 'a-b~1_GET.yaml' }]])

describe('llms.txt', () => {
  it('says what a description says, and nothing of it is more than text', () => {
    fc.assert(
      fc.property(said, fc.array(entry, { minLength: 1, maxLength: 3 }), (title, entries) => {
        const { kinds, blocks } = read(textOf(title, entries))
        const [heading, , section, ...lines] = blocks

        expect([...kinds].filter((kind) => !KINDS.test(kind))).toEqual([])
        expect(heading!.join('')).toBe(visible(title))
        expect(section).toEqual(['Endpoints'])
        expect(lines.map(([href]) => href)).toEqual(entries.map(({ filename }) => filename))
        expect(lines.map(([, code]) => code)).toEqual(entries.map(({ method, path }) => visible(`${method} ${path}`)))
        expect(lines.map(([, , ...rest]) => rest.join(''))).toEqual(
          entries.map(({ summary }) => (visible(summary) === '' ? '' : `: ${visible(summary)}`)),
        )
      }),
      { numRuns: 1000, examples: DEFINITIONS },
    )
  })

  it('leaves names and sentences as people write them', () => {
    const [, line] = textOf('C# & Friends', [
      { method: 'GET', path: '/a_b/{c_d}', summary: 'List user_ids (5 & more), e.g. $5 - “all”!', filename: 'x' },
    ]).split('## Endpoints\n\n')

    expect(line).toBe('- [`GET /a_b/{c_d}`](x): List user_ids (5 & more), e.g. $5 - “all”!\n')
  })

  it('has no line for an endpoint that has no file', () => {
    expect(textOf('A', [{ method: 'GET', path: '/failed', filename: '' }])).not.toContain('/failed')
  })

  it('gives a terminal nothing to obey', () => {
    expect(obeyed(textOf(HOSTILE, [{ method: HOSTILE, path: HOSTILE, summary: HOSTILE, filename: 'x' }]))).toEqual([])
  })

  it('cuts what is too long for a line, and no character in two', () => {
    const text = textOf('A', [{ method: 'GET', path: `/${'p'.repeat(10_000)}`, summary: '😀'.repeat(10_000), filename: 'x' }])

    expect(text).toContain(`): ${'😀'.repeat(300)}…\n`)
    expect(text.length).toBeLessThan(1500)
  })
})
