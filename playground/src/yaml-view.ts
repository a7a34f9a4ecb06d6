import { el } from './dom.ts'

/** A YAML text with a little colour: keys, strings, references and comments. One element per line. */
export function yamlView(text: string): HTMLElement {
  const code = el('code')
  let block = -1
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const indent = line.search(/\S/)
    if (block >= 0 && indent >= 0 && indent <= block) block = -1
    const isInBlock = block >= 0
    code.append(el('span', { class: 'line' }, ...(isInBlock ? [span('text', line)] : tokens(line)), '\n'))
    if (!isInBlock && /(?:^|[:-] )[|>][-+0-9]*$/.test(line)) block = keyColumn(line)
  }
  return el('pre', { class: 'yaml', tabindex: '0', 'aria-label': 'Content of the file' }, code)
}

/** `  - key: |` opens a block that is deeper than the key, not just deeper than the dash. */
const keyColumn = (line: string): number => /^[ ]*(?:- +)*(?=\S+:)/.exec(line)?.[0].length ?? line.search(/\S/)

const LINE = /^(\s*(?:- +)*)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#-][^#]*?)(:)(?=\s|$)(\s*)(.*)$/

function tokens(line: string): (Node | string)[] {
  if (/^\s*#/.test(line)) return [span('comment', line)]
  const [, indent = '', key, colon = '', gap = '', value = ''] = LINE.exec(line) ?? []
  if (key === undefined) {
    const [, dashes = '', rest = ''] = /^(\s*(?:- +)*)(.*)$/.exec(line) ?? []
    return [dashes, scalar(rest)]
  }
  return [indent, span('key', key), colon, gap, key === '$ref' ? span('ref', value) : scalar(value)]
}

function scalar(text: string): Node | string {
  if (/^(?:true|false|null|~|-?\d+(?:\.\d+)?)$/.test(text)) return span('constant', text)
  return /^["']/.test(text) ? span('string', text) : text
}

const span = (kind: string, text: string): Node => el('span', { class: `y-${kind}` }, text)
