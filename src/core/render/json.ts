import type { Notes } from '../load/notes.ts'
import { isArray, isContainer, type Json, type JsonObject } from '../model/json.ts'
import type { Format } from './format.ts'
import { jsonNumber } from './scalars.ts'

/** JSON with two spaces a level, as `JSON.stringify(value, null, 2)` writes it. */
export const json: Format = {
  open: '{\n',
  close: '\n}\n',
  entry: (key, indent) => `${indent}  ${JSON.stringify(key)}: `,
  value: (value, depth, notes, exact) => write(value, '  '.repeat(depth), notes, exact),
  nest: '{\n',
  unnest: (indent) => `\n${indent}  }`,
  separator: ',\n',
  empty: (value) => (isArray(value) ? '[]' : '{}'),
}

function write(value: Json, indent: string, notes: Notes, exact?: string): string {
  if (typeof value === 'number') return jsonNumber(value, exact)
  if (!isContainer(value)) return JSON.stringify(value)
  const keys = isArray(value) ? Object.keys(value) : notes.keys(value)
  if (keys.length === 0) return isArray(value) ? '[]' : '{}'
  const inner = `${indent}  `
  let text = isArray(value) ? '[\n' : '{\n'
  for (const [position, key] of keys.entries()) {
    const item = (value as JsonObject)[key]!
    const name = isArray(value) ? '' : `${JSON.stringify(key)}: `
    text += `${position === 0 ? '' : ',\n'}${inner}${name}${write(item, inner, notes, typeof item === 'number' ? notes.numberAt(value, key) : undefined)}`
  }
  return `${text}\n${indent}${isArray(value) ? ']' : '}'}`
}
