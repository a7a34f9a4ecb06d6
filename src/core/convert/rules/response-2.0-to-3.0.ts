import { isObject, type Json, type JsonObject, own, put, refOf } from '../../model/json.ts'
import { changed, type Edit, keepDigits } from '../edit.ts'
import { below } from '../place.ts'
import type { Context, RuleOf } from '../rule.ts'
import { ANY_MEDIA_TYPE, listAt } from './body-2.0-to-3.0.ts'

const NOTHING = 'Nothing needs to be done.'

/** The media types of responses whose operation has its own. */
const producesOf = (at: Context): WeakMap<object, readonly string[]> =>
  at.shared('produces', () => new WeakMap<object, readonly string[]>())

export const RESPONSE_RULES_20_30: RuleOf[] = [
  {
    code: 'media-types',
    sections: ['2.0 Swagger Object and Operation Object (consumes, produces)', '3.0.4 §4.7.14'],
    type: 'Operation',
    keys: ['consumes', 'produces'],
    effect: 'equal',
    message: 'Media types are said at each body.',
    help: NOTHING,
    convert(edit, at) {
      const produces = listAt(edit.source, 'produces')
      const usual = listAt(at.document, 'produces') ?? []
      if (produces && JSON.stringify(produces) !== JSON.stringify(usual)) withOwnTypes(edit, produces, at)
      edit.delete('consumes', 'produces')
    },
  },
  {
    code: 'response-content',
    sections: ['2.0 Response Object (schema, examples)', '3.0.4 §4.7.17 (content)'],
    type: 'Response',
    keys: ['schema', 'examples'],
    effect: 'equal',
    message: 'What a response holds is said for each media type.',
    help: NOTHING,
    convert: withContent,
  },
]

/** Responses that the operation shares with others get a copy of their own. */
function withOwnTypes(edit: Edit, produces: readonly string[], at: Context): void {
  const responses = edit.get('responses')
  if (!isObject(responses)) return
  const copies: Record<string, Json> = {}
  for (const [code, response] of Object.entries(responses)) {
    const target = at.resolve(response)
    if (!isObject(target) || !(Object.hasOwn(target, 'schema') || Object.hasOwn(target, 'examples'))) continue
    const copy = { ...target }
    at.notes.inherit(copy, target)
    producesOf(at).set(copy, produces)
    const place = below(at.place, 'responses', code)
    at.moved(copy, refOf(response) === undefined ? place : at.resolvedPlace(response, place))
    put(copies, code, copy)
  }
  if (Object.keys(copies).length > 0) edit.quietly(() => edit.set('responses', changed(at.notes, responses, copies)))
}

function withContent(edit: Edit, at: Context): void {
  const [schema, examples] = [edit.get('schema'), edit.get('examples')]
  const samples = isObject(examples) ? examples : {}
  const produces = producesOf(at).get(edit.source) ?? listAt(at.document, 'produces') ?? []
  const types = [...new Set([...produces, ...at.notes.keys(samples).filter((name) => !name.startsWith('x-'))])]
  const converted = schema === undefined ? undefined : at.convert(schema, 'Schema', below(at.place, 'schema'))
  const content: Record<string, Json> = {}
  for (const type of types.length > 0 ? types : [ANY_MEDIA_TYPE]) put(content, type, mediaTypeOf(type, converted, samples, at))
  edit.rename(schema === undefined ? 'examples' : 'schema', 'content', content)
  edit.delete('examples')
  edit.done('content')
}

function mediaTypeOf(type: string, schema: Json | undefined, samples: JsonObject, at: Context): JsonObject {
  const example = own(samples, type)
  const mediaType: Record<string, Json> = {}
  at.stood(mediaType, at.place)
  if (schema !== undefined) mediaType['schema'] = schema
  if (example === undefined) return mediaType
  mediaType['example'] = example
  keepDigits(at.notes, mediaType, 'example', example, { container: samples, key: type })
  return mediaType
}
