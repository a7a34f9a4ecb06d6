import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')

export const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

/** The options as one interface, from the sources of the two that users write, and what it speaks of. */
export function optionsText(): string {
  const source = 'src/core/options/request.ts'
  const own = bodyOf('src/core/options/options.ts', 'Options')
  const fields = fieldsOf(bodyOf(source, 'SliceRequest'))
  const isOfEntry = ({ name }: { name: string }): boolean => name === 'input' || name === 'name'
  const others = fieldsOf(own).map(({ name }) => `'${name}'`)
  const entry = [
    `interface SliceRequest extends Omit<Options, ${others.join(' | ')}> {`,
    ...fields.filter(isOfEntry).map(({ text }) => text.replace(/^\n/, '')),
    '}',
  ]
  const groupBy = /^export (type GroupBy = .+)$/m.exec(read(source))![1]!
  const [facts, forecast, progress] = ['EndpointFacts', 'Forecast', 'Progress'].map((name) => `interface ${name} {${bodyOf(source, name)}}`)
  const perDescription = fields.filter((field) => !isOfEntry(field)).map(({ text }) => text)
  return [`interface Options {${own}`, ...perDescription, '}', '', ...entry, '', groupBy, '', facts, '', forecast, '', progress]
    .join('\n')
    .replaceAll('\n\n\n', '\n\n')
}

function bodyOf(file: string, name: string): string {
  const found = new RegExp(`^export interface ${name}(?: extends [^{]+)? \\{\\n(.*?)^\\}$`, 'ms').exec(read(file))
  if (!found) throw new Error(`${file} has no interface ${name}`)
  return `\n${found[1]!}`
}

/** The fields of an interface, each with its comment and the empty line before it. */
function fieldsOf(body: string): { name: string; text: string }[] {
  return [...body.matchAll(/^(?:\n?)(?: {2}\/\*\*.*?\*\/\n)? {2}(\w+)\??: .+$/gms)].flatMap(({ 0: all }) => splitFields(all))
}

function splitFields(text: string): { name: string; text: string }[] {
  const fields: { name: string; text: string }[] = []
  let lines: string[] = []
  for (const line of text.split('\n')) {
    lines.push(line)
    const name = /^ {2}(\w+)\??: /.exec(line)?.[1]
    if (name === undefined) continue
    fields.push({ name, text: lines.join('\n') })
    lines = []
  }
  return fields
}

/** The places where the linter is stricter than the specification: rule and reason of each, from the source. */
export function adjustments(): [rule: string, because: string][] {
  const source = read('src/core/validate/adjustments.ts')
  return [...source.matchAll(/rule: '([^']+)',\s+because:\s+(?:'([^']*)'|"([^"]*)")/g)].map(([, rule, single, double]) => [
    rule!,
    single ?? double!,
  ])
}

/** The members of a union of string literals in the source of problems; `redocly/${string}` as `redocly/…`. */
export function codesIn(declaration: RegExp): string[] {
  const [, body] = declaration.exec(read('src/core/problems.ts'))!
  return [...body!.matchAll(/^ +\| (?:'([a-z-]+)'|`([a-z]+)\/\$)/gm)].map(([, code, family]) => code ?? `${family}/…`)
}

/** The rows below the heading of a table, as cells without code marks. */
export function rowsOf(text: string, heading: string): string[][] {
  const lines = text.split('\n')
  const first = lines.indexOf(heading)
  if (first === -1) throw new Error(`There is no table ${heading}`)
  const rest = lines.slice(first + 2)
  const rows = rest.slice(
    0,
    rest.findIndex((line) => !line.startsWith('|')),
  )
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')),
  )
}

/** The text with other rows below the heading of a table. */
export function withRows(text: string, heading: string, rows: readonly string[]): string {
  const lines = text.split('\n')
  const first = lines.indexOf(heading) + 2
  const count = lines.slice(first).findIndex((line) => !line.startsWith('|'))
  return lines.toSpliced(first, count, ...rows).join('\n')
}

/** The text with another content between two marks. */
export function withBlock(text: string, name: string, content: string): string {
  const block = new RegExp(`(<!-- ${name}:[^>]*-->\n\n).*?(\n\n<!-- /${name} -->)`, 's')
  if (!block.test(text)) throw new Error(`There is no block ${name}`)
  return text.replace(block, (_, before: string, after: string) => `${before}${content}${after}`)
}
