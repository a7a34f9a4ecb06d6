import { isObject, type Json, type JsonObject, own, put, text } from '../../model/json.ts'
import { changed } from '../edit.ts'
import { below } from '../place.ts'
import type { Context, RuleOf } from '../rule.ts'
import { isAnnotation, isBinaryMediaType, isMultipart, typesOf } from '../schema.ts'
import { withoutStyles } from './3.0-to-3.1.ts'

const NOTHING = 'Nothing needs to be done.'
const OCTETS = 'application/octet-stream'

/** The format that says in 3.0 what a `contentEncoding` says (OAS 3.0.4 §4.4, OpenAPI format registry). */
const FORMATS: Record<string, string> = { base64: 'byte', base64url: 'base64url', binary: 'binary' }

export const CONTENT_RULES_31_30: RuleOf[] = [
  {
    code: 'content-schema',
    sections: ['JSON Schema 2020-12 validation §8.5', '3.0.4 §4.7.24'],
    type: 'Schema',
    keys: ['contentSchema'],
    effect: 'loss',
    message: 'OpenAPI 3.0 cannot say what is inside an encoded text.',
    help: 'Explain in the description what the text contains.',
    convert: (edit) => edit.delete('contentSchema'),
  },
  {
    code: 'base64',
    sections: ['3.1.2 §4.4.2.1', '3.0.4 §4.4 (format)'],
    type: 'Schema',
    keys: ['contentEncoding'],
    effect: 'equal',
    message: 'How a text is encoded is said by “format”.',
    help: NOTHING,
    convert(edit) {
      const encoding = edit.get('contentEncoding')
      const format = typeof encoding === 'string' ? FORMATS[encoding.toLowerCase()] : undefined
      const mediaType = edit.get('contentMediaType')
      const isSaid = format !== undefined && (!edit.has('format') || edit.get('format') === format)
      if (isSaid && !edit.has('format')) edit.rename('contentEncoding', 'format', format)
      edit.delete('contentEncoding', 'contentMediaType')
      if (!isSaid) {
        return {
          effect: 'loss',
          message: 'OpenAPI 3.0 cannot say how this text is encoded.',
          help: 'Explain in the description how the text is encoded.',
        }
      }
      if (mediaType !== undefined && mediaType !== OCTETS) {
        return {
          effect: 'loss',
          message: 'OpenAPI 3.0 cannot say which media type an encoded text has.',
          help: 'Name the media type in the description.',
        }
      }
    },
  },
  {
    code: 'binary',
    sections: ['3.1.2 §4.4.2.1', '3.0.4 §4.4 (format binary)'],
    type: 'Schema',
    keys: ['contentMediaType'],
    effect: 'equal',
    message: 'Binary data is said by “format: binary”.',
    help: NOTHING,
    convert(edit) {
      const isText = typesOf({ type: edit.get('type') ?? null })?.includes('string')
      if (isText && edit.get('contentMediaType') === OCTETS && (!edit.has('format') || edit.get('format') === 'binary')) {
        if (edit.has('format')) edit.delete('contentMediaType')
        else edit.rename('contentMediaType', 'format', 'binary')
        return
      }
      edit.delete('contentMediaType')
      return {
        effect: 'loss',
        message: 'OpenAPI 3.0 cannot say which media type a value has.',
        help: 'Name the media type in the description.',
      }
    },
  },
  {
    code: 'binary-content',
    sections: ['3.1.2 §4.4.2.1 and §4.8.15', '3.0.4 §4.7.14.2'],
    type: 'MediaType',
    keys: ['schema'],
    effect: 'equal',
    message: 'Content that is octets is said by “format: binary”.',
    help: NOTHING,
    convert(edit, at) {
      const schema = edit.get('schema')
      let octets: JsonObject | undefined
      if (isBinaryMediaType(at.key) && (schema === true || isUntyped(schema))) octets = binary(isObject(schema) ? schema : {}, at)
      else if (isMultipart(at.key)) octets = withBinary(schema, at)
      if (!octets) return
      at.moved(octets, below(at.place, 'schema'))
      edit.set('schema', octets)
    },
  },
  {
    code: 'encoding-style',
    sections: ['3.1.2 §4.8.15 (counts for multipart/form-data)', '3.0.4 §4.7.15 (ignored unless application/x-www-form-urlencoded)'],
    type: 'MediaType',
    keys: ['encoding'],
    effect: 'loss',
    message: 'OpenAPI 3.0 cannot say how values are serialised in a multipart body.',
    help: 'Explain in the description how the values are written.',
    convert(edit, at) {
      const encodings = edit.get('encoding')
      if (isMultipart(at.key) && isObject(encodings)) edit.set('encoding', withoutStyles(encodings, at))
    },
  },
]

/** Whether a schema says nothing about JSON values. */
const isUntyped = (schema: Json | undefined): schema is JsonObject =>
  isObject(schema) &&
  Object.keys(schema).every((key) => isAnnotation(key) || key === 'contentMediaType' || key === 'minLength' || key === 'maxLength')

const binary = (schema: JsonObject, at: Context): JsonObject =>
  changed(at.notes, schema, { type: 'string', format: 'binary', contentMediaType: undefined })

/** A part without a type is octets by default (OAS 3.1.2 §4.8.15); only where a media type is named is that meant for sure. */
const isOctets = (schema: Json | undefined): schema is JsonObject => isUntyped(schema) && text(schema, 'contentMediaType') !== undefined

function withBinary(body: Json | undefined, at: Context): JsonObject | undefined {
  const properties = own(body, 'properties')
  if (!isObject(body) || !isObject(properties)) return undefined
  const found: Record<string, Json> = {}
  for (const [name, part] of Object.entries(properties)) {
    const items = own(part, 'items')
    let octets: JsonObject | undefined
    if (isOctets(part)) octets = binary(part, at)
    else if (isObject(part) && isOctets(items)) octets = changed(at.notes, part, { items: binary(items, at) })
    if (!octets) continue
    at.moved(octets, below(at.place, 'schema', 'properties', name))
    put(found, name, octets)
  }
  if (Object.keys(found).length === 0) return undefined
  return changed(at.notes, body, { properties: changed(at.notes, properties, found) })
}
