import { isArray, isObject, type Json, type JsonObject, own, put } from '../../model/json.ts'
import { tokensOf } from '../../model/pointer.ts'
import { changed, type Edit } from '../edit.ts'
import { below, type Place, pointerTo } from '../place.ts'
import { addressOf } from '../references.ts'
import type { Context, RuleOf } from '../rule.ts'
import { isMultipart } from '../schema.ts'
import { renameIn30 } from './names-2.0-to-3.0.ts'
import { schemaOf, serialisationOf, TEXT } from './parameter-2.0-to-3.0.ts'

const NOTHING = 'Nothing needs to be done.'
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch']
const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data']

/** 2.0 does not say what a body is of which nobody says anything. */
export const ANY_MEDIA_TYPE = '*/*'

export const listAt = (node: Json | undefined, key: string): readonly string[] | undefined => {
  const list = own(node, key)
  return isArray(list) ? list.filter((item) => typeof item === 'string') : undefined
}

const positionOf = (parameter: Json, at: Context): Json | undefined => own(at.resolve(parameter), 'in')

/** A body parameter as a request body; `consumes` of an operation override the document's. */
export function convertedBody(parameter: Json, consumes: readonly string[] | undefined, at: Context, place: Place): JsonObject {
  const source = at.resolve(parameter)
  const from = at.resolvedPlace(parameter, place)
  const types = consumes ?? listAt(at.document, 'consumes') ?? []
  const schema = own(source, 'schema')
  const mediaType: JsonObject = schema === undefined ? {} : { schema: at.convert(schema, 'Schema', below(from, 'schema')) }
  at.stood(mediaType, from)
  const content: Record<string, Json> = {}
  for (const type of types.length > 0 ? types : [ANY_MEDIA_TYPE]) put(content, type, mediaType)
  const body: Record<string, Json> = {}
  if (!isObject(source)) return { content }
  for (const key of at.notes.keys(source)) {
    if (key === 'description' || key === 'required' || key.startsWith('x-')) put(body, key, source[key]!)
    if (key === 'schema') body['content'] = content
  }
  body['content'] ??= content
  return body
}

export const BODY_RULES_20_30: RuleOf[] = [
  {
    code: 'shared-body',
    sections: ['2.0 Path Item Object (parameters)', '3.0.4 §4.7.9 (request bodies belong to operations)'],
    type: 'PathItem',
    keys: ['parameters'],
    effect: 'equal',
    message: 'A body for all operations of a path is said at each of them.',
    help: NOTHING,
    convert: pushDown,
  },
  {
    code: 'body-parameter',
    sections: ['2.0 Parameter Object (in: body)', '3.0.4 §4.7.13'],
    type: 'Operation',
    keys: ['parameters'],
    effect: 'equal',
    message: 'The body parameter became the “requestBody”.',
    help: NOTHING,
    convert: withBody,
  },
  {
    code: 'form-parameters',
    sections: ['2.0 Parameter Object (in: formData)', '3.0.4 §4.7.13 and §4.7.15'],
    type: 'Operation',
    keys: ['parameters'],
    effect: 'equal',
    message: 'The form parameters became the “requestBody”.',
    help: NOTHING,
    convert: withForm,
  },
]

/** Operations come by afterwards and find the body among their own parameters. */
function pushDown(edit: Edit, at: Context): void {
  const list = edit.get('parameters')
  if (!isArray(list)) return
  const bodies = list.filter((parameter) => isBodyOrForm(parameter, at))
  if (bodies.length === 0) return
  for (const method of METHODS) {
    const operation = edit.get(method)
    if (!isObject(operation)) continue
    const mine = isArray(operation['parameters']) ? operation['parameters'] : []
    const added = bodies.filter((parameter) => !isOverridden(parameter, mine, at))
    if (added.length === 0) continue
    const parameters = [...mine, ...added]
    rememberPlaces(mine, below(at.place, method, 'parameters'), parameters, at)
    for (const parameter of added) placesOf(at).set(parameter as object, below(at.place, 'parameters', list.indexOf(parameter)))
    const changedOperation = changed(at.notes, operation, { parameters })
    const withParameters = Object.hasOwn(operation, 'parameters') ? changedOperation : { ...operation, parameters }
    at.moved(withParameters, below(at.place, method))
    edit.quietly(() => edit.set(method, withParameters))
  }
  withoutParameters(edit, list, bodies, at)
  at.report({ pointer: pointerTo(below(at.place, 'parameters')), before: bodies })
}

/** There is one body per operation, and a form field per name (2.0 Path Item Object). */
function isOverridden(parameter: Json, mine: readonly Json[], at: Context): boolean {
  const own_ = at.resolve(parameter)
  return mine.some((other) => {
    const position = positionOf(other, at)
    if (position === 'body') return true
    if (own(own_, 'in') === 'body') return position === 'formData'
    return position === 'formData' && own(at.resolve(other), 'name') === own(own_, 'name')
  })
}

const isBodyOrForm = (parameter: Json, at: Context): boolean => ['body', 'formData'].includes(String(positionOf(parameter, at)))

/** Where parameters stood that were put among those of an operation. */
const placesOf = (at: Context): WeakMap<object, Place> => at.shared('parameters', () => new WeakMap<object, Place>())

function rememberPlaces(list: readonly Json[], place: Place, among: readonly Json[], at: Context): void {
  for (const parameter of list) if (isObject(parameter)) placesOf(at).set(parameter, below(place, among.indexOf(parameter)))
}

function placeOf(parameter: Json, list: readonly Json[], at: Context): Place {
  const place = isObject(parameter) ? placesOf(at).get(parameter) : undefined
  return place ?? below(at.place, 'parameters', list.indexOf(parameter))
}

function withoutParameters(edit: Edit, list: readonly Json[], gone: readonly Json[], at: Context): void {
  const kept = list.filter((parameter) => !gone.includes(parameter))
  for (const parameter of kept) at.moved(parameter, placeOf(parameter, list, at))
  edit.quietly(() => (kept.length > 0 ? edit.set('parameters', kept) : edit.delete('parameters')))
}

function withBody(edit: Edit, at: Context): void {
  const list = edit.get('parameters')
  const bodies = isArray(list) ? list.filter((parameter) => positionOf(parameter, at) === 'body') : []
  const [parameter] = bodies
  if (!isArray(list) || parameter === undefined) return
  const consumes = listAt(edit.source, 'consumes')
  const place = placeOf(parameter, list, at)
  const body = sharedBody(parameter, consumes, at, place) ?? convertedBody(parameter, consumes, at, place)
  edit.quietly(() => edit.setAfter('parameters', 'requestBody', body))
  edit.done('requestBody')
  withoutParameters(edit, list, bodies, at)
  at.report({ pointer: pointerTo(place), before: parameter, after: body })
}

/** A shared body can stay one where the operation takes what the document takes. */
function sharedBody(parameter: Json, consumes: readonly string[] | undefined, at: Context, place: Place): JsonObject | undefined {
  const isRef = isObject(parameter) && typeof parameter['$ref'] === 'string'
  const isUsual = consumes === undefined || JSON.stringify(consumes) === JSON.stringify(listAt(at.document, 'consumes') ?? [])
  const tokens = isRef && isUsual ? tokensOf(pointerTo(at.resolvedPlace(parameter, place))) : undefined
  const renamed = tokens?.length === 2 ? renameIn30(tokens, at.document) : undefined
  return renamed && { $ref: addressOf(renamed) }
}

function withForm(edit: Edit, at: Context): void {
  const list = edit.get('parameters')
  const fields = isArray(list) ? list.filter((parameter) => positionOf(parameter, at) === 'formData') : []
  if (!isArray(list) || fields.length === 0) return
  const resolved = fields.map((field) => at.resolve(field)).filter(isObject)
  const properties: Record<string, Json> = {}
  const required: string[] = []
  for (const [index, field] of resolved.entries()) {
    const name = String(own(field, 'name'))
    put(properties, name, propertyOf(field, at.resolvedPlace(fields[index]!, placeOf(fields[index]!, list, at)), at))
    if (own(field, 'required') === true) required.push(name)
  }
  const schema = at.convert({ type: 'object', properties, ...(required.length > 0 && { required }) }, 'Schema', at.place)
  const content: Record<string, Json> = {}
  for (const type of formTypes(edit, resolved, at)) put(content, type, mediaTypeOf(type, schema, resolved, at))
  const body: JsonObject = { content, ...(required.length > 0 && { required: true }) }
  edit.quietly(() => edit.setAfter('parameters', 'requestBody', body))
  edit.done('requestBody')
  withoutParameters(edit, list, fields, at)
  at.report({ pointer: pointerTo(below(at.place, 'parameters')), before: fields, after: body })
}

/** Without a form's media type, files need multipart and everything else is sent as a URL's query is. */
function formTypes(edit: Edit, fields: readonly JsonObject[], at: Context): readonly string[] {
  const consumes = listAt(edit.source, 'consumes') ?? listAt(at.document, 'consumes') ?? []
  const forms = consumes.filter((type) => FORMS.some((form) => type.toLowerCase().startsWith(form)))
  if (forms.length > 0) return forms
  return fields.some((field) => own(field, 'type') === 'file') ? ['multipart/form-data'] : ['application/x-www-form-urlencoded']
}

function propertyOf(field: JsonObject, place: Place, at: Context): JsonObject {
  if (Object.hasOwn(field, 'allowEmptyValue')) {
    at.report({
      code: 'allow-empty-value',
      effect: own(field, 'allowEmptyValue') === true ? 'loss' : 'equal',
      pointer: pointerTo(below(place, 'allowEmptyValue')),
      before: own(field, 'allowEmptyValue'),
      message: 'OpenAPI 3.0 allows empty values to be announced in the query only.',
      help: 'Say in the description that the value may be empty.',
    })
  }
  const extensions = Object.fromEntries(Object.entries(field).filter(([key]) => key.startsWith('x-') || key === 'description'))
  const isUnsayable = own(field, 'type') === 'array' && !serialisationOf(field, 'formData')
  if (isUnsayable) tellFormat(field, place, at)
  const schema = isUnsayable ? { ...TEXT, ...extensions } : { ...schemaOf(field, at), ...extensions }
  if (!isUnsayable) at.notes.inherit(schema, field)
  at.moved(own(schema, 'items'), below(place, 'items'))
  at.moved(schema, place)
  return schema
}

function mediaTypeOf(type: string, schema: Json, fields: readonly JsonObject[], at: Context): JsonObject {
  const encoding: Record<string, Json> = {}
  for (const field of fields) {
    const serialisation = own(field, 'type') === 'array' ? serialisationOf(field, 'formData') : undefined
    // “form” with “explode” is the default.
    if (!serialisation || serialisation.explode) continue
    if (isMultipart(type)) tellFormat(field, at.place, at)
    else put(encoding, String(own(field, 'name')), { ...serialisation })
  }
  const mediaType = { schema, ...(Object.keys(encoding).length > 0 && { encoding }) }
  at.stood(mediaType, below(at.place, 'parameters'))
  return mediaType
}

const tellFormat = (field: JsonObject, place: Place, at: Context): void =>
  at.report({
    code: 'collection-format',
    effect: 'loss',
    pointer: pointerTo(place),
    before: field,
    message: 'OpenAPI 3.0 has no way to write a list like this in a form.',
    help: 'Explain in the description how the list is written.',
  })
