import type { JsonObject } from '../../../src/core/model/json.ts'
import type { Case } from './case.ts'
import { documentCases, OPERATION, operationCases, schemaCases } from './case.ts'

const schema = schemaCases('3.2', '3.1')
const operation = operationCases('3.2', '3.1')
const document = documentCases('3.2', '3.1')
const OK = { description: 'ok' }
const withContent = (content: object): JsonObject => ({ requestBody: { content }, ...OPERATION }) as unknown as JsonObject
const JSONL = 'application/jsonl'
const FLOW = { tokenUrl: 'https://e.x/t', scopes: {} }

export const CASES_32_31: Case[] = [
  document({ code: 'version', behaviour: 'the version becomes 3.1.2', effect: 'equal' }, { paths: {} }, { '#/openapi': '3.1.2' }),
  document(
    { code: 'query', behaviour: 'the method QUERY cannot be said', effect: 'impossible', pointer: '#/paths/~1t/query' },
    { paths: { '/t': { query: OPERATION, get: OPERATION } } },
    { '#/paths/~1t': { get: OPERATION } },
  ),
  document(
    {
      code: 'additional-operations',
      behaviour: 'other methods cannot be said',
      effect: 'impossible',
      pointer: '#/paths/~1t/additionalOperations/COPY',
    },
    { paths: { '/t': { additionalOperations: { COPY: OPERATION }, get: OPERATION } } },
    { '#/paths/~1t': { get: OPERATION } },
  ),
  operation(
    {
      code: 'querystring',
      behaviour: 'the whole query as a parameter cannot be said of the operation',
      effect: 'impossible',
      pointer: '#/paths/~1t/post',
    },
    {
      parameters: [
        { name: 'q', in: 'querystring', content: {} },
        { name: 'x', in: 'header' },
      ],
      ...OPERATION,
    },
    { parameters: [{ name: 'x', in: 'header' }], ...OPERATION },
  ),
  document(
    {
      code: 'querystring',
      behaviour: 'nor of the operations of a path item, by reference either',
      effect: 'impossible',
      pointer: '#/paths/~1t/get',
    },
    {
      paths: { '/t': { parameters: [{ $ref: '#/components/parameters/Q' }], get: OPERATION } },
      components: { parameters: { Q: { name: 'q', in: 'querystring', content: {} }, P: { name: 'p', in: 'query' } } },
    },
    { '#/paths/~1t': { get: OPERATION }, '#/components/parameters': { P: { name: 'p', in: 'query' } } },
  ),
  operation(
    { code: 'item-schema', behaviour: 'the items of a stream cannot be said', effect: 'loss' },
    withContent({ [JSONL]: { itemSchema: { type: 'object' } } }),
    withContent({ [JSONL]: {} }),
  ),
  operation(
    { code: 'positional-encoding', behaviour: 'encodings by position cannot be said', effect: 'loss' },
    withContent({ 'multipart/mixed': { prefixEncoding: [{}], itemEncoding: {}, schema: {} } }),
    withContent({ 'multipart/mixed': { schema: {} } }),
  ),
  operation(
    { code: 'nested-encoding', behaviour: 'encodings within encodings cannot be said', effect: 'loss' },
    withContent({ 'multipart/form-data': { encoding: { a: { contentType: 'multipart/mixed', encoding: { b: {} } } } } }),
    withContent({ 'multipart/form-data': { encoding: { a: { contentType: 'multipart/mixed' } } } }),
  ),
  operation(
    { code: 'media-type-description', behaviour: 'media types have no description', effect: 'loss' },
    withContent({ 'text/plain': { description: 'd' } }),
    withContent({ 'text/plain': {} }),
  ),
  document(
    { code: 'media-type-components', behaviour: 'media types stand where they are used', effect: 'equal' },
    {
      paths: { '/t': { post: { requestBody: { content: { 'application/json': { $ref: '#/components/mediaTypes/M' } } }, ...OPERATION } } },
      components: { mediaTypes: { M: { schema: { type: 'object' } } } },
    },
    { '#/paths/~1t/post/requestBody/content': { 'application/json': { schema: { type: 'object' } } }, '#/components': {} },
  ),
  operation(
    { code: 'example-value', behaviour: 'dataValue is the value', effect: 'equal' },
    withContent({ 'text/plain': { examples: { e: { summary: 's', dataValue: 1 } } } }),
    withContent({ 'text/plain': { examples: { e: { summary: 's', value: 1 } } } }),
  ),
  operation(
    { code: 'example-value', behaviour: 'how the value is written is lost beside it', effect: 'loss' },
    withContent({ 'text/plain': { examples: { e: { dataValue: 1, serializedValue: '1' } } } }),
    withContent({ 'text/plain': { examples: { e: { value: 1 } } } }),
  ),
  operation(
    { code: 'example-value', behaviour: 'what is written is the value where there is no other', effect: 'loss' },
    withContent({ 'text/plain': { examples: { e: { serializedValue: 'a=1' } } } }),
    withContent({ 'text/plain': { examples: { e: { value: 'a=1' } } } }),
  ),
  operation(
    { code: 'cookie-style', behaviour: 'style cookie is form', effect: 'loss' },
    { parameters: [{ name: 'c', in: 'cookie', style: 'cookie' }] },
    { parameters: [{ name: 'c', in: 'cookie', style: 'form' }] },
  ),
  operation(
    { code: 'allow-reserved', behaviour: 'allowReserved outside the query is lost', effect: 'loss' },
    { parameters: [{ name: 'p', in: 'path', required: true, allowReserved: true }] },
    { parameters: [{ name: 'p', in: 'path', required: true }] },
  ),
  document(
    { code: 'self', behaviour: 'the identity of the document is left out', effect: 'loss', pointer: '#/$self' },
    { paths: {}, $self: 'https://e.x/a' },
    { '#/$self': undefined },
  ),
  document(
    { code: 'json-schema-dialect', behaviour: 'the dialect is the one of 3.1', effect: 'equal' },
    { paths: {}, jsonSchemaDialect: 'https://spec.openapis.org/oas/3.2/dialect/2025-09-17' },
    { '#/jsonSchemaDialect': 'https://spec.openapis.org/oas/3.1/dialect/base' },
  ),
  document(
    { code: 'tag-fields', behaviour: 'tags have a name and a description', effect: 'loss', pointer: '#/tags/0' },
    { paths: {}, tags: [{ name: 'a', summary: 's', parent: 'b', kind: 'nav', description: 'd' }, { name: 'b' }] },
    { '#/tags': [{ name: 'a', description: 'd' }, { name: 'b' }] },
  ),
  document(
    { code: 'server-name', behaviour: 'servers have no name', effect: 'loss' },
    { paths: {}, servers: [{ url: '/', name: 'n' }] },
    { '#/servers': [{ url: '/' }] },
  ),
  schema(
    {
      code: 'default-mapping',
      behaviour: 'there is no default of a discriminator',
      effect: 'loss',
      pointer: '#/components/schemas/T/discriminator/defaultMapping',
    },
    { discriminator: { propertyName: 'k', defaultMapping: 'Other' } },
    { discriminator: { propertyName: 'k' } },
  ),
  operation(
    { code: 'response-summary', behaviour: 'responses have no summary', effect: 'loss' },
    { responses: { 200: { summary: 's', description: 'ok' } } },
    { responses: { 200: OK } },
  ),
  operation(
    { code: 'response-description', behaviour: 'responses have a description', effect: 'equal', pointer: '#/paths/~1t/post/responses/200' },
    { responses: { 200: {} } },
    { responses: { 200: { description: '' } } },
  ),
  document(
    { code: 'device-authorization', behaviour: 'the device flow is left out', effect: 'loss' },
    {
      paths: {},
      components: {
        securitySchemes: {
          o: {
            type: 'oauth2',
            flows: { clientCredentials: FLOW, deviceAuthorization: { ...FLOW, deviceAuthorizationUrl: 'https://e.x/d' } },
          },
        },
      },
    },
    { '#/components/securitySchemes/o/flows': { clientCredentials: FLOW } },
  ),
  document(
    { code: 'oauth2-metadata', behaviour: 'the address of metadata is left out', effect: 'loss' },
    { paths: {}, components: { securitySchemes: { o: { type: 'oauth2', flows: {}, oauth2MetadataUrl: 'https://e.x/m' } } } },
    { '#/components/securitySchemes/o': { type: 'oauth2', flows: {} } },
  ),
  document(
    { code: 'scheme-deprecated', behaviour: 'security schemes are not deprecated', effect: 'loss' },
    { paths: {}, components: { securitySchemes: { o: { type: 'http', scheme: 'basic', deprecated: true } } } },
    { '#/components/securitySchemes/o': { type: 'http', scheme: 'basic' } },
  ),
  document(
    { code: 'security-uri', behaviour: 'security schemes are named', effect: 'equal' },
    {
      paths: {},
      security: [{ '#/components/securitySchemes/o': ['a'] }],
      components: { securitySchemes: { o: { type: 'http', scheme: 'basic' } } },
    },
    { '#/security': [{ o: ['a'] }] },
  ),
  schema(
    { code: 'xml-node-type', behaviour: 'an attribute is said by attribute', effect: 'equal' },
    { type: 'string', xml: { name: 'x', nodeType: 'attribute' } },
    { type: 'string', xml: { name: 'x', attribute: true } },
  ),
  schema(
    { code: 'xml-node-type', behaviour: 'an element around a list is said by wrapped', effect: 'equal' },
    { type: 'array', xml: { nodeType: 'element' } },
    { type: 'array', xml: { wrapped: true } },
  ),
  schema(
    { code: 'xml-node-type', behaviour: 'texts and CDATA cannot be said', effect: 'loss' },
    { type: 'string', xml: { nodeType: 'cdata' } },
    { type: 'string', xml: {} },
  ),
]
