import { isArray, isObject, type Json, type JsonObject, own, text } from '../../model/json.ts'
import { tokensOf } from '../../model/pointer.ts'
import { changed, type Edit } from '../edit.ts'
import { below, type Place, pointerTo } from '../place.ts'
import { type Context, type RuleOf, rulesOf, versionRule } from '../rule.ts'
import { typesOf } from '../schema.ts'
import { inline } from './document-3.1-to-3.0.ts'

const NOTHING = 'Nothing needs to be done.'
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']

/** Fields that 3.1 does not have. */
const dropped = (rule: Pick<RuleOf, 'code' | 'sections' | 'type' | 'message' | 'help'> & { keys: readonly string[] }): RuleOf => ({
  ...rule,
  effect: 'loss',
  convert: (edit) => edit.delete(...rule.keys),
})

const OPERATION_RULES: RuleOf[] = [
  {
    code: 'query',
    sections: ['3.2.0 §4.9', '3.1.2 §4.8.9'],
    type: 'PathItem',
    keys: ['query'],
    effect: 'impossible',
    message: 'The method QUERY cannot be described before OpenAPI 3.2.',
    help: 'Keep this endpoint in OpenAPI 3.2, or offer it as POST too.',
    convert: (edit) => edit.delete('query'),
  },
  {
    code: 'additional-operations',
    sections: ['3.2.0 §4.9', '3.1.2 §4.8.9'],
    type: 'PathItem',
    keys: ['additionalOperations'],
    effect: 'impossible',
    message: 'Methods other than the usual ones cannot be described before OpenAPI 3.2.',
    help: 'Keep this endpoint in OpenAPI 3.2.',
    convert(edit, at) {
      const operations = edit.get('additionalOperations')
      for (const method of isObject(operations) ? Object.keys(operations) : []) {
        const pointer = pointerTo(below(at.place, 'additionalOperations', method))
        at.report({ pointer, before: own(operations, method), message: `The method ${method} cannot be described before OpenAPI 3.2.` })
      }
      edit.quietly(() => edit.delete('additionalOperations'))
    },
  },
  ...['Operation', 'PathItem'].map((type): RuleOf => ({
    code: 'querystring',
    sections: ['3.2.0 §4.12 (in: querystring)', '3.1.2 §4.8.12'],
    type,
    keys: ['parameters'],
    effect: 'impossible',
    message: 'A parameter that is the whole query string cannot be described before OpenAPI 3.2.',
    help: 'Describe the parts of the query as parameters, or keep this endpoint in OpenAPI 3.2.',
    convert: withoutQueryStrings,
  })),
  {
    code: 'querystring',
    sections: ['3.2.0 §4.12 (in: querystring)', '3.1.2 §4.8.12'],
    type: 'Components',
    keys: ['parameters'],
    effect: 'loss',
    message: 'A parameter that is the whole query string cannot be described before OpenAPI 3.2.',
    help: 'Describe the parts of the query as parameters.',
    convert(edit, at) {
      const parameters = edit.get('parameters')
      if (!isObject(parameters)) return
      const gone = Object.keys(parameters).filter((name) => isQueryString(parameters[name]!, at))
      if (gone.length === 0) return
      if (gone.length === Object.keys(parameters).length) edit.delete('parameters')
      else edit.set('parameters', changed(at.notes, parameters, Object.fromEntries(gone.map((name) => [name, undefined]))))
    },
  },
]

const isQueryString = (parameter: Json, at: Context): boolean => text(at.resolve(parameter), 'in') === 'querystring'

function withoutQueryStrings(edit: Edit, at: Context): void {
  const list = edit.get('parameters')
  if (!isArray(list)) return
  const kept = list.filter((parameter) => !isQueryString(parameter, at))
  if (kept.length === list.length) return
  for (const parameter of kept) at.moved(parameter, below(at.place, 'parameters', list.indexOf(parameter)))
  for (const place of operationsIn(edit, at)) {
    at.report({ pointer: pointerTo(place), before: list.find((parameter) => isQueryString(parameter, at)) })
  }
  edit.quietly(() => (kept.length > 0 ? edit.set('parameters', kept) : edit.delete('parameters')))
}

/** The operations that a path item's fields apply to; an operation is its own. */
function operationsIn(edit: Edit, { type, place }: Context): Place[] {
  if (type.name === 'Operation') return [place]
  const more = own(edit.source, 'additionalOperations')
  const operations = [
    ...METHODS.filter((method) => isObject(own(edit.source, method))).map((method) => below(place, method)),
    ...(isObject(more) ? Object.keys(more).map((method) => below(place, 'additionalOperations', method)) : []),
  ]
  return operations.length > 0 ? operations : [place]
}

const CONTENT_RULES: RuleOf[] = [
  dropped({
    code: 'item-schema',
    sections: ['3.2.0 §4.14 (sequential media types)', '3.1.2 §4.8.14'],
    type: 'MediaType',
    keys: ['itemSchema'],
    message: 'What the items of a stream are cannot be said before OpenAPI 3.2.',
    help: 'Explain in the description what the items of the stream are.',
  }),
  ...['MediaType', 'Encoding'].map((type) =>
    dropped({
      code: 'positional-encoding',
      sections: ['3.2.0 §4.14 and §4.15', '3.1.2 §4.8.14 and §4.8.15'],
      type,
      keys: ['prefixEncoding', 'itemEncoding'],
      message: 'Encodings of parts without names cannot be said before OpenAPI 3.2.',
      help: 'Explain in the description how the parts are encoded.',
    }),
  ),
  dropped({
    code: 'nested-encoding',
    sections: ['3.2.0 §4.15', '3.1.2 §4.8.15'],
    type: 'Encoding',
    keys: ['encoding'],
    message: 'Encodings within encodings cannot be said before OpenAPI 3.2.',
    help: 'Explain in the description how the inner parts are encoded.',
  }),
  dropped({
    code: 'media-type-description',
    sections: ['3.2.0 §4.14', '3.1.2 §4.8.14'],
    type: 'MediaType',
    keys: ['description'],
    message: 'Media types have no description before OpenAPI 3.2.',
    help: 'Put the text into the description of the response, request body or schema.',
  }),
  {
    code: 'media-type-components',
    sections: ['3.2.0 §4.7', '3.1.2 §4.8.7'],
    type: 'Components',
    keys: ['mediaTypes'],
    effect: 'equal',
    message: 'Media types cannot be components before OpenAPI 3.2; they stand where they are used.',
    help: NOTHING,
    convert: (edit) => edit.delete('mediaTypes'),
  },
  {
    code: 'media-type-components',
    sections: ['3.2.0 §4.14', '3.1.2 §4.8.14'],
    type: 'Reference',
    keys: ['$ref'],
    effect: 'impossible',
    message: 'The media type refers to itself, so it cannot stand where it is used.',
    help: 'Break the circle before the description is converted.',
    convert(edit, at) {
      if (at.type.name === 'MediaType') inline(edit.source, at, (value) => edit.become(value))
    },
  },
  {
    code: 'example-value',
    sections: ['3.2.0 §4.19 (dataValue, serializedValue)', '3.1.2 §4.8.19 (value)'],
    type: 'Example',
    keys: ['dataValue', 'serializedValue'],
    effect: 'equal',
    message: 'The value of an example is called “value” before OpenAPI 3.2.',
    help: NOTHING,
    convert(edit) {
      const key = edit.has('dataValue') ? 'dataValue' : 'serializedValue'
      const isBoth = edit.has('dataValue') && edit.has('serializedValue')
      if (edit.has('value')) edit.delete('dataValue', 'serializedValue')
      else edit.rename(key, 'value', edit.get(key)!, { container: edit.source, key })
      edit.delete('serializedValue')
      // Both at once are allowed in 3.2 only (OAS 3.1.2 §4.8.19: mutually exclusive).
      const isExternal = edit.has('externalValue')
      edit.delete('externalValue')
      if (key === 'serializedValue' || isBoth || isExternal) {
        return {
          effect: 'loss',
          message: 'How an example is written cannot be said beside its value before OpenAPI 3.2.',
          help: 'Explain in the description how the value is written.',
        }
      }
    },
  },
]

const PARAMETER_RULES: RuleOf[] = [
  {
    code: 'cookie-style',
    sections: ['3.2.0 §4.12 (style cookie)', '3.1.2 §4.8.12 (cookies have style form)'],
    type: 'Parameter',
    keys: ['style'],
    effect: 'loss',
    message: 'The style “cookie” is new in OpenAPI 3.2; “form” is the only one for cookies before, which percent-encodes values.',
    help: 'Say in the description that values are sent as they are.',
    convert(edit) {
      if (edit.get('style') === 'cookie') edit.set('style', 'form')
    },
  },
  {
    code: 'allow-reserved',
    sections: ['3.2.0 §4.12 (any location)', '3.1.2 §4.8.12 (only in the query)'],
    type: 'Parameter',
    keys: ['allowReserved'],
    effect: 'loss',
    message: '“allowReserved” applies to the query only before OpenAPI 3.2.',
    help: 'Say in the description that reserved characters are sent as they are.',
    convert(edit) {
      if (edit.get('in') === 'query') return
      const isLost = edit.get('allowReserved') === true
      edit.delete('allowReserved')
      if (!isLost) {
        return {
          effect: 'equal',
          message: '“allowReserved” applies to the query only before OpenAPI 3.2, and is false elsewhere.',
          help: NOTHING,
        }
      }
    },
  },
]

const ROOT_RULES: RuleOf[] = [
  dropped({
    code: 'self',
    sections: ['3.2.0 §4.1', '3.1.2 §4.8.1'],
    type: 'OpenAPI',
    keys: ['$self'],
    message: 'A document cannot say its own URI before OpenAPI 3.2.',
    help: NOTHING,
  }),
  {
    code: 'json-schema-dialect',
    sections: ['3.2.0 §4.1', '3.1.2 §4.8.1'],
    type: 'OpenAPI',
    keys: ['jsonSchemaDialect'],
    effect: 'equal',
    message: 'The dialect of OpenAPI 3.2 is the one of 3.1 for schemas that 3.1 can say.',
    help: NOTHING,
    convert(edit) {
      if (String(edit.get('jsonSchemaDialect')).startsWith('https://spec.openapis.org/oas/3.2/')) {
        edit.set('jsonSchemaDialect', 'https://spec.openapis.org/oas/3.1/dialect/base')
      }
    },
  },
  dropped({
    code: 'tag-fields',
    sections: ['3.2.0 §4.22', '3.1.2 §4.8.22'],
    type: 'Tag',
    keys: ['summary', 'parent', 'kind'],
    message: 'Tags have no summary, parent or kind before OpenAPI 3.2.',
    help: 'Describe groups of tags with the extension “x-tagGroups” where tools read it.',
  }),
  dropped({
    code: 'server-name',
    sections: ['3.2.0 §4.5', '3.1.2 §4.8.5'],
    type: 'Server',
    keys: ['name'],
    message: 'Servers have no name before OpenAPI 3.2.',
    help: 'Put the name into the description of the server.',
  }),
  dropped({
    code: 'default-mapping',
    sections: ['3.2.0 §4.25', '3.1.2 §4.8.25'],
    type: 'Discriminator',
    keys: ['defaultMapping'],
    message: 'Which schema is meant when a discriminator does not tell cannot be said before OpenAPI 3.2.',
    help: 'Name the schema in the description.',
  }),
  dropped({
    code: 'response-summary',
    sections: ['3.2.0 §4.17', '3.1.2 §4.8.17'],
    type: 'Response',
    keys: ['summary'],
    message: 'Responses have no summary before OpenAPI 3.2.',
    help: 'Put the summary into the description.',
  }),
  {
    code: 'response-description',
    sections: ['3.2.0 §4.17 (optional)', '3.1.2 §4.8.17 (REQUIRED)'],
    type: 'Response',
    applies: (node) => !Object.hasOwn(node, 'description'),
    effect: 'equal',
    message: 'A response must have a description, be it empty.',
    help: 'Describe the response.',
    convert(edit) {
      if (!edit.has('description')) edit.set('description', '')
    },
  },
]

const SECURITY_RULES: RuleOf[] = [
  dropped({
    code: 'device-authorization',
    sections: ['3.2.0 §4.28', '3.1.2 §4.8.28'],
    type: 'OAuthFlows',
    keys: ['deviceAuthorization'],
    message: 'The device flow of OAuth 2 cannot be described before OpenAPI 3.2.',
    help: 'Explain the flow in the description of the security scheme.',
  }),
  dropped({
    code: 'oauth2-metadata',
    sections: ['3.2.0 §4.27', '3.1.2 §4.8.27'],
    type: 'SecurityScheme',
    keys: ['oauth2MetadataUrl'],
    message: 'Where the metadata of an OAuth 2 server is cannot be said before OpenAPI 3.2.',
    help: 'Put the address into the description of the security scheme.',
  }),
  dropped({
    code: 'scheme-deprecated',
    sections: ['3.2.0 §4.27', '3.1.2 §4.8.27'],
    type: 'SecurityScheme',
    keys: ['deprecated'],
    message: 'Security schemes cannot be deprecated before OpenAPI 3.2.',
    help: 'Say so in the description of the security scheme.',
  }),
  {
    code: 'security-uri',
    sections: ['3.2.0 §4.30 (names and URIs)', '3.1.2 §4.8.30 (names)'],
    type: 'SecurityRequirement',
    effect: 'equal',
    message: 'Security schemes are named, not referred to by URI, before OpenAPI 3.2.',
    help: NOTHING,
    convert(edit, { document }) {
      const schemes = own(own(document, 'components'), 'securitySchemes')
      for (const key of edit.keys()) {
        const tokens = own(schemes, key) === undefined && key.includes('#') ? tokensOf(key.slice(key.indexOf('#'))) : undefined
        const name = tokens?.length === 3 && tokens[1] === 'securitySchemes' ? tokens[2]! : undefined
        if (name !== undefined && own(schemes, name) !== undefined) edit.rename(key, name, edit.get(key)!)
      }
    },
  },
]

const XML_RULE: RuleOf = {
  code: 'xml-node-type',
  sections: ['3.2.0 §4.26', '3.1.2 §4.8.26'],
  type: 'Schema',
  applies: (node) => own(own(node, 'xml'), 'nodeType') !== undefined,
  effect: 'equal',
  message: 'What kind of XML node a value is, is said by “attribute” and “wrapped” before OpenAPI 3.2.',
  help: NOTHING,
  convert(edit, at) {
    const xml = edit.get('xml') as JsonObject
    const said = xmlFlags(own(xml, 'nodeType')!, edit.source)
    edit.set('xml', changed(at.notes, xml, { nodeType: undefined, ...said }))
    if (!said) {
      return {
        effect: 'loss',
        message: 'This kind of XML node cannot be said before OpenAPI 3.2.',
        help: 'Explain in the description how the value is written in XML.',
      }
    }
  },
}

/** The fields that say the same, or undefined if none do. */
function xmlFlags(nodeType: Json, schema: JsonObject): Record<string, Json> | undefined {
  const isReference = own(schema, '$ref') !== undefined || own(schema, '$dynamicRef') !== undefined
  const isList = typesOf(schema)?.includes('array') ?? false
  if (nodeType === 'attribute') return { attribute: true }
  if (nodeType === 'element' && isList) return { wrapped: true }
  const standard = isReference || isList ? 'none' : 'element'
  return nodeType === standard ? {} : undefined
}

export const RULES_32_31 = rulesOf('3.2', '3.1', [
  versionRule('3.2.0 §3.1', '3.1.2 §4.1'),
  ...OPERATION_RULES,
  ...CONTENT_RULES,
  ...PARAMETER_RULES,
  ...ROOT_RULES,
  ...SECURITY_RULES,
  XML_RULE,
])
