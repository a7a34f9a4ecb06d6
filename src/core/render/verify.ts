import { Notes } from '../load/notes.ts'
import { parseJson } from '../load/parse-json.ts'
import { parseYaml } from '../load/parse-yaml.ts'
import { isArray, isContainer, isObject, type Json, type JsonObject, own } from '../model/json.ts'
import { RenderError } from './render-error.ts'
import { jsonNumber } from './scalars.ts'

/** Reads a written part back and compares it with the value, exactly. @throws RenderError */
export function checkFragment(text: string, value: Json, format: 'yaml' | 'json', notes: Notes): void {
  const readNotes = new Notes()
  const read = format === 'yaml' ? parseYaml(`key:${text}`, readNotes) : parseJson(`{"key":${text}}`, readNotes)
  const difference = differenceOf({ key: value }, notes, read as JsonObject, readNotes)
  if (difference !== undefined) throw new RenderError(`what was written reads differently at ${difference}`)
}

/** The path of the first difference between two values, key order and exact numbers included. */
export function differenceOf(left: Json, leftNotes: Notes, right: Json, rightNotes: Notes, at = ''): string | undefined {
  if (!isContainer(left) || !isContainer(right)) return Object.is(left, right) || (left === 0 && right === 0) ? undefined : at
  if (isArray(left) !== isArray(right)) return at
  const keys = isObject(left) ? leftNotes.keys(left) : Object.keys(left)
  const others = isObject(right) ? rightNotes.keys(right) : Object.keys(right)
  if (keys.length !== others.length) return at
  for (const [index, key] of keys.entries()) {
    if (others[index] !== key) return `${at}/${key}`
    const value = own(left, key)!
    const other = own(right, key)!
    if (typeof value === 'number' && typeof other === 'number') {
      if (exactly(left, key, value, leftNotes) !== exactly(right, key, other, rightNotes)) return `${at}/${key}`
      continue
    }
    const difference = differenceOf(value, leftNotes, other, rightNotes, `${at}/${key}`)
    if (difference !== undefined) return difference
  }
  return undefined
}

/** One notation for one number. */
function exactly(container: object, key: string, value: number, notes: Notes): string {
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
