import { isUtf8 } from 'node:buffer'
import { SliceError } from '../problems.ts'
import { linesOf } from './lines.ts'

/**
 * The text of a file in UTF-8, without a byte order mark. It is UTF-8 unless a mark or the zero bytes of ASCII in UTF-16
 * say otherwise (YAML 1.2.2 §5.2).
 */
export function toUtf8(source: Uint8Array): Buffer {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.length)
  const [first, second, third] = bytes
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return recoded(bytes, 'utf-16le')
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return recoded(bytes, 'utf-16be')
  return first === 0xef && second === 0xbb && third === 0xbf ? bytes.subarray(3) : bytes
}

const recoded = (bytes: Buffer, encoding: string): Buffer => Buffer.from(new TextDecoder(encoding).decode(bytes))

/** The bytes of a text; undefined if half of a character is missing, which UTF-8 cannot express. */
export function encodeText(text: string | Buffer): Buffer | undefined {
  if (typeof text !== 'string') return text
  return text.isWellFormed() ? Buffer.from(text) : undefined
}

/** The text of bytes in UTF-8. */
export const decodeText = (text: string | Buffer): string => (typeof text === 'string' ? text : text.toString())

/** Read as UTF-8 another encoding would say something else, in names too. @throws SliceError `not-utf8` */
export function refuseOtherEncoding(bytes: Buffer, shown: string): void {
  if (isUtf8(bytes)) return
  const place = { file: shown, ...linesOf(bytes)(mistakeIn(bytes)), pointer: '#' }
  throw new SliceError(
    'not-utf8',
    `${shown} is not text in UTF-8 (line ${place.line}, column ${place.column}).`,
    'Save it as UTF-8; it seems to be in an older encoding, such as Windows-1252 or Latin-1.',
    place,
  )
}

/** Where the first character begins that is none. */
function mistakeIn(bytes: Buffer): number {
  // What lies in front of `start` is right, and the mistake in front of `end`, but for the bytes of one character.
  let [start, end] = [0, bytes.length]
  while (end - start > 2 * MAX_BYTES) {
    const middle = startOfCharacter(bytes, (start + end) >>> 1)
    if (isUtf8(bytes.subarray(start, middle))) start = middle
    else end = middle
  }
  for (let size = 1; size <= MAX_BYTES; size++) {
    if (start + size > bytes.length || !isUtf8(bytes.subarray(start, start + size))) continue
    start += size
    size = 0
  }
  return start
}

/** The bytes of a character at most (RFC 3629 §3). */
const MAX_BYTES = 4

/** Where the character begins that a byte belongs to, if it is one. */
function startOfCharacter(bytes: Buffer, at: number): number {
  for (let start = at; start > at - MAX_BYTES; start--) if ((bytes[start]! & 0xc0) !== 0x80) return start
  return at
}
