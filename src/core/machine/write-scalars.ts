/**
 * Scalars in YAML that every reader understands alike: YAML 1.2 (core schema) and the 1.1 readers that are still
 * everywhere. What either would take for something other than a string is quoted.
 */

import { escaped } from '../printable.ts'

/** What cannot stand in a plain or literal scalar: controls, line separators, byte order marks, lone surrogates. */
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\p{Surrogate}]/u
const UNPRINTABLE_BUT_TAB = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\p{Surrogate}]/u
const ESCAPED_IN_QUOTES = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g

/** Words that some reader takes for a boolean, null, merge key or default value. */
const WORD = /^(?:y|n|yes|no|on|off|true|false|null|~|<<|=)$/i

/**
 * Numbers and times of either version, sexagesimal and underscored ones included, and what some reader takes for one, such as
 * a lone dot or exponent; some harmless texts match too.
 */
const NUMERIC =
  /^[-+]?(?:\d[\d_]*\.?[\d_]*(?:e[-+]?\d+)?|\.[\d_]*(?:e[-+]?\d+)?|e[-+]?\d+|0[xob][\da-f_]+|[\d_]+(?::[0-5]?\d)+(?:\.[\d_]*)?|\.(?:inf|nan))$/i
/** The expression above takes a time that grows with the square of a text's length; what is longer than numbers are goes by its characters. */
const MAX_NUMBER = 100
const LIKE_NUMBER = /^(?:[-+.\d][\d_.:a-fox+-]*|e[-+]?\d+)$/i

const DATE = /^\d{4}-\d\d?-\d\d?/

const INDICATOR = /^[-?:,[\]{}#&*!|>'"%@`\s]/

/** Keys beyond this length need the explicit form (YAML 1.2.2 §8.2.2: implicit keys have at most 1024 characters). */
const MAX_IMPLICIT_KEY = 1_000

/** A key with its colon, the first line of which is indented already. */
export function keyBehindIndent(key: string, indent: string): string {
  const text = inlineString(key)
  return text.length > MAX_IMPLICIT_KEY ? `? ${text}\n${indent}:` : `${text}:`
}

/** A string on one line. */
function inlineString(value: string): string {
  if (isPlain(value)) return value
  return UNPRINTABLE.test(value) || value.includes('\n') || value.includes("'") ? doubleQuoted(value) : `'${value}'`
}

function isPlain(value: string): boolean {
  if (value === '' || INDICATOR.test(value) || /[:\s]$/.test(value)) return false
  if (value.includes(': ') || value.includes(' #') || value.includes('\n') || UNPRINTABLE.test(value)) return false
  return !WORD.test(value) && !(value.length > MAX_NUMBER ? LIKE_NUMBER : NUMERIC).test(value) && !DATE.test(value)
}

/** A string behind its key or dash, its further lines indented. */
export function scalar(value: string, indent: string): string {
  if (!value.includes('\n')) return inlineString(value)
  return isBlock(value) ? literalBlock(value, indent) : quotedLines(value, indent)
}

/**
 * Whether a string reads well, and safely, as a literal block: it begins with text, perhaps below empty lines or behind
 * spaces, and does not end with lines of spaces alone, about which readers disagree.
 */
const isBlock = (value: string): boolean => /^\n* *\S/.test(value) && !/\n[ \t]+\n*$/.test(value) && !UNPRINTABLE_BUT_TAB.test(value)

function literalBlock(value: string, indent: string): string {
  // What begins with a space would pass for its indentation (YAML 1.2.2 §8.1.1.1).
  const indicator = /^\n* /.test(value) ? '2' : ''
  const chomping = value.endsWith('\n\n') ? '+' : value.endsWith('\n') ? '' : '-'
  const lines = (value.endsWith('\n') ? value.slice(0, -1) : value).split('\n')
  return `|${indicator}${chomping}\n${lines.map((line) => (line === '' ? '' : indent + line)).join('\n')}`
}

/** With the line breaks of Windows, for example, which no block can hold: quoted, and each line on one of its own (§7.3.1). */
function quotedLines(value: string, indent: string): string {
  if (value.trim() === '') return doubleQuoted(value)
  const [first, ...others] = value.split(/(?<=\n)(?!$)/).map((line) => doubleQuoted(line).slice(1, -1))
  // A space that begins a line would be left out.
  return `"${[first, ...others.map((line) => (line.startsWith(' ') ? `\\${line}` : line))].join(`\\\n${indent}`)}"`
}

function doubleQuoted(value: string): string {
  return JSON.stringify(value).replace(ESCAPED_IN_QUOTES, escaped)
}

/** A number in YAML; exponents get the point and sign that 1.1 readers need to see a number. */
export function yamlNumber(value: number, exact: string | undefined): string {
  const source = exact ?? String(value)
  if (/^[-+]?(?:Infinity|\.inf)$/i.test(source)) return source.startsWith('-') ? '-.inf' : '.inf'
  if (/^(?:NaN|\.nan)$/i.test(source)) return '.nan'
  const [, mantissa, sign, exponent] = /^([^eEx]+)[eE]([-+]?)(\d+)$/.exec(source) ?? []
  return mantissa === undefined ? source : `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${sign || '+'}${exponent}`
}

/** A number in JSON. @throws RangeError for what JSON has no number for */
export function jsonNumber(value: number, exact: string | undefined): string {
  if (exact === undefined) {
    if (Number.isFinite(value)) return String(value)
    throw new RangeError(`${value} cannot be written in JSON`)
  }
  if (/^[-+]?0[xo]/i.test(exact)) return BigInt(exact).toString()
  const [, sign, whole, fraction, exponent] = /^([-+]?)(\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/.exec(exact) ?? []
  if (whole === undefined) throw new RangeError(`${exact} cannot be written in JSON`)
  const digits = whole.replace(/^0+(?=\d)/, '') || '0'
  return `${sign === '-' ? '-' : ''}${digits}${fraction ? `.${fraction}` : ''}${exponent ? `e${exponent}` : ''}`
}
