import type { Json, JsonObject } from '../../model/json.ts'
import { own } from '../../model/json.ts'
import { changed, type Edit } from '../edit.ts'
import { below } from '../place.ts'
import type { Context, RuleOf } from '../rule.ts'

const NOTHING = 'Nothing needs to be done.'

/** The fields of a 2.0 parameter, header or item that say which values are allowed (2.0 Parameter Object, Items Object). */
const SCHEMA_FIELDS = new Set([
  ...['type', 'format', 'items', 'default', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength'],
  ...['pattern', 'maxItems', 'minItems', 'uniqueItems', 'enum', 'multipleOf', 'x-nullable'],
])

/** The part of a parameter that is a schema in 3.0. Its fields are still in the words of 2.0. */
export function schemaOf(parameter: JsonObject, at: Context, more: Record<string, Json | undefined> = {}): JsonObject {
  const others = Object.keys(parameter).filter((key) => !SCHEMA_FIELDS.has(key))
  return changed(at.notes, parameter, { ...Object.fromEntries(others.map((key) => [key, undefined])), ...more })
}

interface Serialisation {
  style?: string
  explode?: boolean
}

/** How a list is written in 3.0, or undefined if it cannot be said (2.0 Parameter Object, collectionFormat). */
export function serialisationOf(parameter: Json, position: string): Serialisation | undefined {
  const format = own(parameter, 'collectionFormat') ?? 'csv'
  if (position !== 'query' && position !== 'formData') return format === 'csv' || format === 'multi' ? {} : undefined
  switch (format) {
    case 'multi':
      return { style: 'form', explode: true }
    case 'csv':
      return { style: 'form', explode: false }
    case 'ssv':
      return { style: 'spaceDelimited', explode: false }
    case 'pipes':
      return { style: 'pipeDelimited', explode: false }
    default:
      return undefined
  }
}

/** A list that cannot be said as one is the text that is sent. */
export const TEXT: JsonObject = { type: 'string' }

const isPlain = (node: JsonObject): boolean => !['body', 'formData'].includes(String(own(node, 'in'))) && !Object.hasOwn(node, 'schema')

export const PARAMETER_RULES_20_30: RuleOf[] = [
  {
    code: 'collection-format',
    sections: ['2.0 Parameter Object (collectionFormat)', '3.0.4 §4.7.12 (style, explode)'],
    type: 'Parameter',
    applies: (node) => isPlain(node) && own(node, 'type') === 'array',
    effect: 'equal',
    message: 'How the list is written is said by “style” and “explode”.',
    help: NOTHING,
    convert: (edit) => withStyle(edit, String(edit.get('in'))),
  },
  {
    code: 'parameter-schema',
    sections: ['2.0 Parameter Object', '3.0.4 §4.7.12 (schema)'],
    type: 'Parameter',
    applies: isPlain,
    effect: 'equal',
    message: 'Which values a parameter has is said by its “schema”.',
    help: NOTHING,
    convert: withSchema,
  },
  {
    code: 'reserved-header',
    sections: ['2.0 Parameter Object (in: header)', '3.0.4 §4.7.12 (the definition SHALL be ignored)'],
    type: 'Parameter',
    applies: (node) => own(node, 'in') === 'header' && /^(?:accept|content-type|authorization)$/i.test(String(own(node, 'name'))),
    effect: 'loss',
    message: 'OpenAPI 3.0 ignores parameters for the headers Accept, Content-Type and Authorization.',
    help: 'Describe them by media types and security schemes.',
    convert: (edit, at) => at.report({ before: edit.get('name'), after: undefined }),
  },
  {
    code: 'collection-format',
    sections: ['2.0 Header Object (collectionFormat)', '3.0.4 §4.7.21 (style simple)'],
    type: 'Header',
    applies: (node) => own(node, 'type') === 'array' && Object.hasOwn(node, 'collectionFormat'),
    effect: 'equal',
    message: 'Lists in headers are separated by commas.',
    help: NOTHING,
    convert: (edit) => withStyle(edit, 'header'),
  },
  {
    code: 'reserved-header',
    sections: ['2.0 Header Object', '3.0.4 §4.7.17 (a header named Content-Type SHALL be ignored)'],
    type: 'Header',
    effect: 'loss',
    message: 'OpenAPI 3.0 ignores the header Content-Type of responses.',
    help: 'Describe it by the media types of the response.',
    convert(_, at) {
      if (/^content-type$/i.test(at.key)) at.report({ before: at.key, after: undefined })
    },
  },
  {
    code: 'header-schema',
    sections: ['2.0 Header Object', '3.0.4 §4.7.21'],
    type: 'Header',
    applies: (node) => !Object.hasOwn(node, 'schema'),
    effect: 'equal',
    message: 'Which values a header has is said by its “schema”.',
    help: NOTHING,
    convert: withSchema,
  },
]

function withStyle(edit: Edit, position: string): ReturnType<NonNullable<RuleOf['convert']>> {
  const serialisation = serialisationOf(edit.source, position)
  edit.delete('collectionFormat')
  if (serialisation) {
    for (const key of ['explode', 'style'] as const) if (serialisation[key] !== undefined) edit.setAfter('in', key, serialisation[key])
    return
  }
  for (const key of edit.keys()) if (key !== 'type' && SCHEMA_FIELDS.has(key)) edit.delete(key)
  edit.set('type', 'string')
  return {
    effect: 'loss',
    message: 'OpenAPI 3.0 has no way to write a list like this; it is described as the text that is sent.',
    help: 'Explain in the description how the list is written.',
  }
}

function withSchema(edit: Edit, at: Context): void {
  const fields = edit.keys().filter((key) => SCHEMA_FIELDS.has(key))
  const isText = edit.get('type') === 'string' && own(edit.source, 'type') === 'array'
  const schema = isText ? TEXT : schemaOf(edit.source, at)
  at.moved(own(schema, 'items'), below(at.place, 'items'))
  at.moved(schema, at.place)
  const first = fields.includes('type') ? 'type' : fields[0]
  if (first === undefined) edit.set('schema', {})
  else edit.rename(first, 'schema', schema)
  // It says how a list is written, and what is no list has none.
  edit.delete(...fields, 'collectionFormat')
}
