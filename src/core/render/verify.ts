import { Notes } from '../load/notes.ts'
import { parseJson } from '../load/parse-json.ts'
import { parseYaml } from '../load/parse-yaml.ts'
import { SyntaxProblem } from '../load/syntax-problem.ts'
import { isArray, isContainer, type Json } from '../model/json.ts'
import type { Printer } from './printer.ts'
import { RenderError } from './render-error.ts'
import { jsonNumber } from '../machine/write-scalars.ts'

/**
 * Checks what was written of a value.
 *
 * @param written one entry, or one item if `key` is undefined, as it stands in the document @throws RenderError
 */
export type Check = (written: Buffer, key: string | undefined, value: Json, notes: Notes) => void

/** Reads what was written back and compares it with the value, exactly. */
export function readBack(printer: Printer): Check {
  const parse = printer.format.name === 'yaml' ? parseYaml : parseJson
  return (written, key, value, notes) => {
    if (printer.readsTheSame(written)) return
    const [expected, text] =
      key === undefined ? [[value], printer.asDocument(written, true)] : [{ [key]: value }, printer.asDocument(written, false)]
    const readNotes = new Notes()
    const read = readAgain(() => parse(text, readNotes))
    const difference = differenceOf(expected, notes, read, readNotes)
    if (difference !== undefined) throw new RenderError(`what was written reads differently at ${difference}`)
  }
}

/** What has become deeper than a description may be, by references to other paths or in another version, is for nobody to read. */
function readAgain(parse: () => Json): Json {
  try {
    return parse()
  } catch (error) {
    if (error instanceof SyntaxProblem) {
      throw new RenderError(error.code === 'too-deep' ? `it has m${error.message.slice(1)}` : error.message)
    }
    throw error
  }
}

/** The path of the first difference between two values, key order and exact numbers included. */
export function differenceOf(left: Json, leftNotes: Notes, right: Json, rightNotes: Notes): string | undefined {
  if (!isContainer(left) || !isContainer(right)) return left === right || (left !== left && right !== right) ? undefined : ''
  if (isArray(left)) {
    if (!isArray(right) || left.length !== right.length) return ''
    for (let index = 0; index < left.length; index++) {
      const difference = differenceAt(left, index, left[index]!, leftNotes, right, right[index]!, rightNotes)
      if (difference !== undefined) return `/${index}${difference}`
    }
    return undefined
  }
  if (isArray(right)) return ''
  const keys = leftNotes.keys(left)
  const others = rightNotes.keys(right)
  if (keys.length !== others.length) return ''
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index]!
    if (others[index] !== key) return `/${key}`
    const difference = differenceAt(left, key, left[key]!, leftNotes, right, right[key]!, rightNotes)
    if (difference !== undefined) return `/${key}${difference}`
  }
  return undefined
}

function differenceAt(
  left: object,
  key: string | number,
  value: Json,
  leftNotes: Notes,
  right: object,
  other: Json,
  rightNotes: Notes,
): string | undefined {
  if (typeof value === 'string') return value === other ? undefined : ''
  if (typeof value === 'number' && typeof other === 'number') {
    return exactly(left, key, value, leftNotes) === exactly(right, key, other, rightNotes) ? undefined : ''
  }
  return differenceOf(value, leftNotes, other, rightNotes)
}

/** One notation for one number. */
function exactly(container: object, key: string | number, value: number, notes: Notes): string {
  const source = notes.numberAt(container, key)
  if (source === undefined || Object.is(value, -0)) return String(value)
  try {
    return jsonNumber(value, source)
      .toLowerCase()
      .replace('e+', 'e')
      .replace(/\.0(?=e)/, '')
  } catch {
    return String(value)
  }
}
