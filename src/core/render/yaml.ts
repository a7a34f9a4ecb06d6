import type { Notes } from '../load/notes.ts'
import { isArray, isObject, type Json, type JsonObject } from '../model/json.ts'
import type { Format } from './format.ts'
import { inlineString, isBlock, literalBlock, yamlNumber } from './scalars.ts'

/** YAML in block style, two spaces a level, lines never folded. */
export const yaml: Format = {
  open: '',
  close: '',
  entry: (key, indent) => keyOf(key, indent),
  value: (value, depth, notes, exact) => after(value, '  '.repeat(depth), notes, exact),
  nest: '\n',
  unnest: () => '',
  separator: '',
  empty: (value) => (isArray(value) ? ' []\n' : ' {}\n'),
}

/** Keys beyond this length need the explicit form (YAML 1.2.2 §8.2.2: implicit keys have at most 1024 characters). */
const MAX_IMPLICIT_KEY = 1_000

function keyOf(key: string, indent: string): string {
  const text = inlineString(key)
  return text.length > MAX_IMPLICIT_KEY ? `${indent}? ${text}\n${indent}:` : `${indent}${text}:`
}

/** A value as it stands behind `key:`, with the line end. `indent` is that of the value's own lines. */
function after(value: Json, indent: string, notes: Notes, exact?: string): string {
  if (isArray(value)) return value.length === 0 ? ' []\n' : `\n${items(value, indent, notes)}`
  if (isObject(value)) return Object.keys(value).length === 0 ? ' {}\n' : `\n${entries(value, indent, notes)}`
  return ` ${scalar(value, indent, exact)}\n`
}

function entries(object: JsonObject, indent: string, notes: Notes): string {
  let text = ''
  for (const key of notes.keys(object)) {
    text += keyOf(key, indent) + after(object[key]!, `${indent}  `, notes, exactAt(object, key, notes))
  }
  return text
}

function items(array: readonly Json[], indent: string, notes: Notes): string {
  let text = ''
  for (const [index, item] of array.entries()) {
    const inner = `${indent}  `
    const isNested = (isArray(item) && item.length > 0) || (isObject(item) && Object.keys(item).length > 0)
    // The first line of a nested value stands on the line of its dash.
    if (isNested) text += `${indent}- ${after(item, inner, notes).slice(1 + inner.length)}`
    else text += `${indent}-${after(item, inner, notes, exactAt(array, index, notes))}`
  }
  return text
}

function exactAt(container: JsonObject | readonly Json[], key: string | number, notes: Notes): string | undefined {
  return typeof (container as JsonObject)[key] === 'number' ? notes.numberAt(container, key) : undefined
}

function scalar(value: Json, indent: string, exact: string | undefined): string {
  if (typeof value === 'number') return yamlNumber(value, exact)
  if (typeof value !== 'string') return String(value)
  return isBlock(value) ? literalBlock(value, indent) : inlineString(value)
}
