import type { JsonObject } from '../../../src/core/model/json.ts'
import type { Case } from './case.ts'
import { documentCases, OPERATION, operationCases, schemaCases } from './case.ts'

const schema = schemaCases('2.0', '3.0')
const operation = operationCases('2.0', '3.0')
const document = documentCases('2.0', '3.0')
const JSON_TYPE = 'application/json'
const PATH: JsonObject = { paths: { '/t': { post: OPERATION } } }
const FORM = 'application/x-www-form-urlencoded'
const parameters = (...list: JsonObject[]): JsonObject => ({ parameters: list, ...OPERATION })

export const CASES_20_30: Case[] = [
  document({ code: 'version', behaviour: 'swagger becomes openapi', effect: 'equal', pointer: '#' }, PATH, {
    '#/openapi': '3.0.4',
    '#/swagger': undefined,
  }),
  document(
    { code: 'host', id: 'S01', behaviour: 'host, base path and schemes are servers', effect: 'equal' },
    { ...PATH, host: 'a.b', basePath: '/v1', schemes: ['https', 'http'] },
    { '#/servers': [{ url: 'https://a.b/v1' }, { url: 'http://a.b/v1' }], '#/host': undefined },
  ),
  document(
    { code: 'host', id: 'S02', behaviour: 'a base path alone is a relative server', effect: 'equal', pointer: '#' },
    { ...PATH, basePath: '/v1' },
    { '#/servers': [{ url: '/v1' }] },
  ),
  document(
    { code: 'host', behaviour: 'a host without schemes has the scheme of the description', effect: 'equal' },
    { ...PATH, host: 'a.b' },
    { '#/servers': [{ url: '//a.b' }] },
  ),
  document(
    { code: 'host', behaviour: 'schemes without a host are lost', effect: 'loss' },
    { ...PATH, basePath: '/v1', schemes: ['http'] },
    { '#/servers': [{ url: '/v1' }] },
  ),
  document(
    { code: 'operation-schemes', id: 'S03', behaviour: 'schemes of an operation are its servers', effect: 'equal' },
    { paths: { '/t': { get: { schemes: ['http'], ...OPERATION } } }, host: 'a.b', basePath: '/', schemes: ['https'] },
    { '#/paths/~1t/get/servers': [{ url: 'http://a.b' }] },
  ),
  document(
    {
      code: 'body-parameter',
      id: 'S04',
      behaviour: 'a body has the media types of consumes',
      effect: 'equal',
      pointer: '#/paths/~1t/post/parameters/0',
    },
    {
      paths: { '/t': { post: parameters({ name: 'b', in: 'body', required: true, description: 'd', schema: { type: 'object' } }) } },
      consumes: [JSON_TYPE, 'application/xml'],
    },
    {
      '#/paths/~1t/post': {
        requestBody: {
          required: true,
          description: 'd',
          content: { [JSON_TYPE]: { schema: { type: 'object' } }, 'application/xml': { schema: { type: 'object' } } },
        },
        ...OPERATION,
      },
    },
  ),
  operation(
    { code: 'body-parameter', behaviour: 'without consumes a body may be anything', effect: 'equal' },
    parameters({ name: 'b', in: 'body', schema: {} }),
    { requestBody: { content: { '*/*': { schema: {} } } }, ...OPERATION },
  ),
  operation(
    { code: 'form-parameters', id: 'S05', behaviour: 'a form with a file is multipart', effect: 'equal' },
    {
      consumes: ['multipart/form-data'],
      ...parameters(
        { name: 'f', in: 'formData', type: 'file', required: true },
        { name: 'n', in: 'formData', type: 'integer', description: 'd' },
      ),
    },
    {
      requestBody: {
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              properties: { f: { type: 'string', format: 'binary' }, n: { type: 'integer', description: 'd' } },
              required: ['f'],
            },
          },
        },
        required: true,
      },
      ...OPERATION,
    },
  ),
  operation(
    { code: 'form-parameters', behaviour: 'a form without media types is sent as a query is; lists say how', effect: 'equal' },
    parameters(
      { name: 'l', in: 'formData', type: 'array', items: { type: 'string' } },
      { name: 'm', in: 'formData', type: 'array', items: { type: 'string' }, collectionFormat: 'multi' },
    ),
    {
      requestBody: {
        content: {
          [FORM]: {
            schema: {
              type: 'object',
              properties: { l: { type: 'array', items: { type: 'string' } }, m: { type: 'array', items: { type: 'string' } } },
            },
            encoding: { l: { style: 'form', explode: false } },
          },
        },
      },
      ...OPERATION,
    },
  ),
  operation(
    {
      code: 'allow-empty-value',
      behaviour: 'empty values of a form cannot be announced',
      effect: 'loss',
      pointer: '#/paths/~1t/post/parameters/0/allowEmptyValue',
    },
    parameters({ name: 'n', in: 'formData', type: 'string', allowEmptyValue: true }),
    { requestBody: { content: { [FORM]: { schema: { type: 'object', properties: { n: { type: 'string' } } } } } }, ...OPERATION },
  ),
  operation(
    { code: 'file', behaviour: 'a response that is a file is binary', effect: 'equal' },
    { produces: ['image/png'], responses: { 200: { description: 'ok', schema: { type: 'file' } } } },
    { responses: { 200: { description: 'ok', content: { 'image/png': { schema: { type: 'string', format: 'binary' } } } } } },
  ),
  operation(
    { code: 'collection-format', id: 'S06', behaviour: 'lists in the query: multi, csv, pipes, ssv', effect: 'equal' },
    parameters(
      ...['multi', undefined, 'csv', 'pipes', 'ssv'].map((collectionFormat, index): JsonObject => ({
        name: `p${index}`,
        in: 'query',
        type: 'array',
        items: { type: 'string' },
        ...(collectionFormat && { collectionFormat }),
      })),
    ),
    parameters(
      ...[
        ['form', true],
        ['form', false],
        ['form', false],
        ['pipeDelimited', false],
        ['spaceDelimited', false],
      ].map(([style, explode], index): JsonObject => ({
        name: `p${index}`,
        in: 'query',
        style: style!,
        explode: explode!,
        schema: { type: 'array', items: { type: 'string' } },
      })),
    ),
  ),
  operation(
    { code: 'collection-format', id: 'S06', behaviour: 'tabs between the items cannot be said', effect: 'loss' },
    parameters({ name: 'a', in: 'query', type: 'array', items: { type: 'integer' }, collectionFormat: 'tsv', description: 'd' }),
    parameters({ name: 'a', in: 'query', schema: { type: 'string' }, description: 'd' }),
  ),
  operation(
    { code: 'collection-format', behaviour: 'how lists within lists are written cannot be said', effect: 'loss' },
    parameters({
      name: 'a',
      in: 'path',
      required: true,
      type: 'array',
      items: { type: 'array', items: { type: 'string' }, collectionFormat: 'pipes' },
    }),
    parameters({ name: 'a', in: 'path', required: true, schema: { type: 'array', items: { type: 'array', items: { type: 'string' } } } }),
  ),
  document(
    {
      code: 'containers',
      id: 'S07',
      behaviour: 'definitions, parameters and responses are components, and references follow',
      effect: 'equal',
      pointer: '#',
    },
    {
      paths: { '/t/{id}': { get: { parameters: [{ $ref: '#/parameters/Id' }], responses: { 200: { $ref: '#/responses/R' } } } } },
      parameters: { Id: { name: 'id', in: 'path', required: true, type: 'string' } },
      responses: { R: { description: 'r', schema: { $ref: '#/definitions/D' } } },
      definitions: { D: { type: 'object', properties: { d: { $ref: '#/definitions/D' } }, 'x-ref': { $ref: '#/definitions/D' } } },
    },
    {
      '#/paths/~1t~1{id}/get': {
        parameters: [{ $ref: '#/components/parameters/Id' }],
        responses: { 200: { $ref: '#/components/responses/R' } },
      },
      '#/components': {
        parameters: { Id: { name: 'id', in: 'path', required: true, schema: { type: 'string' } } },
        responses: { R: { description: 'r', content: { '*/*': { schema: { $ref: '#/components/schemas/D' } } } } },
        schemas: {
          D: { type: 'object', properties: { d: { $ref: '#/components/schemas/D' } }, 'x-ref': { $ref: '#/components/schemas/D' } },
        },
      },
    },
  ),
  document(
    { code: 'component-name', behaviour: 'names are letters, digits, “.”, “-” and “_”', effect: 'equal' },
    {
      paths: {},
      definitions: { 'Page«Pet»': { type: 'object' }, T: { $ref: '#/definitions/Page%C2%ABPet%C2%BB' } },
      securityDefinitions: { 'my key': { type: 'basic' } },
      security: [{ 'my key': [] }],
    },
    {
      '#/components/schemas': { 'Page-Pet': { type: 'object' }, T: { $ref: '#/components/schemas/Page-Pet' } },
      '#/security': [{ 'my-key': [] }],
      '#/components/securitySchemes': { 'my-key': { type: 'http', scheme: 'basic' } },
    },
  ),
  document(
    { code: 'body-parameter', id: 'S08', behaviour: 'a shared body is a request body component', effect: 'equal' },
    {
      paths: {
        '/t': {
          post: parameters({ $ref: '#/parameters/B' }),
          put: { consumes: ['text/plain'], ...parameters({ $ref: '#/parameters/B' }) },
        },
      },
      parameters: { B: { name: 'b', in: 'body', schema: { type: 'object' } } },
      consumes: [JSON_TYPE],
    },
    {
      '#/paths/~1t/post': { requestBody: { $ref: '#/components/requestBodies/B' }, ...OPERATION },
      '#/paths/~1t/put': { requestBody: { content: { 'text/plain': { schema: { type: 'object' } } } }, ...OPERATION },
      '#/components': { requestBodies: { B: { content: { [JSON_TYPE]: { schema: { type: 'object' } } } } } },
    },
  ),
  document(
    { code: 'security-scheme', id: 'S09', behaviour: 'basic, apiKey and the flows of oauth2', effect: 'equal' },
    {
      ...PATH,
      securityDefinitions: {
        b: { type: 'basic' },
        k: { type: 'apiKey', name: 'k', in: 'header' },
        o: { type: 'oauth2', flow: 'accessCode', authorizationUrl: 'https://e.x/a', tokenUrl: 'https://e.x/t', scopes: { s: 'S' } },
      },
    },
    {
      '#/components/securitySchemes': {
        b: { type: 'http', scheme: 'basic' },
        k: { type: 'apiKey', name: 'k', in: 'header' },
        o: {
          type: 'oauth2',
          flows: { authorizationCode: { authorizationUrl: 'https://e.x/a', tokenUrl: 'https://e.x/t', scopes: { s: 'S' } } },
        },
      },
    },
  ),
  document(
    { code: 'response-content', id: 'S10', behaviour: 'examples of a response belong to media types', effect: 'equal' },
    {
      paths: {
        '/t': {
          get: {
            responses: { 200: { description: 'ok', schema: { type: 'object' }, examples: { [JSON_TYPE]: { $ref: '#/definitions/D' } } } },
          },
        },
      },
      produces: [JSON_TYPE],
    },
    {
      '#/paths/~1t/get/responses/200': {
        description: 'ok',
        content: { [JSON_TYPE]: { schema: { type: 'object' }, example: { $ref: '#/definitions/D' } } },
      },
    },
  ),
  document(
    { code: 'media-types', behaviour: 'an operation with media types of its own has its own copy of a shared response', effect: 'equal' },
    {
      paths: { '/t': { get: { produces: ['text/csv'], responses: { 200: { $ref: '#/responses/R' } } } } },
      produces: [JSON_TYPE],
      responses: { R: { description: 'r', schema: { type: 'string' } } },
    },
    {
      '#/paths/~1t/get': { responses: { 200: { description: 'r', content: { 'text/csv': { schema: { type: 'string' } } } } } },
      '#/produces': undefined,
    },
  ),
  schema(
    { code: 'x-nullable', id: 'S11', behaviour: 'x-nullable is nullable', effect: 'equal' },
    { type: 'string', 'x-nullable': true },
    { type: 'string', nullable: true },
  ),
  schema(
    { code: 'x-nullable', behaviour: 'without a type the extension stays' },
    { allOf: [{ $ref: '#/definitions/Other' }], 'x-nullable': true },
    { allOf: [{ $ref: '#/components/schemas/Other' }], 'x-nullable': true },
  ),
  schema(
    { code: 'discriminator-string', id: 'S12', behaviour: 'the discriminator is an object', effect: 'equal' },
    { type: 'object', discriminator: 'kind', properties: { kind: { type: 'string' } } },
    { type: 'object', discriminator: { propertyName: 'kind' }, properties: { kind: { type: 'string' } } },
  ),
  document(
    { code: 'discriminator-string', behaviour: 'names that components cannot have go on telling them in data', effect: 'equal' },
    {
      ...PATH,
      definitions: {
        Pet: { type: 'object', discriminator: 't', required: ['t'], properties: { t: { type: 'string' } } },
        'Big Cat': { allOf: [{ $ref: '#/definitions/Cat' }] },
        Cat: { allOf: [{ $ref: '#/definitions/Pet' }] },
      },
    },
    {
      '#/components/schemas/Pet/discriminator': { propertyName: 't', mapping: { 'Big Cat': '#/components/schemas/Big-Cat' } },
      '#/components/schemas/Big-Cat': { allOf: [{ $ref: '#/components/schemas/Cat' }] },
    },
  ),
  document(
    { code: 'request-body', behaviour: 'a body that counted is ignored', effect: 'loss', pointer: '#/paths/~1t/get' },
    { consumes: ['a/b'], paths: { '/t': { get: parameters({ name: 'b', in: 'body', schema: {} }) } } },
    { '#/paths/~1t/get/requestBody': { content: { 'a/b': { schema: {} } } } },
  ),
  document(
    { code: 'security-scheme', behaviour: 'extensions of scopes are beside them', effect: 'equal' },
    {
      ...PATH,
      securityDefinitions: {
        o: { type: 'oauth2', flow: 'implicit', authorizationUrl: 'https://e.x/a', scopes: { s: 'S', 'x-s': { any: 1 } } },
      },
    },
    {
      '#/components/securitySchemes/o': {
        type: 'oauth2',
        flows: { implicit: { authorizationUrl: 'https://e.x/a', scopes: { s: 'S' }, 'x-s': { any: 1 } } },
      },
    },
  ),
  operation(
    { code: 'reserved-header', behaviour: 'a header of a response that media types are for is ignored', effect: 'loss' },
    { responses: { 200: { description: 'ok', headers: { 'content-type': { type: 'string' } } } } },
    { responses: { 200: { description: 'ok', headers: { 'content-type': { schema: { type: 'string' } } } } } },
  ),
  operation(
    { code: 'parameter-schema', behaviour: 'what is no list is not written as one', effect: 'equal' },
    parameters({ name: 's', in: 'query', type: 'string', collectionFormat: 'csv' }),
    parameters({ name: 's', in: 'query', schema: { type: 'string' } }),
  ),
  operation(
    { code: 'header-schema', id: 'S13', behaviour: 'a header of a response has a schema', effect: 'equal' },
    { responses: { 200: { description: 'ok', headers: { H: { type: 'integer', description: 'h' } } } } },
    { responses: { 200: { description: 'ok', headers: { H: { schema: { type: 'integer' }, description: 'h' } } } } },
  ),
  document(
    {
      code: 'shared-body',
      id: 'S14',
      behaviour: 'a body of a path belongs to its operations',
      effect: 'equal',
      pointer: '#/paths/~1t/parameters',
    },
    {
      paths: {
        '/t': {
          parameters: [
            { name: 'b', in: 'body', schema: { type: 'object' } },
            { name: 'q', in: 'query', type: 'string' },
          ],
          post: OPERATION,
          put: parameters({ name: 'c', in: 'body', schema: {} }),
        },
      },
      consumes: [JSON_TYPE],
    },
    {
      '#/paths/~1t': {
        parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }],
        post: { ...OPERATION, requestBody: { content: { [JSON_TYPE]: { schema: { type: 'object' } } } } },
        put: { requestBody: { content: { [JSON_TYPE]: { schema: {} } } }, ...OPERATION },
      },
    },
  ),
  operation(
    {
      code: 'parameter-schema',
      id: 'S15',
      behaviour: 'what is said of values is in the schema',
      effect: 'equal',
      pointer: '#/paths/~1t/post/parameters/0',
    },
    parameters({ name: 'q', in: 'query', type: 'integer', default: 5, enum: [5, 6], minimum: 1, allowEmptyValue: true }),
    parameters({ name: 'q', in: 'query', schema: { type: 'integer', default: 5, enum: [5, 6], minimum: 1 }, allowEmptyValue: true }),
  ),
  operation(
    { code: 'reserved-header', behaviour: 'parameters for headers with a meaning of their own are ignored', effect: 'loss' },
    parameters({ name: 'Accept', in: 'header', type: 'string' }),
    parameters({ name: 'Accept', in: 'header', schema: { type: 'string' } }),
  ),
  schema(
    { code: 'tuple-items', behaviour: 'items at positions: anything', effect: 'loss' },
    { type: 'array', items: [{ type: 'string' }, { type: 'integer' }] },
    { type: 'array', items: {} },
  ),
  schema(
    { code: 'tuple-items', behaviour: 'items at positions and no others: any of them, and no more', effect: 'loss' },
    { type: 'array', items: [{ type: 'string' }, { type: 'integer' }], additionalItems: false },
    { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'integer' }] }, maxItems: 2 },
  ),
  schema(
    { code: 'type-array', behaviour: 'types of draft 4 are one each', effect: 'equal' },
    { type: ['string', 'null'] },
    { type: 'string', nullable: true },
  ),
  schema(
    { code: 'null-type', behaviour: 'null alone is a nullable type with one value', effect: 'equal' },
    { type: 'null' },
    { type: 'string', nullable: true, enum: [null] },
  ),
  schema({ code: 'array-items', behaviour: 'an array has items', effect: 'equal' }, { type: 'array' }, { type: 'array', items: {} }),
  document(
    { code: 'moved-schema', behaviour: 'a reference into a parameter or response keeps its target', effect: 'equal' },
    { paths: {}, responses: { R: { description: 'r', schema: { type: 'string' } } }, definitions: { T: { $ref: '#/responses/R/schema' } } },
    { '#/components/schemas': { T: { $ref: '#/components/schemas/R' }, R: { type: 'string' } } },
  ),
]
