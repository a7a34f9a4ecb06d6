import type { ByteWriter } from './byte-writer.ts'
import { scalar, WORD } from './scalars.ts'

/**
 * Writes a string in YAML behind a key or dash, with the line end. How almost all strings are to be written can be told
 * while their characters are copied; what is not printable ASCII, or not beyond doubt, gets a second look.
 *
 * @param depth levels above the lines of a block
 */
export function writeString(out: ByteWriter, value: string, depth: number): void {
  const begin = BEGINS[value.charCodeAt(0)]
  if (begin === 'plain' && writePlain(out, value)) return
  if (value.includes('\n')) {
    if (begin !== undefined && writeBlock(out, value, depth)) return
  } else if (begin === 'indicator' && writeQuoted(out, value)) return
  out.text(` ${scalar(value, '  '.repeat(depth))}\n`)
}

/** By ASCII code: what a text that begins with it may be. Numbers and dates get a second look. */
const BEGINS = Array.from({ length: 127 }, (_, code) => {
  const character = String.fromCharCode(code)
  if (/[A-Za-z/\\()$;^]/.test(character)) return 'plain'
  if (/[-?:,[\]{}#&*!|>"%@`]/.test(character)) return 'indicator'
  return /[!-~]/.test(character) ? 'other' : undefined
})

/** @param value begins neither an indicator, a number nor a date @returns whether it was plain */
function writePlain(out: ByteWriter, value: string): boolean {
  const { length } = value
  out.reserve(length + 2)
  const { bytes } = out
  let at = out.length
  bytes[at++] = SPACE
  for (let index = 0; index < length; index++) {
    const code = value.charCodeAt(index)
    if (code < SPACE || code > TILDE) return false
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

/** @param value begins with an indicator, so that it must be quoted @returns whether quotes were enough */
function writeQuoted(out: ByteWriter, value: string): boolean {
  const { length } = value
  out.reserve(length + 4)
  const { bytes } = out
  let at = out.length
  bytes[at++] = SPACE
  bytes[at++] = APOSTROPHE
  for (let index = 0; index < length; index++) {
    const code = value.charCodeAt(index)
    if (code < SPACE || code > TILDE || code === APOSTROPHE) return false
    bytes[at++] = code
  }
  bytes[at++] = APOSTROPHE
  bytes[at++] = NEWLINE
  out.length = at
  return true
}

/** @param value has several lines, and begins with a character that can be seen @returns whether it was a literal block */
function writeBlock(out: ByteWriter, value: string, depth: number): boolean {
  const keepsEnd = value.endsWith('\n')
  const last = value.charCodeAt(value.length - (keepsEnd ? 2 : 1))
  if (last === NEWLINE || last === SPACE || last === TAB) return false
  const before = out.length
  out.ascii(keepsEnd ? ' |\n' : ' |-\n')
  const length = keepsEnd ? value.length - 1 : value.length
  for (let start = 0; start <= length;) {
    const newline = value.indexOf('\n', start)
    const end = newline === -1 ? length : newline
    if (end > start) {
      out.indent(depth)
      if (!writeLine(out, value, start, end)) {
        out.length = before
        return false
      }
    }
    out.byte(NEWLINE)
    start = end + 1
  }
  return true
}

function writeLine(out: ByteWriter, value: string, start: number, end: number): boolean {
  out.reserve(end - start)
  const { bytes } = out
  let at = out.length
  for (let index = start; index < end; index++) {
    const code = value.charCodeAt(index)
    if ((code < SPACE && code !== TAB) || code > TILDE) return false
    bytes[at++] = code
  }
  out.length = at
  return true
}

const TAB = 9
const NEWLINE = 10
const SPACE = 32
const HASH = 35
const APOSTROPHE = 39
const COLON = 58
const TILDE = 126
