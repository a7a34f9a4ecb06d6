import type { Json } from '../model/json.ts'
import { SliceError } from '../problems.ts'
import type { Notes } from './notes.ts'
import type { Outline } from './outline.ts'
import { parseJson } from './parse-json.ts'
import { parseYaml } from './parse-yaml.ts'
import { linesOf } from './lines.ts'
import { SyntaxProblem } from './syntax-problem.ts'

/** Whether a text is meant to be JSON: by its file's name, otherwise by how it begins. */
export const looksLikeJson = (source: string | Buffer, file: string): boolean =>
  /\.json$/i.test(file) || (!/\.ya?ml$/i.test(file) && /^\s*[{[]/.test(beginningOf(source)))

const beginningOf = (source: string | Buffer): string => (typeof source === 'string' ? source : source.toString('latin1', 0, 4096))

/** Parses a description's text, or its bytes in UTF-8. @throws SliceError with line and column */
export function parseSource(source: string | Buffer, file: string, shown: string, notes: Notes, outline?: Outline): Json {
  try {
    return looksLikeJson(source, file) ? parseJson(source, notes, outline) : parseYaml(source, notes, outline)
  } catch (error) {
    throw refusal(error, source, file, shown)
  }
}

function refusal(error: unknown, source: string | Buffer, file: string, shown: string): unknown {
  if (error instanceof RangeError) {
    return new SliceError('too-deep', `${shown} nests too deeply to be read.`, 'Check whether the file was generated wrongly.', undefined, {
      cause: error,
    })
  }
  const kind = looksLikeJson(source, file) ? 'JSON' : 'YAML'
  if (isTooLong(error)) {
    const message = `${shown} is not valid ${kind}, or written in an unusual way, and too large (${Math.round(source.length / 1e6)} MB) to say where.`
    return new SliceError('syntax-error', message, REMEDIES['syntax-error'], undefined, { cause: error })
  }
  if (!(error instanceof SyntaxProblem)) return error
  const text = source.toString()
  const lineOf = linesOf(Buffer.from(text))
  const placeAt = (offset: number) => lineOf(Buffer.byteLength(text.slice(0, offset)))
  const place = { file: shown, ...placeAt(error.offset), pointer: '#' }
  const earlier = error.other === undefined ? '' : `, first in line ${placeAt(error.other).line}`
  const message = `${shown} is not valid ${kind}: ${error.message}${earlier} (line ${place.line}, column ${place.column}).`
  return new SliceError(error.code, message, REMEDIES[error.code], place, { cause: error })
}

/** A text of more than half a gigabyte does not fit into a string. */
const isTooLong = (error: unknown): boolean => (error as NodeJS.ErrnoException | null)?.code === 'ERR_STRING_TOO_LONG'

const REMEDIES: Record<SyntaxProblem['code'], string> = {
  'syntax-error': 'Correct the file at this line; the mistake can also be just before it.',
  'duplicate-key': 'Rename or remove one of the two; which one counts would be a guess.',
  'endless-alias': 'Use a reference ($ref) to a component for something that contains itself.',
  'too-deep': 'Check whether the file was generated wrongly.',
}
