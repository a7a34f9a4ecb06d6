import type { Json } from '../model/json.ts'
import { anyYaml } from './any-yaml.ts'
import { decodeText, encodeText } from './encoding.ts'
import { fastYaml } from './fast/fast-yaml.ts'
import type { Notes } from './notes.ts'

/**
 * Parses YAML 1.2 (core schema) with merge keys, as people write it: what is usual fast, the rest with all care.
 *
 * @param source text, or its bytes in UTF-8
 * @throws SyntaxProblem
 */
export function parseYaml(source: string | Buffer, notes: Notes): Json {
  const bytes = encodeText(source)
  const value = bytes && fastYaml(bytes, notes)
  return value === undefined ? anyYaml(decodeText(source), notes) : value
}
