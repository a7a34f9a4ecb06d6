import type { ByteWriter } from './byte-writer.ts'

/**
 * Scalars in YAML that every reader understands alike: YAML 1.2 (core schema) and the 1.1 readers that are still
 * everywhere. What either would take for something other than a string is quoted.
 */

/** What cannot stand in a plain or literal scalar: controls, line separators, byte order marks, lone surrogates. */
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\p{Surrogate}]/u
const ESCAPED_IN_QUOTES = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g

/** Words that some reader takes for a boolean, null, merge key or default value. */
const WORD = /^(?:y|n|yes|no|on|off|true|false|null|~|<<|=)$/i

/** Numbers and times of either version, sexagesimal and underscored ones included; some harmless texts match too. */
const NUMERIC =
  /^[-+]?(?:\d[\d_]*\.?[\d_]*(?:e[-+]?\d+)?|\.[\d_]+(?:e[-+]?\d+)?|0[xob][\da-f_]+|[\d_]+(?::[0-5]?\d)+(?:\.[\d_]*)?|\.(?:inf|nan))$/i
const DATE = /^\d{4}-\d\d?-\d\d?/

const INDICATOR = /^[-?:,[\]{}#&*!|>'"%@`\s]/

/** A string on one line. */
export function inlineString(value: string): string {
  if (isPlain(value)) return value
  return UNPRINTABLE.test(value) || value.includes('\n') || value.includes("'") ? doubleQuoted(value) : `'${value}'`
}

/**
 * Writes a string behind a key or dash, with the line end, if it is plain beyond doubt: ASCII that begins with a letter
 * or the like, as almost all are.
 *
 * @returns whether it did
 */
export function writePlain(out: ByteWriter, value: string): boolean {
  const { length } = value
  if (length === 0 || !BEGINS_PLAIN[value.charCodeAt(0)]) return false
  out.reserve(length + 2)
  const { bytes } = out
  let at = out.length
  bytes[at++] = SPACE
  for (let index = 0; index < length; index++) {
    const code = value.charCodeAt(index)
    if (code < 32 || code > 126) return false
    if (code === COLON && (index + 1 === length || value.charCodeAt(index + 1) === SPACE)) return false
    if (code === HASH && value.charCodeAt(index - 1) === SPACE) return false
    bytes[at++] = code
  }
  if (bytes[at - 1] === SPACE || (length <= MAX_WORD && WORD.test(value))) return false
  bytes[at++] = NEWLINE
  out.length = at
  return true
}

const MAX_WORD = 5

/** By ASCII code: whether it begins neither an indicator, a number nor a date. Words are looked at as a whole. */
const BEGINS_PLAIN: readonly boolean[] = Array.from({ length: 128 }, (_, code) => /[A-Za-z/\\()$;^]/.test(String.fromCharCode(code)))

const NEWLINE = 10
const SPACE = 32
const HASH = 35
const COLON = 58

function isPlain(value: string): boolean {
  if (value === '' || INDICATOR.test(value) || /[:\s]$/.test(value)) return false
  if (value.includes(': ') || value.includes(' #') || value.includes('\n') || UNPRINTABLE.test(value)) return false
  return !WORD.test(value) && !NUMERIC.test(value) && !DATE.test(value)
}

/** Whether a string reads well, and safely, as a literal block. */
export function isBlock(value: string): boolean {
  return value.includes('\n') && !/^[\s]/.test(value) && !value.endsWith('\n\n') && !UNPRINTABLE.test(value.replaceAll('\t', ''))
}

/** A literal block behind its key, its lines indented. */
export function literalBlock(value: string, indent: string): string {
  const keepsEnd = value.endsWith('\n')
  const lines = (keepsEnd ? value.slice(0, -1) : value).split('\n')
  return `${keepsEnd ? '|' : '|-'}\n${lines.map((line) => (line === '' ? '' : indent + line)).join('\n')}`
}

function doubleQuoted(value: string): string {
  return JSON.stringify(value).replace(ESCAPED_IN_QUOTES, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
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
