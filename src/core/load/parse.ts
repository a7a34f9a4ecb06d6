import type { Json } from '../model/json.ts'
import { SliceError } from '../problems.ts'
import type { Notes } from './notes.ts'
import { parseJson } from './parse-json.ts'
import { parseYaml } from './parse-yaml.ts'
import { lineAndColumn, SyntaxProblem } from './syntax-problem.ts'

/** Whether a text is meant to be JSON: by its file's name, otherwise by how it begins. */
export const looksLikeJson = (source: string, file: string): boolean =>
  /\.json$/i.test(file) || (!/\.ya?ml$/i.test(file) && /^\s*[{[]/.test(source))

/** Parses a description's text. @throws SliceError with line and column */
export function parseSource(source: string, file: string, shown: string, notes: Notes): Json {
  try {
    return looksLikeJson(source, file) ? parseJson(source, notes) : parseYaml(source, notes)
  } catch (error) {
    throw refusal(error, source, file, shown)
  }
}

function refusal(error: unknown, source: string, file: string, shown: string): unknown {
  if (error instanceof RangeError) {
    return new SliceError('too-deep', `${shown} nests too deeply to be read.`, 'Check whether the file was generated wrongly.', undefined, {
      cause: error,
    })
  }
  if (!(error instanceof SyntaxProblem)) return error
  const place = { file: shown, ...lineAndColumn(source, error.offset), pointer: '#' }
  const kind = looksLikeJson(source, file) ? 'JSON' : 'YAML'
  const earlier = error.other === undefined ? '' : `, first in line ${lineAndColumn(source, error.other).line}`
  const message = `${shown} is not valid ${kind}: ${error.message}${earlier} (line ${place.line}, column ${place.column}).`
  return new SliceError(error.code, message, REMEDIES[error.code], place, { cause: error })
}

const REMEDIES: Record<SyntaxProblem['code'], string> = {
  'syntax-error': 'Correct the file at this line; the mistake can also be just before it.',
  'duplicate-key': 'Rename or remove one of the two; which one counts would be a guess.',
  'endless-alias': 'Use a reference ($ref) to a component for something that contains itself.',
  'too-deep': 'Check whether the file was generated wrongly.',
}
