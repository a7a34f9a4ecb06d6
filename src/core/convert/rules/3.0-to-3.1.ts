import { isArray, isObject, type Json, type JsonObject, own, put } from '../../model/json.ts'
import { changed, listOf } from '../edit.ts'
import { below } from '../place.ts'
import { bodyRule, type Context, type RuleOf, rulesOf, versionRule } from '../rule.ts'
import { isBinary30, isBinaryMediaType, isMultipart, typesOf } from '../schema.ts'

const NOTHING = 'Nothing needs to be done.'
const SCHEMA = '3.0.4 §4.7.24'
const SCHEMA_31 = '3.1.2 §4.8.24'

/** What may stand beside `$ref` and say nothing about which values are allowed. */
const isText = (key: string): boolean => key === 'description' || key === 'title' || key.startsWith('x-')

const limit = (inclusive: 'minimum' | 'maximum', exclusive: 'exclusiveMinimum' | 'exclusiveMaximum'): RuleOf[] => [
  {
    code: 'exclusive-limit',
    sections: [SCHEMA, 'JSON Schema 2020-12 validation §6.2'],
    type: 'Schema',
    keys: [exclusive],
    effect: 'equal',
    message: `“${exclusive}” is the limit itself now, not a switch beside “${inclusive}”.`,
    help: NOTHING,
    convert(edit) {
      const bound = edit.get(inclusive)
      if (edit.get(exclusive) !== true || typeof bound !== 'number') return
      edit.delete(exclusive)
      edit.rename(inclusive, exclusive, bound, { container: edit.source, key: inclusive })
    },
  },
  {
    code: 'exclusive-limit-without-effect',
    sections: [SCHEMA, 'JSON Schema 2020-12 validation §6.2'],
    type: 'Schema',
    keys: [exclusive],
    effect: 'equal',
    message: `“${exclusive}” had no effect and was left out.`,
    help: `If a limit was meant, give “${inclusive}” beside “${exclusive}: true”.`,
    convert(edit) {
      if (typeof edit.get(exclusive) === 'boolean') edit.delete(exclusive)
    },
  },
]

const SCHEMA_RULES: RuleOf[] = [
  {
    code: 'nullable',
    sections: [SCHEMA, SCHEMA_31],
    type: 'Schema',
    keys: ['nullable'],
    effect: 'equal',
    message: '“nullable” is said as a second type, “null”.',
    help: NOTHING,
    convert(edit) {
      const type = edit.get('type')
      if (edit.get('nullable') !== true || typeof type !== 'string') return
      edit.set('type', type === 'null' ? type : [type, 'null'])
      edit.delete('nullable')
    },
  },
  {
    code: 'nullable-false',
    sections: [SCHEMA, SCHEMA_31],
    type: 'Schema',
    keys: ['nullable'],
    effect: 'equal',
    message: '“nullable: false” says what holds anyway and was left out.',
    help: NOTHING,
    convert(edit) {
      if (edit.get('nullable') !== true) edit.delete('nullable')
    },
  },
  {
    code: 'nullable-without-type',
    sections: [`${SCHEMA} (nullable “only takes effect if type is explicitly defined”)`, SCHEMA_31],
    type: 'Schema',
    keys: ['nullable'],
    effect: 'equal',
    message: '“nullable” without “type” had no effect and was left out.',
    help: 'If null is allowed here, give a “type” beside “nullable”.',
    convert: (edit) => edit.delete('nullable'),
  },
  ...limit('minimum', 'exclusiveMinimum'),
  ...limit('maximum', 'exclusiveMaximum'),
  {
    code: 'example',
    sections: [SCHEMA, `${SCHEMA_31} (example is deprecated)`],
    type: 'Schema',
    keys: ['example'],
    effect: 'equal',
    message: 'The example of the schema is one of a list of “examples” now.',
    help: NOTHING,
    convert(edit, { notes }) {
      if (edit.has('examples')) return
      const value = edit.get('example')!
      edit.rename('example', 'examples', listOf(notes, value, { container: edit.source, key: 'example' }))
    },
  },
  {
    code: 'base64',
    sections: ['3.0.4 §4.4 (format byte)', '3.1.2 §4.4.2.1'],
    type: 'Schema',
    keys: ['format'],
    effect: 'equal',
    message: 'Base64 is said by “contentEncoding”.',
    help: NOTHING,
    convert(edit) {
      if (edit.get('format') === 'byte' && !edit.has('contentEncoding')) edit.rename('format', 'contentEncoding', 'base64')
    },
  },
  {
    code: 'binary',
    sections: ['3.0.4 §4.4 (format binary)', '3.1.2 §4.4.2.1'],
    type: 'Schema',
    keys: ['format'],
    effect: 'equal',
    message: 'Binary data is said by “contentMediaType”.',
    help: NOTHING,
    convert(edit) {
      const isText = typesOf({ type: edit.get('type') ?? null })?.includes('string')
      if (edit.get('format') !== 'binary' || edit.has('contentMediaType') || !isText) return
      edit.rename('format', 'contentMediaType', 'application/octet-stream')
    },
  },
]

/** In 3.1 “type: string” makes a part of a multipart body text/plain by default (OAS 3.1.2 §4.8.15), so octets have no type. */
const octets = (schema: JsonObject, { notes }: Context): JsonObject =>
  changed(notes, schema, { type: undefined, format: undefined, contentMediaType: 'application/octet-stream' })

function withOctets(body: Json | undefined, at: Context): JsonObject | undefined {
  const properties = own(body, 'properties')
  if (!isObject(body) || !isObject(properties)) return undefined
  const found: Record<string, Json> = {}
  for (const [name, part] of Object.entries(properties)) {
    const place = below(at.place, 'schema', 'properties', name)
    const items = own(part, 'items')
    let octet: JsonObject | undefined
    if (isBinary30(part)) octet = octets(part as JsonObject, at)
    else if (items !== undefined && isBinary30(items)) {
      octet = changed(at.notes, part as JsonObject, { items: octets(items as JsonObject, at) })
    }
    if (!octet) continue
    at.moved(octet, place)
    put(found, name, octet)
  }
  if (Object.keys(found).length === 0) return undefined
  return changed(at.notes, body, { properties: changed(at.notes, properties, found) })
}

/** The parts of a body by name, behind references too, each schema looked into once. */
function partsOf(body: Json | undefined, at: Context): Map<string, Json> {
  const parts = new Map<string, Json>()
  for (const schema of layersOf(body, at)) {
    const properties = own(schema, 'properties')
    for (const [name, part] of isObject(properties) ? Object.entries(properties) : []) if (!parts.has(name)) parts.set(name, part)
  }
  return parts
}

/** Whether a part, or each item of it, is octets in 3.0. */
function isOctets(part: Json, at: Context): boolean {
  const layers = [...layersOf(part, at)]
  return [...layers, ...layers.flatMap((schema) => [...layersOf(own(schema, 'items'), at)])].some(
    (schema) => own(schema, 'format') === 'binary' && own(schema, 'type') === 'string',
  )
}

/** A schema and what it is made of by `allOf`, references followed; a set grows while it is iterated. */
function layersOf(schema: Json | undefined, at: Context): Set<Json | undefined> {
  const layers = new Set([schema === undefined ? undefined : at.resolve(schema)])
  for (const layer of layers) {
    const all = own(layer, 'allOf')
    for (const inner of isArray(all) ? all : []) if (layers.size < MAX_LAYERS) layers.add(at.resolve(inner))
  }
  return layers
}

/** Far beyond any real schema: each part of a body is looked at as closely. */
const MAX_LAYERS = 100

const CONTENT_RULES: RuleOf[] = [
  {
    code: 'binary-content',
    sections: ['3.0.4 §4.7.14.2', '3.1.2 §4.4.2.1 and §4.8.15'],
    type: 'MediaType',
    keys: ['schema'],
    effect: 'equal',
    message: 'Content that is octets has no type: a schema describes nothing of it.',
    help: NOTHING,
    convert(edit, at) {
      const schema = edit.get('schema')!
      let changedSchema: JsonObject | undefined
      if (isBinaryMediaType(at.key) && isBinary30(schema)) {
        changedSchema = changed(at.notes, schema as JsonObject, { type: undefined, format: undefined })
      } else if (isMultipart(at.key)) changedSchema = withOctets(schema, at)
      if (!changedSchema) return
      at.moved(changedSchema, below(at.place, 'schema'))
      edit.set('schema', changedSchema)
    },
  },
  {
    code: 'binary-content',
    sections: ['3.0.4 §4.7.15 (string with format binary: application/octet-stream)', '3.1.2 §4.8.15 (string: text/plain)'],
    type: 'MediaType',
    keys: ['schema'],
    effect: 'equal',
    message: 'Parts that are octets, but whose schema has a type for other uses, name their media type.',
    help: NOTHING,
    convert(edit, at) {
      if (!isMultipart(at.key)) return
      const encodings = edit.get('encoding') ?? {}
      const named: Record<string, Json> = {}
      for (const [name, part] of partsOf(edit.get('schema'), at)) {
        const encoding = own(encodings, name) ?? {}
        if (!isObject(encodings) || !isObject(encoding) || Object.hasOwn(encoding, 'contentType') || !isOctets(part, at)) continue
        put(named, name, changed(at.notes, encoding, { contentType: 'application/octet-stream' }))
      }
      if (Object.keys(named).length === 0) return
      const all = changed(at.notes, encodings as JsonObject, named)
      if (edit.has('encoding')) edit.set('encoding', all)
      else edit.setAfter('schema', 'encoding', all)
    },
  },
  {
    code: 'encoding-style',
    sections: ['3.0.4 §4.7.15 (ignored unless application/x-www-form-urlencoded)', '3.1.2 §4.8.15 (counts for multipart/form-data)'],
    type: 'MediaType',
    keys: ['encoding'],
    effect: 'equal',
    message: 'How values are serialised had no effect in a multipart body and was left out.',
    help: NOTHING,
    convert(edit, at) {
      const encodings = edit.get('encoding')
      if (isMultipart(at.key) && isObject(encodings)) edit.set('encoding', withoutStyles(encodings, at))
    },
  },
]

/** Encodings without the fields that only the other family heeds in a multipart body. */
export function withoutStyles(encodings: JsonObject, at: Context): JsonObject {
  const fields: Record<string, Json> = {}
  for (const [name, encoding] of Object.entries(encodings)) {
    if (!isObject(encoding) || !['style', 'explode', 'allowReserved'].some((key) => Object.hasOwn(encoding, key))) continue
    const plain = changed(at.notes, encoding, { style: undefined, explode: undefined, allowReserved: undefined })
    at.moved(plain, below(at.place, 'encoding', name))
    put(fields, name, plain)
  }
  return Object.keys(fields).length === 0 ? encodings : changed(at.notes, encodings, fields)
}

export const RULES_30_31 = rulesOf('3.0', '3.1', [
  versionRule('3.0.4 §4.1', '3.1.2 §4.1'),
  ...SCHEMA_RULES,
  ...CONTENT_RULES,
  {
    code: 'ref-siblings',
    sections: ['3.0.4 §4.7.23 (properties added SHALL be ignored)', '3.1.2 §4.8.24 (they count)'],
    type: 'Reference',
    effect: 'equal',
    message: 'What stood beside “$ref” was ignored; now that it would count, it was left out.',
    help: 'If it was meant, put the reference into “allOf” and leave the rest beside that.',
    convert(edit, { type }) {
      if (type.name !== 'Schema') return
      const [others, texts] = [edit.keys().filter((key) => key !== '$ref' && !isText(key)), edit.keys().filter(isText)]
      edit.delete(...others)
      if (others.length === 0 || texts.length === 0) return
      return { message: `What stood beside “$ref” was ignored; now that it would count, it was left out, but for ${texts.join(', ')}.` }
    },
  },
  {
    code: 'reference-text',
    sections: ['3.0.4 §4.7.23', '3.1.2 §4.8.23 and §4.8.24'],
    type: 'Reference',
    keys: ['description', 'summary', 'title'],
    effect: 'equal',
    message: 'The text beside “$ref” was ignored before and counts now.',
    help: 'Remove it if it was not meant to replace the text of what is referred to.',
    convert(edit, at) {
      const texts: Record<string, Json> = {}
      for (const key of ['summary', 'title', 'description']) if (edit.has(key)) texts[key] = edit.get(key)!
      at.report({ before: texts, after: texts })
    },
  },
  bodyRule({
    sections: ['3.0.4 §4.7.10 (SHALL be ignored)', '3.1.2 §4.8.10 (permitted)'],
    effect: 'equal',
    message: 'The body of a request with GET, HEAD or DELETE was ignored before and counts now.',
    help: 'Remove it if the operation does not take one.',
  }),
  {
    code: 'server-variable',
    sections: ['3.0.4 §4.7.6 (SHOULD)', '3.1.2 §4.8.6 (MUST)'],
    type: 'ServerVariable',
    keys: ['enum'],
    effect: 'equal',
    message: 'The values of a server variable must not be an empty list, and must include the default.',
    help: NOTHING,
    convert(edit) {
      const [values, standard] = [edit.get('enum'), edit.get('default')]
      if (!isArray(values)) return
      if (values.length === 0) edit.delete('enum')
      else if (typeof standard === 'string' && !values.includes(standard)) edit.set('enum', [...values, standard])
    },
  },
  {
    code: 'webhooks',
    sections: ['3.0.4 §4.8 (an extension)', '3.1.2 §4.8.1'],
    type: 'OpenAPI',
    keys: ['x-webhooks'],
    after: 'children',
    effect: 'equal',
    message: 'Webhooks have a field of their own now.',
    help: NOTHING,
    convert(edit, at) {
      const webhooks = edit.get('x-webhooks')
      if (edit.has('webhooks') || !isObject(webhooks)) return
      edit.rename('x-webhooks', 'webhooks', webhooks)
      at.stood(webhooks, below(at.place, 'x-webhooks'))
    },
  },
])
