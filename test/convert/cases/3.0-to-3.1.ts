import type { Case } from './case.ts'
import { bodyCases, documentCases, OPERATION, operationCases, schemaCases, withBody } from './case.ts'

const schema = schemaCases('3.0', '3.1')
const operation = operationCases('3.0', '3.1')
const document = documentCases('3.0', '3.1')
const S = '#/components/schemas/T'
const OTHER = { $ref: '#/components/schemas/Other' }

export const CASES_30_31: Case[] = [
  ...bodyCases(document, { behaviour: 'a body that was ignored counts now', effect: 'equal' }),
  document(
    { code: 'version', id: 'U01', behaviour: 'the version becomes 3.1.2', effect: 'equal', pointer: '#/openapi' },
    { paths: {} },
    { '#/openapi': '3.1.2' },
  ),
  schema(
    { code: 'nullable', id: 'U02', behaviour: 'nullable beside a type is a second type', effect: 'equal', pointer: S },
    { type: 'string', nullable: true },
    { type: ['string', 'null'] },
  ),
  schema(
    { code: 'nullable-false', id: 'U03', behaviour: 'nullable: false is left out', effect: 'equal', pointer: `${S}/nullable` },
    { type: 'string', nullable: false },
    { type: 'string' },
  ),
  schema(
    {
      code: 'nullable-without-type',
      id: 'U04',
      behaviour: 'nullable without a type has no effect and adds none',
      effect: 'equal',
      pointer: `${S}/nullable`,
    },
    { nullable: true, properties: { a: { type: 'string' } } },
    { properties: { a: { type: 'string' } } },
  ),
  schema(
    { code: 'nullable', id: 'U05', behaviour: 'an enum without null goes on excluding it', effect: 'equal' },
    { type: 'string', enum: ['a', 'b'], nullable: true },
    { type: ['string', 'null'], enum: ['a', 'b'] },
  ),
  schema(
    { code: 'nullable', id: 'U06', behaviour: 'an enum with null is kept', effect: 'equal' },
    { type: 'string', enum: ['a', null], nullable: true },
    { type: ['string', 'null'], enum: ['a', null] },
  ),
  schema(
    { code: 'nullable-without-type', id: 'U07', behaviour: 'nullable beside allOf without a type has no effect', effect: 'equal' },
    { nullable: true, allOf: [OTHER] },
    { allOf: [OTHER] },
  ),
  schema(
    {
      code: 'ref-siblings',
      id: 'U08',
      behaviour: 'a nullable beside a reference does not become active, a description does',
      effect: 'equal',
      pointer: `${S}/properties/a/nullable`,
    },
    { type: 'object', properties: { a: { ...OTHER, nullable: true, description: 'd' } } },
    { type: 'object', properties: { a: { ...OTHER, description: 'd' } } },
  ),
  schema(
    {
      code: 'ref-siblings',
      id: 'U09',
      behaviour: 'constraints beside a reference do not become active',
      effect: 'equal',
      pointer: `${S}/properties/a`,
    },
    { type: 'object', properties: { a: { ...OTHER, minLength: 5, default: 'x' } } },
    { type: 'object', properties: { a: OTHER } },
  ),
  schema(
    { code: 'reference-text', behaviour: 'a description beside a reference is told of', effect: 'equal', pointer: S },
    { ...OTHER, description: 'd' },
    { ...OTHER, description: 'd' },
  ),
  schema(
    { code: 'exclusive-limit', id: 'U10', behaviour: 'exclusiveMinimum: true takes the number of minimum', effect: 'equal' },
    { type: 'integer', minimum: 5, exclusiveMinimum: true },
    { type: 'integer', exclusiveMinimum: 5 },
  ),
  schema(
    { code: 'exclusive-limit', behaviour: 'exclusiveMaximum: true takes the number of maximum', effect: 'equal' },
    { type: 'integer', maximum: 5, exclusiveMaximum: true },
    { type: 'integer', exclusiveMaximum: 5 },
  ),
  schema(
    { code: 'exclusive-limit-without-effect', id: 'U11', behaviour: 'exclusiveMaximum: false is left out, maximum stays', effect: 'equal' },
    { type: 'integer', maximum: 5, exclusiveMaximum: false },
    { type: 'integer', maximum: 5 },
  ),
  schema(
    { code: 'exclusive-limit-without-effect', id: 'U12', behaviour: 'exclusiveMinimum: true without minimum is left out', effect: 'equal' },
    { type: 'integer', exclusiveMinimum: true },
    { type: 'integer' },
  ),
  schema(
    { code: 'example', id: 'U13', behaviour: 'the example of a schema is a list of one', effect: 'equal' },
    { type: 'string', example: 'x' },
    { type: 'string', examples: ['x'] },
  ),
  schema(
    { code: 'example', id: 'U14', behaviour: 'properties named like keywords stay' },
    {
      type: 'object',
      properties: {
        nullable: { type: 'boolean' },
        example: { type: 'string' },
        exclusiveMinimum: { type: 'boolean' },
        type: { type: 'string' },
      },
    },
    {
      type: 'object',
      properties: {
        nullable: { type: 'boolean' },
        example: { type: 'string' },
        exclusiveMinimum: { type: 'boolean' },
        type: { type: 'string' },
      },
    },
  ),
  schema(
    { code: 'example', id: 'U15', behaviour: 'an example that looks like a schema is data', effect: 'equal' },
    { type: 'object', example: { type: 'string', nullable: true, exclusiveMinimum: true, minimum: 1 } },
    { type: 'object', examples: [{ type: 'string', nullable: true, exclusiveMinimum: true, minimum: 1 }] },
  ),
  schema(
    { code: 'nullable', id: 'U16', behaviour: 'defaults and enums that look like schemas are data' },
    { type: 'object', default: { nullable: true, type: 'string' }, enum: [{ type: 'a', nullable: true }] },
    { type: 'object', default: { nullable: true, type: 'string' }, enum: [{ type: 'a', nullable: true }] },
  ),
  operation(
    { code: 'example', id: 'U17', behaviour: 'examples of parameters and media types stay' },
    {
      parameters: [{ name: 'q', in: 'query', schema: { type: 'string' }, example: 'x' }],
      responses: { 200: { description: 'ok', content: { 'application/json': { schema: { type: 'string' }, example: 'y' } } } },
    },
    {
      parameters: [{ name: 'q', in: 'query', schema: { type: 'string' }, example: 'x' }],
      responses: { 200: { description: 'ok', content: { 'application/json': { schema: { type: 'string' }, example: 'y' } } } },
    },
  ),
  operation(
    {
      code: 'binary-content',
      id: 'U18',
      behaviour: 'a part of a multipart body that is octets has a media type and no type',
      effect: 'equal',
    },
    withBody({
      'multipart/form-data': {
        schema: {
          type: 'object',
          properties: { f: { type: 'string', format: 'binary' }, l: { type: 'array', items: { type: 'string', format: 'binary' } } },
        },
      },
    }),
    withBody({
      'multipart/form-data': {
        schema: {
          type: 'object',
          properties: {
            f: { contentMediaType: 'application/octet-stream' },
            l: { type: 'array', items: { contentMediaType: 'application/octet-stream' } },
          },
        },
      },
    }),
  ),
  operation(
    {
      code: 'binary-content',
      behaviour: 'a part that is octets behind a reference, or beside null, has a media type of its own',
      effect: 'equal',
    },
    withBody({
      'multipart/form-data': {
        schema: { allOf: [{ $ref: '#/components/schemas/Upload' }, { properties: { plain: { type: 'string' } } }] },
        encoding: { headed: { headers: { H: { schema: {} } } }, image: { contentType: 'image/png' } },
      },
    }),
    withBody({
      'multipart/form-data': {
        schema: { allOf: [{ $ref: '#/components/schemas/Upload' }, { properties: { plain: { type: 'string' } } }] },
        encoding: {
          headed: { headers: { H: { schema: {} } }, contentType: 'application/octet-stream' },
          image: { contentType: 'image/png' },
          file: { contentType: 'application/octet-stream' },
          files: { contentType: 'application/octet-stream' },
          none: { contentType: 'application/octet-stream' },
        },
      },
    }),
    {
      components: {
        schemas: {
          Bin: { type: 'string', format: 'binary' },
          Upload: {
            properties: {
              file: { type: 'string', format: 'binary' },
              files: { type: 'array', items: { $ref: '#/components/schemas/Bin' } },
              headed: { allOf: [{ $ref: '#/components/schemas/Bin' }] },
              image: { $ref: '#/components/schemas/Bin' },
              none: { type: 'string', format: 'binary', nullable: true },
              text: { type: 'string' },
            },
          },
        },
      },
    },
  ),
  operation(
    { code: 'binary-content', id: 'U19', behaviour: 'content that is octets has an empty schema', effect: 'equal' },
    withBody({ 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }),
    withBody({ 'application/octet-stream': { schema: {} } }),
  ),
  schema(
    { code: 'binary', behaviour: 'binary elsewhere stays a text with a media type', effect: 'equal' },
    { type: 'string', format: 'binary' },
    { type: 'string', contentMediaType: 'application/octet-stream' },
  ),
  schema(
    { code: 'base64', id: 'U20', behaviour: 'format byte is an encoding', effect: 'equal' },
    { type: 'string', format: 'byte' },
    { type: 'string', contentEncoding: 'base64' },
  ),
  schema(
    { code: 'nullable', id: 'U21', behaviour: 'every schema within a schema is converted', effect: 'equal', pointer: `${S}/allOf/0` },
    {
      allOf: [{ type: 'string', nullable: true }],
      oneOf: [{ type: 'string', nullable: true }],
      anyOf: [{ type: 'string', nullable: true }],
      not: { type: 'string', nullable: true },
      items: { type: 'string', nullable: true },
      additionalProperties: { type: 'string', nullable: true },
      properties: { p: { type: 'string', nullable: true } },
    },
    {
      allOf: [{ type: ['string', 'null'] }],
      oneOf: [{ type: ['string', 'null'] }],
      anyOf: [{ type: ['string', 'null'] }],
      not: { type: ['string', 'null'] },
      items: { type: ['string', 'null'] },
      additionalProperties: { type: ['string', 'null'] },
      properties: { p: { type: ['string', 'null'] } },
    },
  ),
  document(
    { code: 'nullable', id: 'U22', behaviour: 'schemas of parameters, headers, callbacks and components are converted', effect: 'equal' },
    {
      paths: {
        '/t': {
          parameters: [{ name: 'p', in: 'query', schema: { type: 'string', nullable: true } }],
          get: {
            responses: { 200: { description: 'ok', headers: { H: { schema: { type: 'string', nullable: true } } } } },
            callbacks: {
              c: {
                '{$url}': {
                  post: {
                    requestBody: { content: { 'application/json': { schema: { type: 'string', nullable: true } } } },
                    responses: { 200: { description: 'ok' } },
                  },
                },
              },
            },
          },
        },
      },
      components: {
        parameters: { P: { name: 'p', in: 'query', content: { 'application/json': { schema: { type: 'string', nullable: true } } } } },
        responses: { R: { description: 'r', content: { 'application/json': { schema: { type: 'string', nullable: true } } } } },
      },
    },
    {
      '#/paths/~1t/parameters/0/schema': { type: ['string', 'null'] },
      '#/paths/~1t/get/responses/200/headers/H/schema': { type: ['string', 'null'] },
      '#/paths/~1t/get/callbacks/c/{$url}/post/requestBody/content/application~1json/schema': { type: ['string', 'null'] },
      '#/components/parameters/P/content/application~1json/schema': { type: ['string', 'null'] },
      '#/components/responses/R/content/application~1json/schema': { type: ['string', 'null'] },
    },
  ),
  document(
    { code: 'nullable', id: 'U23', behaviour: 'extensions are left alone' },
    { paths: {}, 'x-y': { type: 'string', nullable: true, example: 1 } },
    { '#/x-y': { type: 'string', nullable: true, example: 1 } },
  ),
  document(
    { code: 'webhooks', id: 'U24', behaviour: 'x-webhooks become webhooks', effect: 'equal' },
    { paths: {}, 'x-webhooks': { w: { post: OPERATION } } },
    { '#/webhooks': { w: { post: OPERATION } }, '#/x-webhooks': undefined },
  ),
  schema(
    { code: 'nullable', id: 'U25', behaviour: 'discriminators are unchanged' },
    { oneOf: [OTHER], discriminator: { propertyName: 'k', mapping: { a: OTHER.$ref } } },
    { oneOf: [OTHER], discriminator: { propertyName: 'k', mapping: { a: OTHER.$ref } } },
  ),
  schema(
    { code: 'nullable', id: 'U26', behaviour: 'circular references survive', effect: 'equal' },
    { type: 'object', properties: { t: { $ref: S } }, nullable: true },
    { type: ['object', 'null'], properties: { t: { $ref: S } } },
  ),
  schema(
    { code: 'nullable', id: 'U27', behaviour: 'annotations are kept' },
    { type: 'string', readOnly: true, deprecated: true, xml: { name: 'x' }, externalDocs: { url: 'https://e.x' } },
    { type: 'string', readOnly: true, deprecated: true, xml: { name: 'x' }, externalDocs: { url: 'https://e.x' } },
  ),
  schema(
    { code: 'nullable', id: 'U28', behaviour: 'a nullable array keeps its items', effect: 'equal' },
    { type: 'array', nullable: true, items: { type: 'string' } },
    { type: ['array', 'null'], items: { type: 'string' } },
  ),
  operation(
    { code: 'encoding-style', behaviour: 'styles in multipart bodies do not become active', effect: 'equal' },
    withBody({
      'multipart/form-data': { schema: { type: 'object' }, encoding: { a: { style: 'form', explode: false, contentType: 'text/plain' } } },
    }),
    withBody({ 'multipart/form-data': { schema: { type: 'object' }, encoding: { a: { contentType: 'text/plain' } } } }),
  ),
  operation(
    { code: 'encoding-style', behaviour: 'styles in forms stay' },
    withBody({ 'application/x-www-form-urlencoded': { schema: { type: 'object' }, encoding: { a: { explode: false } } } }),
    withBody({ 'application/x-www-form-urlencoded': { schema: { type: 'object' }, encoding: { a: { explode: false } } } }),
  ),
  document(
    { code: 'server-variable', behaviour: 'the default is one of the values of a server variable', effect: 'equal' },
    { paths: {}, servers: [{ url: '/{v}', variables: { v: { enum: ['a'], default: 'b' } } }] },
    { '#/servers/0/variables/v': { enum: ['a', 'b'], default: 'b' } },
  ),
]
