import type { Json } from '../model/json.ts'
import { anyYaml } from './any-yaml.ts'
import { decodeText, encodeText } from './encoding.ts'
import { fastYaml } from './fast/fast-yaml.ts'
import type { Notes } from './notes.ts'
import type { Outline } from './outline.ts'

/**
 * Parses YAML 1.2 (core schema) with merge keys, as people write it: what is usual fast, the rest with all care.
 *
 * @param source text, or its bytes in UTF-8
 * @param outline is filled in, if the text is large and has no anchors
 * @throws SyntaxProblem
 */
export function parseYaml(source: string | Buffer, notes: Notes, outline?: Outline): Json {
  const bytes = encodeText(source)
  const value = bytes && fastYaml(bytes, notes, outline)
  if (value !== undefined) return value
  outline?.clear()
  return anyYaml(decodeText(source), notes)
}
