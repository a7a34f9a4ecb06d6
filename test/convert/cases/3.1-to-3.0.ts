import type { Case } from './case.ts'
import { bodyCases, documentCases, OPERATION, operationCases, schemaCases, withBody } from './case.ts'

const schema = schemaCases('3.1', '3.0')
const operation = operationCases('3.1', '3.0')
const document = documentCases('3.1', '3.0')
const S = '#/components/schemas/T'
const OTHER = { $ref: '#/components/schemas/Other' }

export const CASES_31_30: Case[] = [
  ...bodyCases(document, { behaviour: 'a body that counted is ignored', effect: 'loss' }),
  document(
    { code: 'version', id: 'D01', behaviour: 'the version becomes 3.0.4', effect: 'equal' },
    { paths: {} },
    { '#/openapi': '3.0.4' },
  ),
  schema(
    { code: 'type-array', id: 'D02', behaviour: 'null beside a type is nullable', effect: 'equal' },
    { type: ['string', 'null'] },
    { type: 'string', nullable: true },
  ),
  schema(
    { code: 'type-array', id: 'D03', behaviour: 'a list of one type is that type', effect: 'equal' },
    { type: ['string'] },
    { type: 'string' },
  ),
  schema(
    { code: 'type-array', id: 'D04', behaviour: 'several types are choices', effect: 'equal' },
    { type: ['string', 'integer'], description: 'd' },
    { anyOf: [{ type: 'string' }, { type: 'integer' }], description: 'd' },
  ),
  schema(
    { code: 'type-array', id: 'D05', behaviour: 'several types with null: nullable stands where a type is', effect: 'equal' },
    { type: ['string', 'integer', 'null'] },
    { anyOf: [{ type: 'string', nullable: true }, { type: 'integer' }] },
  ),
  schema(
    { code: 'type-array', behaviour: 'items go with the type that needs them', effect: 'equal' },
    { type: ['string', 'array'], items: { type: ['string', 'null'] } },
    { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string', nullable: true } }] },
  ),
  schema(
    { code: 'type-array', behaviour: 'choices that are there stay', effect: 'equal' },
    { type: ['string', 'integer'], anyOf: [{ minLength: 1 }] },
    { anyOf: [{ minLength: 1 }], allOf: [{ anyOf: [{ type: 'string' }, { type: 'integer' }] }] },
  ),
  schema(
    { code: 'type-array', behaviour: 'all types are no restriction', effect: 'equal' },
    { type: ['string', 'number', 'boolean', 'object', 'array', 'null'], description: 'd' },
    { description: 'd' },
  ),
  schema(
    { code: 'null-type', id: 'D06', behaviour: 'null alone is a nullable type with one value', effect: 'equal' },
    { type: 'null' },
    { type: 'string', nullable: true, enum: [null] },
  ),
  schema(
    { code: 'null-branch', id: 'D07', behaviour: 'a choice of something or null is that, nullable', effect: 'equal' },
    { anyOf: [{ type: 'string', minLength: 1 }, { type: 'null' }], description: 'd' },
    { type: 'string', nullable: true, minLength: 1, description: 'd' },
  ),
  schema(
    {
      code: 'null-branch',
      id: 'D08',
      behaviour: 'a reference or null: null is a choice of its own, as nullable never widens what it stands beside',
      effect: 'equal',
    },
    { type: 'object', properties: { a: { oneOf: [OTHER, { type: 'null' }] } } },
    {
      type: 'object',
      properties: { a: { oneOf: [OTHER, { type: 'object', nullable: true, enum: [null] }], type: 'object', nullable: true } },
    },
  ),
  schema(
    { code: 'null-branch', behaviour: 'an enum of a choice gains null, as does a const', effect: 'equal' },
    { anyOf: [{ type: 'string', enum: ['a'] }, { type: 'null' }] },
    { type: 'string', nullable: true, enum: ['a', null] },
  ),
  schema(
    { code: 'null-branch', behaviour: 'of several choices one is nullable', effect: 'equal' },
    { oneOf: [{ type: 'string' }, { type: 'integer' }, { type: 'null' }] },
    { oneOf: [{ type: 'string', nullable: true }, { type: 'integer' }] },
  ),
  schema(
    { code: 'null-branch', behaviour: 'choices whose type is not known: null is a choice of its own', effect: 'equal' },
    { anyOf: [{ $ref: '#/components/schemas/Any' }, { type: 'null' }] },
    { anyOf: [{ $ref: '#/components/schemas/Any' }, { type: 'string', nullable: true, enum: [null] }] },
    { Any: { description: 'any' } },
  ),
  schema({ code: 'const', id: 'D09', behaviour: 'const is an enum of one', effect: 'equal', pointer: S }, { const: 'a' }, { enum: ['a'] }),
  schema(
    { code: 'const', behaviour: 'const and enum both hold', effect: 'equal' },
    { const: 'a', enum: ['b'] },
    { enum: ['b'], allOf: [{ enum: ['a'] }] },
  ),
  schema(
    { code: 'null-type', behaviour: 'an enum that excludes null goes on excluding it', effect: 'equal' },
    { type: 'null', enum: ['a'] },
    { type: 'string', nullable: true, enum: ['a'], allOf: [{ enum: [null] }] },
  ),
  schema(
    { code: 'const', behaviour: 'const null is null alone', effect: 'equal' },
    { const: null },
    { type: 'string', nullable: true, enum: [null] },
  ),
  schema(
    { code: 'exclusive-limit', id: 'D10', behaviour: 'an exclusive limit is a limit and a switch', effect: 'equal' },
    { type: 'integer', exclusiveMinimum: 5 },
    { type: 'integer', minimum: 5, exclusiveMinimum: true },
  ),
  schema(
    { code: 'exclusive-limit', id: 'D11', behaviour: 'of two limits the tighter one is kept: the exclusive one', effect: 'equal' },
    { type: 'integer', minimum: 3, exclusiveMinimum: 5 },
    { type: 'integer', minimum: 5, exclusiveMinimum: true },
  ),
  schema(
    { code: 'exclusive-limit', id: 'D12', behaviour: 'of two limits the tighter one is kept: the inclusive one', effect: 'equal' },
    { type: 'integer', minimum: 7, exclusiveMinimum: 5 },
    { type: 'integer', minimum: 7 },
  ),
  schema(
    { code: 'exclusive-limit', behaviour: 'the tighter maximum is the lower one', effect: 'equal' },
    { type: 'integer', maximum: 7, exclusiveMaximum: 5 },
    { type: 'integer', maximum: 5, exclusiveMaximum: true },
  ),
  schema(
    { code: 'exclusive-limit-without-effect', behaviour: 'a switch that 3.1 does not know gains no meaning', effect: 'equal' },
    { type: 'integer', minimum: 3, exclusiveMinimum: true },
    { type: 'integer', minimum: 3 },
  ),
  schema(
    { code: 'examples', id: 'D13', behaviour: 'the first of several examples is kept', effect: 'loss', pointer: S },
    { type: 'string', examples: ['a', 'b'] },
    { type: 'string', example: 'a' },
  ),
  schema(
    { code: 'examples', behaviour: 'one example is the example', effect: 'equal' },
    { type: 'string', examples: ['a'] },
    { type: 'string', example: 'a' },
  ),
  schema(
    {
      code: 'ref-siblings',
      id: 'D14',
      behaviour: 'what stands beside a reference stands beside allOf',
      effect: 'equal',
      pointer: `${S}/properties/a`,
    },
    { type: 'object', properties: { a: { ...OTHER, minLength: 2, description: 'd' } } },
    { type: 'object', properties: { a: { allOf: [OTHER], minLength: 2, description: 'd' } } },
  ),
  schema(
    { code: 'ref-siblings', behaviour: 'allOf that is there gains the reference', effect: 'equal' },
    { ...OTHER, allOf: [{ type: ['object'] }] },
    { allOf: [OTHER, { type: 'object' }] },
  ),
  schema(
    {
      code: 'boolean-schema',
      id: 'D15',
      behaviour: 'true is {} and false is what nothing is',
      effect: 'equal',
      pointer: `${S}/properties/a`,
    },
    { type: 'object', properties: { a: true, b: false, additionalProperties: true }, additionalProperties: false },
    { type: 'object', properties: { a: {}, b: { not: {} }, additionalProperties: {} }, additionalProperties: false },
  ),
  schema(
    { code: 'array-items', id: 'D16', behaviour: 'an array has items', effect: 'equal' },
    { type: 'object', properties: { a: { type: 'array' }, b: { type: 'array', items: true } } },
    { type: 'object', properties: { a: { type: 'array', items: {} }, b: { type: 'array', items: {} } } },
  ),
  schema(
    { code: 'prefix-items', id: 'D17', behaviour: 'items at positions: anything, as more may follow', effect: 'loss', pointer: S },
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }] },
    { type: 'array', items: {} },
  ),
  schema(
    { code: 'prefix-items', behaviour: 'items at positions and no others: any of them, and no more', effect: 'loss' },
    { type: 'array', prefixItems: [{ type: 'string' }, { type: ['integer', 'null'] }], items: false },
    { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'integer', nullable: true }] }, maxItems: 2 },
  ),
  schema(
    { code: 'prefix-items', behaviour: 'items at positions and others: any of all', effect: 'loss' },
    { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'boolean' } },
    { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'boolean' }] } },
  ),
  schema(
    {
      code: 'pattern-properties',
      id: 'D18',
      behaviour: 'properties by pattern loosen additionalProperties: false',
      effect: 'loss',
      pointer: S,
    },
    { type: 'object', patternProperties: { '^a': { type: 'string' } }, additionalProperties: false },
    { type: 'object', additionalProperties: { type: 'string' } },
  ),
  schema(
    { code: 'pattern-properties', behaviour: 'with more patterns and other properties, any of them', effect: 'loss' },
    { type: 'object', patternProperties: { '^a': { type: 'string' } }, additionalProperties: { type: 'integer' } },
    { type: 'object', additionalProperties: { anyOf: [{ type: 'string' }, { type: 'integer' }] } },
  ),
  schema(
    {
      code: 'pattern-properties',
      behaviour: 'where anything else is allowed, the patterns go',
      effect: 'loss',
      pointer: `${S}/patternProperties`,
    },
    { type: 'object', patternProperties: { '^a': { type: 'string' } } },
    { type: 'object' },
  ),
  schema(
    { code: 'if-then-else', id: 'D19', behaviour: 'conditions are left out', effect: 'loss' },
    { if: { required: ['a'] }, then: { required: ['b'] } },
    {},
  ),
  schema(
    { code: 'if-then-else', behaviour: 'a condition without consequence had no effect', effect: 'equal' },
    { type: 'object', if: { required: ['a'] } },
    { type: 'object' },
  ),
  schema(
    { code: 'dependent', id: 'D20', behaviour: 'dependencies are left out', effect: 'loss', pointer: `${S}/dependentRequired` },
    { type: 'object', dependentRequired: { a: ['b'] } },
    { type: 'object' },
  ),
  schema(
    { code: 'property-names', id: 'D20', behaviour: 'limits of names are left out', effect: 'loss' },
    { type: 'object', propertyNames: { pattern: 'x' } },
    { type: 'object' },
  ),
  schema(
    { code: 'property-names', behaviour: 'that names are texts says nothing', effect: 'equal' },
    { type: 'object', propertyNames: { type: 'string' } },
    { type: 'object' },
  ),
  schema(
    { code: 'unevaluated', id: 'D20', behaviour: 'unevaluatedProperties are left out', effect: 'loss' },
    { type: 'object', unevaluatedProperties: false },
    { type: 'object' },
  ),
  schema(
    { code: 'contains', id: 'D20', behaviour: 'contains is left out', effect: 'loss', pointer: S },
    { type: 'array', items: {}, contains: { type: 'string' }, minContains: 2 },
    { type: 'array', items: {} },
  ),
  schema(
    { code: 'not', behaviour: 'an exclusion that would exclude more is left out', effect: 'loss', pointer: `${S}/not` },
    { not: { type: 'object', dependentRequired: { a: ['b'] } } },
    {},
  ),
  schema({ code: 'not', behaviour: 'an exclusion that stays the same stays' }, { not: { type: ['string'] } }, { not: { type: 'string' } }),
  schema(
    { code: 'one-of', behaviour: 'choices of which one accepts more may overlap', effect: 'loss' },
    { oneOf: [{ $ref: '#/components/schemas/Wide' }, { type: 'string' }] },
    { anyOf: [{ $ref: '#/components/schemas/Wide' }, { type: 'string' }] },
    { Wide: { patternProperties: { a: {} } } },
  ),
  schema(
    { code: 'one-of', behaviour: 'choices that types or values keep apart stay' },
    {
      oneOf: [
        { $ref: '#/components/schemas/Wide' },
        { type: 'object', required: ['k'], properties: { k: { const: 'b' } } },
        { type: 'string' },
      ],
    },
    {
      oneOf: [
        { $ref: '#/components/schemas/Wide' },
        { type: 'object', required: ['k'], properties: { k: { enum: ['b'] } } },
        { type: 'string' },
      ],
    },
    { Wide: { type: 'object', required: ['k'], properties: { k: { const: 'a' } }, propertyNames: { maxLength: 3 } } },
  ),
  schema(
    { code: 'defs', id: 'D21', behaviour: 'definitions that are used become components', effect: 'equal', pointer: `${S}/$defs` },
    { type: 'object', properties: { a: { $ref: `${S}/$defs/x` } }, $defs: { x: { type: ['integer', 'null'] } } },
    { type: 'object', properties: { a: { $ref: '#/components/schemas/T_x' } } },
  ),
  document(
    { code: 'moved-schema', id: 'D21', behaviour: 'the component is the converted definition', effect: 'equal', pointer: `${S}/$defs/x` },
    {
      paths: {},
      components: { schemas: { T: { properties: { a: { $ref: `${S}/$defs/x` } }, $defs: { x: { type: ['integer', 'null'] } } } } },
    },
    { '#/components/schemas/T_x': { type: 'integer', nullable: true } },
  ),
  schema(
    { code: 'moved-schema', behaviour: 'a reference into what is restructured keeps its target', effect: 'equal' },
    { properties: { a: { $ref: '#/components/schemas/List/prefixItems/0' } } },
    { properties: { a: { $ref: '#/components/schemas/List_prefixItems_0' } } },
    { List: { type: 'array', prefixItems: [{ type: 'string' }] } },
  ),
  schema(
    { code: 'identifiers', id: 'D22', behaviour: 'identifiers are left out', effect: 'equal' },
    { $id: 'https://e.x/t', $schema: 'https://json-schema.org/draft/2020-12/schema', $comment: 'c', $anchor: 'a', type: 'string' },
    { type: 'string' },
  ),
  schema(
    { code: 'identifiers', behaviour: 'references by identifier name the component', effect: 'equal' },
    { properties: { a: { $ref: 'https://e.x/o' }, b: { $ref: 'https://e.x/o#part' } } },
    { properties: { a: { $ref: '#/components/schemas/O' }, b: { $ref: '#/components/schemas/O/properties/p' } } },
    { O: { $id: 'https://e.x/o', properties: { p: { $anchor: 'part', type: 'string' } } } },
  ),
  schema(
    { code: 'comment', behaviour: 'comments for maintainers are left out', effect: 'equal', pointer: `${S}/$comment` },
    { type: 'string', $comment: 'c' },
    { type: 'string' },
  ),
  schema(
    { code: 'schema-dialect', behaviour: 'another dialect cannot be said', effect: 'loss' },
    { $schema: 'http://json-schema.org/draft-07/schema#', type: 'string' },
    { type: 'string' },
  ),
  schema(
    { code: 'dynamic-ref', behaviour: 'a dynamic reference with several targets accepts anything', effect: 'loss' },
    { type: 'array', items: { $dynamicRef: '#node' } },
    { type: 'array', items: {} },
    { A: { $id: 'https://e.x/a', $dynamicAnchor: 'node' }, B: { $id: 'https://e.x/b', $dynamicAnchor: 'node' } },
  ),
  schema(
    { code: 'dynamic-ref', behaviour: 'a dynamic reference with one target is a reference', effect: 'equal' },
    { $dynamicAnchor: 'node', type: 'object', properties: { next: { $dynamicRef: '#node' } } },
    { type: 'object', properties: { next: { $ref: S } } },
  ),
  schema(
    { code: 'base64', id: 'D23', behaviour: 'base64 is a format; the media type of it is lost', effect: 'loss' },
    { type: 'string', contentEncoding: 'base64', contentMediaType: 'image/png' },
    { type: 'string', format: 'byte' },
  ),
  schema(
    { code: 'base64', behaviour: 'base64 alone is format byte, binary is format binary', effect: 'equal' },
    {
      allOf: [
        { type: 'string', contentEncoding: 'base64' },
        { type: 'string', contentEncoding: 'binary' },
      ],
    },
    {
      allOf: [
        { type: 'string', format: 'byte' },
        { type: 'string', format: 'binary' },
      ],
    },
  ),
  schema(
    { code: 'base64', behaviour: 'other encodings are lost', effect: 'loss' },
    { type: 'string', contentEncoding: 'quoted-printable' },
    { type: 'string' },
  ),
  schema(
    { code: 'binary', id: 'D24', behaviour: 'octets are format binary', effect: 'equal' },
    { type: 'string', contentMediaType: 'application/octet-stream' },
    { type: 'string', format: 'binary' },
  ),
  schema(
    { code: 'binary', behaviour: 'the media type of a text is lost', effect: 'loss' },
    { type: 'string', contentMediaType: 'text/html' },
    { type: 'string' },
  ),
  schema(
    { code: 'content-schema', behaviour: 'what is inside a text is lost', effect: 'loss' },
    { type: 'string', contentSchema: { type: 'object' } },
    { type: 'string' },
  ),
  schema(
    { code: 'const', id: 'D25', behaviour: 'properties named like keywords stay' },
    {
      type: 'object',
      properties: {
        const: { type: 'string' },
        $id: { type: 'string' },
        if: { type: 'boolean' },
        examples: { type: 'array', items: {} },
        contentEncoding: { type: 'string' },
        $comment: { type: 'string' },
      },
    },
    {
      type: 'object',
      properties: {
        const: { type: 'string' },
        $id: { type: 'string' },
        if: { type: 'boolean' },
        examples: { type: 'array', items: {} },
        contentEncoding: { type: 'string' },
        $comment: { type: 'string' },
      },
    },
  ),
  schema(
    { code: 'examples', id: 'D26', behaviour: 'data is not converted', effect: 'equal' },
    { type: 'object', default: { type: ['a', 'null'], const: 1, $comment: 'keep' }, examples: [{ const: 1, type: ['x', 'null'] }] },
    { type: 'object', default: { type: ['a', 'null'], const: 1, $comment: 'keep' }, example: { const: 1, type: ['x', 'null'] } },
  ),
  document(
    { code: 'webhooks', id: 'D27', behaviour: 'webhooks are kept as an extension only', effect: 'loss', pointer: '#' },
    { paths: {}, webhooks: { w: { post: OPERATION } } },
    { '#/webhooks': undefined, '#/x-webhooks': { w: { post: OPERATION } } },
  ),
  document(
    { code: 'paths', id: 'D28', behaviour: 'a document has paths', effect: 'equal' },
    { webhooks: { w: { post: OPERATION } } },
    { '#/paths': {} },
  ),
  document(
    { code: 'info-summary', id: 'D29', behaviour: 'the summary of the API is left out', effect: 'loss', pointer: '#/info/summary' },
    { info: { title: 't', version: '1', summary: 's' }, paths: {} },
    { '#/info': { title: 't', version: '1' } },
  ),
  document(
    {
      code: 'license-identifier',
      id: 'D29',
      behaviour: 'the identifier of the license is left out',
      effect: 'loss',
      pointer: '#/info/license/identifier',
    },
    { info: { title: 't', version: '1', license: { name: 'MIT', identifier: 'MIT' } }, paths: {} },
    { '#/info/license': { name: 'MIT' } },
  ),
  document(
    { code: 'json-schema-dialect', id: 'D30', behaviour: 'the dialect is left out', effect: 'equal' },
    { paths: {}, jsonSchemaDialect: 'https://spec.openapis.org/oas/3.1/dialect/base' },
    { '#/jsonSchemaDialect': undefined },
  ),
  document(
    { code: 'json-schema-dialect', behaviour: 'another dialect cannot be said', effect: 'loss' },
    { paths: {}, jsonSchemaDialect: 'http://json-schema.org/draft-07/schema#' },
    { '#/jsonSchemaDialect': undefined },
  ),
  document(
    { code: 'path-items', id: 'D31', behaviour: 'path items stand where they are used', effect: 'equal' },
    { paths: { '/t': { $ref: '#/components/pathItems/P' } }, components: { pathItems: { P: { get: OPERATION } } } },
    { '#/paths/~1t': { get: OPERATION }, '#/components/pathItems': undefined },
  ),
  document(
    {
      code: 'path-items',
      behaviour: 'a path item within itself cannot be said',
      effect: 'impossible',
      pointer: '#/components/pathItems/P/get',
    },
    {
      paths: { '/t': { $ref: '#/components/pathItems/P' } },
      components: { pathItems: { P: { get: { ...OPERATION, callbacks: { c: { '{$url}': { $ref: '#/components/pathItems/P' } } } } } } },
    },
    { '#/components/pathItems': undefined },
  ),
  document(
    { code: 'mutual-tls', id: 'D32', behaviour: 'mutual TLS is left out of schemes and requirements', effect: 'loss' },
    {
      paths: {},
      security: [{ m: [] }, { m: [], k: [] }],
      components: { securitySchemes: { m: { type: 'mutualTLS' }, k: { type: 'apiKey', in: 'header', name: 'K' } } },
    },
    { '#/security': [{}, { k: [] }], '#/components/securitySchemes': { k: { type: 'apiKey', in: 'header', name: 'K' } } },
  ),
  document(
    {
      code: 'security-roles',
      id: 'D33',
      behaviour: 'roles of schemes without scopes are left out',
      effect: 'loss',
      pointer: '#/security/0/b',
    },
    { paths: {}, security: [{ b: ['role'] }], components: { securitySchemes: { b: { type: 'http', scheme: 'bearer' } } } },
    { '#/security': [{ b: [] }] },
  ),
  operation(
    { code: 'responses', id: 'D34', behaviour: 'an operation has a response', effect: 'equal', pointer: '#/paths/~1t/post' },
    {},
    { responses: { default: { description: '' } } },
  ),
  document(
    {
      code: 'reference-text',
      id: 'D35',
      behaviour: 'texts beside references are left out',
      effect: 'loss',
      pointer: '#/paths/~1t/get/parameters/0/description',
    },
    {
      paths: { '/t': { get: { parameters: [{ $ref: '#/components/parameters/P', description: 'over' }], ...OPERATION } } },
      components: { parameters: { P: { name: 'p', in: 'query', schema: { type: 'string' } } } },
    },
    { '#/paths/~1t/get/parameters': [{ $ref: '#/components/parameters/P' }] },
  ),
  document(
    { code: 'type-array', id: 'D36', behaviour: 'schemas of parameters, headers, callbacks and components are converted', effect: 'equal' },
    {
      paths: {
        '/t': {
          parameters: [{ name: 'p', in: 'query', schema: { type: ['string', 'null'] } }],
          get: {
            responses: { 200: { description: 'ok', headers: { H: { schema: { type: ['string', 'null'] } } } } },
            callbacks: {
              c: {
                '{$url}': {
                  post: {
                    requestBody: { content: { 'application/json': { schema: { type: ['string', 'null'] } } } },
                    responses: { 200: { description: 'ok' } },
                  },
                },
              },
            },
          },
        },
      },
      components: {
        parameters: { P: { name: 'p', in: 'query', content: { 'application/json': { schema: { type: ['string', 'null'] } } } } },
      },
    },
    {
      '#/paths/~1t/parameters/0/schema': { type: 'string', nullable: true },
      '#/paths/~1t/get/responses/200/headers/H/schema': { type: 'string', nullable: true },
      '#/paths/~1t/get/callbacks/c/{$url}/post/requestBody/content/application~1json/schema': { type: 'string', nullable: true },
      '#/components/parameters/P/content/application~1json/schema': { type: 'string', nullable: true },
    },
  ),
  schema(
    { code: 'discriminator-extension', id: 'D37', behaviour: 'extensions of discriminators are left out', effect: 'loss' },
    { oneOf: [OTHER], discriminator: { propertyName: 'k', 'x-a': 1 } },
    { oneOf: [OTHER], discriminator: { propertyName: 'k' } },
  ),
  schema(
    { code: 'type-array', id: 'D38', behaviour: 'an enum with null is nullable', effect: 'equal' },
    { type: ['string', 'null'], enum: ['a', null] },
    { type: 'string', nullable: true, enum: ['a', null] },
  ),
  schema(
    {
      code: 'unknown-keyword',
      id: 'D39',
      behaviour: 'unknown keywords are left out, extensions stay',
      effect: 'loss',
      pointer: `${S}/myKeyword`,
    },
    { type: 'string', myKeyword: 1, 'x-mine': 2 },
    { type: 'string', 'x-mine': 2 },
  ),
  schema(
    { code: 'unknown-keyword', behaviour: 'a left-over nullable gains no meaning', effect: 'equal' },
    { type: 'string', nullable: true },
    { type: 'string' },
  ),
  schema(
    { code: 'type-array', id: 'D40', behaviour: 'circular references survive', effect: 'equal' },
    { type: ['object', 'null'], properties: { t: { $ref: S } } },
    { type: 'object', nullable: true, properties: { t: { $ref: S } } },
  ),
  operation(
    { code: 'binary-content', id: 'D41', behaviour: 'an empty schema of octets is format binary', effect: 'equal' },
    withBody({ 'application/octet-stream': { schema: {} } }),
    withBody({ 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }),
  ),
  operation(
    { code: 'binary-content', id: 'D41', behaviour: 'a media type without a schema is legal in both' },
    withBody({ 'application/octet-stream': {} }),
    withBody({ 'application/octet-stream': {} }),
  ),
  operation(
    { code: 'binary-content', behaviour: 'a part with a media type and no type is format binary', effect: 'equal' },
    withBody({ 'multipart/form-data': { schema: { type: 'object', properties: { f: { contentMediaType: 'image/png' } } } } }),
    withBody({ 'multipart/form-data': { schema: { type: 'object', properties: { f: { type: 'string', format: 'binary' } } } } }),
  ),
  operation(
    { code: 'encoding-style', behaviour: 'styles in multipart bodies are lost', effect: 'loss' },
    withBody({ 'multipart/form-data': { schema: { type: 'object' }, encoding: { a: { style: 'form' } } } }),
    withBody({ 'multipart/form-data': { schema: { type: 'object' }, encoding: { a: {} } } }),
  ),
  schema(
    { code: 'lists', behaviour: 'an empty list of required properties is left out', effect: 'equal' },
    { type: 'object', required: [] },
    { type: 'object' },
  ),
  schema(
    { code: 'lists', behaviour: 'a required property is named once', effect: 'equal' },
    { type: 'object', required: ['a', 'b', 'a'] },
    { type: 'object', required: ['a', 'b'] },
  ),
  schema(
    { code: 'lists', behaviour: 'an empty enum accepts nothing', effect: 'equal' },
    { type: 'object', enum: [] },
    { type: 'object', allOf: [{ not: {} }] },
  ),
]
