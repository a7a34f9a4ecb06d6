import { isArray, isObject, type Json, type JsonObject, own, put } from '../../model/json.ts'
import { appended, changed, type Edit, listOf } from '../edit.ts'
import { below } from '../place.ts'
import type { Context, RuleOf } from '../rule.ts'
import { concernsNull, isAnnotation, isKeywordOf31, isPlainNull, typesOf } from '../schema.ts'

const NOTHING = 'Nothing needs to be done.'
const TYPE = 'JSON Schema 2020-12 validation §6.1.1'
const NULLABLE = '3.0.4 §4.7.24 (nullable needs a type)'
const ALL_TYPES = ['array', 'boolean', 'number', 'object', 'string'] as const

/** Types that a schema may name beside `nullable` without needing anything else; arrays need `items`. */
const PLAIN_TYPES = new Set(['object', 'string', 'number', 'integer', 'boolean'])

/** One type per schema, and null as a switch: 2.0 has the same rule about types. */
export const TYPE_RULES: RuleOf[] = [
  {
    code: 'null-type',
    sections: [TYPE, NULLABLE],
    type: 'Schema',
    keys: ['type'],
    effect: 'equal',
    message: 'A type of null alone is said as a nullable type with null as its only value.',
    help: NOTHING,
    convert(edit, at) {
      const types = typesOf({ type: edit.get('type')! })
      if (types?.length !== 1 || types[0] !== 'null') return
      edit.set('type', 'string')
      edit.setAfter('type', 'nullable', true)
      const values = edit.get('enum')
      if (!isArray(values) || values.includes(null)) edit.set('enum', [null])
      else addToAllOf(edit, { enum: [null] }, at)
    },
  },
  {
    code: 'type-array',
    sections: [TYPE, '3.0.4 §4.7.24 (type is a single string)'],
    type: 'Schema',
    keys: ['type'],
    effect: 'equal',
    message: 'Several types are said as “nullable” or as choices.',
    help: NOTHING,
    convert(edit, at) {
      if (!isArray(edit.get('type'))) return
      const types = typesOf({ type: edit.get('type')! })
      if (types) withSingleType(edit, [...new Set(types)], at)
    },
  },
]

export const NULL_RULES_31_30: RuleOf[] = [
  {
    code: 'null-branch',
    sections: [`${TYPE} and core §10.2.1`, NULLABLE],
    type: 'Schema',
    keys: ['anyOf', 'oneOf'],
    effect: 'equal',
    message: 'That null is one of the choices is said by “nullable”.',
    help: NOTHING,
    convert(edit, at) {
      for (const key of ['anyOf', 'oneOf']) {
        const branches = edit.get(key)
        if (isArray(branches) && branches.filter(isPlainNull).length === 1) withoutNullBranch(edit, key, branches, at)
      }
    },
  },
  {
    code: 'unknown-keyword',
    sections: ['JSON Schema 2020-12 core §4.3.1 (unknown keywords are annotations)', '3.0.4 §4.7.24 (only its own keywords and x-)'],
    type: 'Schema',
    applies: (node) => Object.keys(node).some((key) => !isKeywordOf31(key)),
    effect: 'loss',
    message: 'A keyword that OpenAPI 3.0 does not know was left out.',
    help: 'Give it a name that begins with “x-” to keep it.',
    convert(edit) {
      const unknown = edit.keys().filter((key) => !isKeywordOf31(key))
      edit.delete(...unknown)
      // A left-over of 3.0 has no effect in 3.1 and must not gain one.
      if (unknown.length > 0 && unknown.every((key) => key === 'nullable')) {
        return {
          effect: 'equal',
          message: '“nullable” has no effect in 3.1 and must not gain one.',
          help: 'If null is allowed here, add "null" to “type”.',
        }
      }
    },
  },
  {
    code: 'const',
    sections: ['JSON Schema 2020-12 validation §6.1.3', '3.0.4 §4.7.24 (enum)'],
    type: 'Schema',
    keys: ['const'],
    effect: 'equal',
    message: '“const” is said as an “enum” of one value.',
    help: NOTHING,
    convert(edit, at) {
      const value = edit.get('const')!
      const values = listOf(at.notes, value, { container: edit.source, key: 'const' })
      if (value === null && !edit.has('type')) edit.set('type', 'null')
      if (!edit.has('enum')) return edit.rename('const', 'enum', values)
      edit.delete('const')
      // Both hold; if they contradict each other, nothing is accepted.
      addToAllOf(edit, { enum: values }, at)
    },
  },
  ...TYPE_RULES,
]

function withSingleType(edit: Edit, types: readonly string[], at: Context): void {
  const others = types.filter((type) => type !== 'null')
  const isNullable = others.length < types.length
  if (isNullable && ALL_TYPES.every((type) => others.includes(type))) return edit.delete('type')
  if (others.length <= 1) {
    edit.set('type', others[0] ?? 'string')
    if (isNullable) edit.setAfter('type', 'nullable', true)
    return
  }
  // The walk comes by each of them again, so they are still in the words of 3.1.
  const branches = others.map((type, index) => branchOf(type, isNullable && index === 0, edit))
  for (const branch of branches) at.moved(branch, at.place)
  for (const key of ['items', 'prefixItems']) at.moved(edit.get(key), below(at.place, key))
  if (others.includes('array')) edit.delete('items', 'prefixItems')
  if (!edit.has('anyOf')) return edit.rename('type', 'anyOf', branches)
  edit.delete('type')
  addToAllOf(edit, { anyOf: branches }, at)
}

/** `items` stands beside the type that needs it. */
function branchOf(type: string, isNullable: boolean, edit: Edit): JsonObject {
  const branch: Record<string, Json> = { type: isNullable ? [type, 'null'] : type }
  for (const key of type === 'array' ? ['prefixItems', 'items'] : []) if (edit.has(key)) branch[key] = edit.get(key)!
  return branch
}

/** One more thing that must hold. */
export function addToAllOf(edit: Edit, schema: JsonObject, at: Context): void {
  const list = edit.get('allOf')
  at.moved(schema, at.place)
  edit.set('allOf', isArray(list) ? appended(at.notes, list, schema) : [schema])
}

function withoutNullBranch(edit: Edit, key: string, branches: readonly Json[], at: Context): void {
  const kept = branches.filter((branch) => !isPlainNull(branch))
  for (const branch of kept) at.moved(branch, below(at.place, key, branches.indexOf(branch)))
  const candidate = kept.find(takesNull)
  if (isObject(candidate)) return widen(edit, key, kept, candidate, branches.indexOf(candidate), at)
  const type = commonType(kept, at)
  // That null is a value is said in a branch, where it counts; the type above it tells readers who only look there.
  const nothing: JsonObject = { type: [type ?? 'string', 'null'], enum: [null] }
  at.moved(nothing, below(at.place, key, branches.findIndex(isPlainNull)))
  edit.set(
    key,
    branches.map((branch) => (isPlainNull(branch) ? nothing : branch)),
  )
  if (type !== undefined && !edit.has('type') && !edit.has('$ref')) edit.set('type', [type, 'null'])
}

/** Whether null can be added to a schema by adding it to its types. */
function takesNull(schema: Json): boolean {
  const types = typesOf(schema)
  if (!isObject(schema) || types === undefined || types.includes('null')) return false
  return Object.keys(schema).every((key) => ['type', 'enum', 'const'].includes(key) || !concernsNull(key))
}

function widen(edit: Edit, key: string, kept: readonly Json[], candidate: JsonObject, index: number, at: Context): void {
  const place = below(at.place, key, index)
  const wider = widened(candidate, at)
  at.moved(wider, place)
  const others = edit.keys().filter((other) => other !== key)
  const isAlone =
    kept.length === 1 &&
    others.every(isAnnotation) &&
    !others.some((other) => Object.hasOwn(candidate, other)) &&
    !Object.hasOwn(candidate, '$id')
  if (!isAlone) {
    return edit.set(
      key,
      kept.map((branch) => (branch === candidate ? wider : branch)),
    )
  }
  // Only annotations stand around it, so the choice of one can stand in their place.
  let before = key
  for (const name of at.notes.keys(wider)) {
    const value = wider[name]!
    at.moved(value, below(place, name))
    edit.setAfter(before, name, value, { container: wider, key: name })
    before = name
  }
  edit.delete(key)
}

function widened(schema: JsonObject, at: Context): JsonObject {
  const fields: Record<string, Json | undefined> = { type: [...typesOf(schema)!, 'null'] }
  const values = own(schema, 'enum')
  if (isArray(values) && !values.includes(null)) put(fields, 'enum', appended(at.notes, values, null))
  if (!Object.hasOwn(schema, 'const')) return changed(at.notes, schema, fields)
  const constant = listOf(at.notes, own(schema, 'const')!, { container: schema, key: 'const' })
  return changed(at.notes, schema, { ...fields, const: undefined, enum: appended(at.notes, constant, null) })
}

/** The type that all choices have, if it is one that needs nothing beside it. */
function commonType(branches: readonly Json[], at: Context): string | undefined {
  const types = branches.map((branch) => typesOf(at.resolve(branch))?.filter((type) => type !== 'null'))
  const [first] = types[0] ?? []
  if (first === undefined || !PLAIN_TYPES.has(first)) return undefined
  return types.every((list) => list?.length === 1 && list[0] === first) ? first : undefined
}
