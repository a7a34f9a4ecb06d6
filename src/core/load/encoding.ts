import { isUtf8 } from 'node:buffer'

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

/** Where the first byte is that UTF-8 has not in this place; undefined if there is none. */
export function mistakeInUtf8(bytes: Buffer): number | undefined {
  if (isUtf8(bytes)) return undefined
  for (let start = 0, end = 0; start < bytes.length; start = end) {
    end = bytes.indexOf(NEWLINE, start) + 1 || bytes.length
    const line = bytes.subarray(start, end)
    if (isUtf8(line)) continue
    // Decoded, a mistake has become a sign that stands for one.
    const read = Buffer.from(line.toString())
    return start + line.findIndex((byte, index) => byte !== read[index])
  }
  return undefined
}

const NEWLINE = 10
