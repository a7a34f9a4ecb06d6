import type { Case } from './vocabulary.ts'

const ok = { responses: { 200: { description: 'ok' } } }
const schemaOfA = '#/paths/~1a/get/responses/200/content/application~1json/schema'

export const versions: Case[] = [
  {
    id: 'V2-01',
    title: 'keeps host, basePath, schemes, consumes and the implicit subtypes of Swagger 2.0',
    section: 'OAS 2.0, Swagger Object and Schema Object (discriminator)',
    slices: {
      'POST /a': {
        components: ['definitions.D', 'definitions.Sub'],
        at: {
          '#/host': 'a.b',
          '#/basePath': '/v1',
          '#/schemes': ['https'],
          '#/consumes': ['application/json'],
          '#/paths/~1a/post': {
            consumes: ['text/plain'],
            parameters: [{ name: 'b', in: 'body', schema: { $ref: '#/definitions/D' } }],
            responses: { 200: { description: 'ok', schema: { $ref: '#/definitions/D' } } },
          },
        },
        row: { schema_count: '2', parameter_count: '1' },
      },
    },
  },
  {
    id: 'V2-02',
    title: 'keeps a body parameter at the path',
    section: 'OAS 2.0, Path Item Object (parameters)',
    slices: {
      'POST /a': {
        components: [],
        at: {
          '#/paths/~1a': { parameters: [{ name: 'b', in: 'body', schema: { type: 'object' } }], post: ok },
        },
        row: { parameter_count: '1' },
      },
    },
  },
  {
    id: 'V2-03',
    title: 'keeps a global body parameter',
    section: 'OAS 2.0, Parameters Definitions Object',
    slices: {
      'POST /a': {
        components: ['parameters.B'],
        at: {
          '#/paths/~1a/post/parameters': [{ $ref: '#/parameters/B' }],
          '#/parameters': { B: { name: 'b', in: 'body', schema: { type: 'object' } } },
        },
        row: { parameter_count: '1' },
      },
    },
  },
  {
    id: 'V32-01',
    title: 'slices the query method and additional operations, each without the others',
    section: 'OAS 3.2.0, Path Item Object (query, additionalOperations)',
    slices: {
      'QUERY /a': {
        components: [],
        file: 'a_QUERY.yaml',
        at: {
          '#/paths/~1a': {
            query: {
              operationId: 'q',
              requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
              ...ok,
            },
          },
        },
      },
      'COPY /a': {
        components: [],
        file: 'a_COPY.yaml',
        at: { '#/paths/~1a': { additionalOperations: { COPY: { operationId: 'c', ...ok } } } },
      },
      'M-SEARCH /a': {
        components: [],
        file: 'a_M-SEARCH.yaml',
        at: { '#/paths/~1a': { additionalOperations: { 'M-SEARCH': { operationId: 'm', ...ok } } } },
      },
    },
  },
  {
    id: 'V32-02',
    title: 'follows references in media types, item schemas and prefix encodings',
    section: 'OAS 3.2.0, Media Type Object and Components Object (mediaTypes)',
    slices: {
      'GET /a': { components: ['mediaTypes.M', 'headers.H', 'schemas.A', 'schemas.B'], row: { schema_count: '2' } },
    },
  },
  {
    id: 'V32-03',
    title: 'keeps the parents of the used tags',
    section: 'OAS 3.2.0, Tag Object (parent: "MUST exist in the API description")',
    slices: {
      'GET /a': {
        components: [],
        at: {
          '#/tags': [
            { name: 'root', kind: 'nav' },
            { name: 'mid', parent: 'root' },
            { name: 'leaf', parent: 'mid' },
          ],
        },
        row: { tags: 'leaf' },
      },
    },
  },
  {
    id: 'V32-04',
    title: 'reads references by $self as local ones, makes them local and drops $self',
    section: 'OAS 3.2.0, OpenAPI Object ($self) and Establishing the Base URI',
    slices: {
      'GET /a': {
        components: ['schemas.S'],
        at: { '#/$self': undefined, [schemaOfA]: { $ref: '#/components/schemas/S' } },
        unreported: [/resolve|fetch|network/i],
      },
    },
  },
  {
    id: 'V32-05',
    title: 'writes what the linter cannot read yet: device flow, querystring, cookie style, no description',
    section: 'OAS 3.2.0, OAuth Flows Object, Parameter Object and Response Object',
    slices: {
      'GET /a': {
        components: ['securitySchemes.o'],
        at: {
          '#/paths/~1a/get/parameters': [
            {
              name: 'q',
              in: 'querystring',
              content: { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } },
            },
            { name: 'c', in: 'cookie', style: 'cookie', schema: { type: 'string' } },
          ],
          '#/paths/~1a/get/responses': { 200: { summary: 'no description needed' } },
          '#/components/securitySchemes/o': {
            type: 'oauth2',
            flows: {
              deviceAuthorization: {
                deviceAuthorizationUrl: 'https://x.y',
                tokenUrl: 'https://x.z',
                scopes: { read: 'r' },
              },
            },
          },
        },
        row: { parameter_count: '2', security_required: 'true' },
      },
    },
  },
]
