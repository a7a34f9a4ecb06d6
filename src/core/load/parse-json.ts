import type { Json } from '../model/json.ts'
import { carefulJson } from './careful-json.ts'
import { decodeText, encodeText } from './encoding.ts'
import { fastJson } from './fast/fast-json.ts'
import type { Notes } from './notes.ts'
import type { Outline } from './outline.ts'

/**
 * Parses JSON (RFC 8259) as `JSON.parse` does, and keeps what that loses: exact numbers, and the order of integer-like
 * names. Names used twice are refused.
 *
 * @param source text, or its bytes in UTF-8
 * @param outline is filled in, if the text is large
 * @throws SyntaxProblem
 */
export function parseJson(source: string | Buffer, notes: Notes, outline?: Outline): Json {
  const bytes = encodeText(source)
  const value = bytes && fastJson(bytes, notes, outline)
  if (value !== undefined) return value
  outline?.clear()
  return carefulJson(decodeText(source), notes)
}
