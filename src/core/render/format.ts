import { NEWLINE } from '../machine/codes.ts'
import type { Machine } from '../machine/machine.ts'
import { jsonNumber, yamlNumber } from '../machine/write-scalars.ts'

/** How a format is written. `depth` counts the levels above what is written. */
export interface Format {
  readonly name: 'yaml' | 'json'
  /** Around the document. */
  readonly open: string
  readonly close: string
  /** Behind every entry or item but the last. */
  readonly separator: string
  /** A number. @param exact its source text, if that must be kept @throws RangeError for what the format has no number for */
  number(value: number, exact: string | undefined): string
  /** Writes the entry or item that the machine has as JSON. */
  write(machine: Machine, depth: number): void
  /** What stands in front of the entries or items of a field, made in place of what was written of the field without any. */
  head(empty: Buffer): Buffer
  /** What stands behind them. */
  foot(depth: number, isList: boolean): string
}

/** YAML in block style, two spaces a level, lines never folded. */
export const YAML: Format = {
  name: 'yaml',
  open: '',
  close: '',
  separator: '',
  number: yamlNumber,
  write: (machine, depth) => machine.writeYaml(depth),
  // Instead of ` {}`, the line ends.
  head: (empty) => lineUpTo(empty, -4),
  foot: () => '',
}

/** JSON with two spaces a level, as `JSON.stringify(value, null, 2)` writes it. */
export const INDENTED_JSON: Format = {
  name: 'json',
  open: '{\n',
  close: '\n}\n',
  separator: ',\n',
  number: jsonNumber,
  write: (machine, depth) => machine.writeJson(depth),
  head: (empty) => lineUpTo(empty, -3),
  foot: (depth, isList) => `\n${'  '.repeat(depth + 1)}${isList ? ']' : '}'}`,
}

/** JSON without spaces and line ends. */
export const MINIFIED_JSON: Format = {
  name: 'json',
  open: '{',
  close: '}\n',
  separator: ',',
  number: jsonNumber,
  write: (machine) => machine.writeMinified(),
  head: (empty) => empty.subarray(0, -2),
  foot: (_, isList) => (isList ? ']' : '}'),
}

export const formatOf = ({ format, minify }: { format: Format['name']; minify: boolean }): Format =>
  format === 'yaml' ? YAML : minify ? MINIFIED_JSON : INDENTED_JSON

function lineUpTo(written: Buffer, end: number): Buffer {
  written[written.length + end] = NEWLINE
  return written.subarray(0, written.length + end + 1)
}
