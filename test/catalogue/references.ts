import { aReference, type Case } from './vocabulary.ts'

const schemaOfA = '#/paths/~1a/get/responses/200/content/application~1json/schema'
const schemaOfB = '#/paths/~1b~1{id}/get/responses/200/content/application~1json/schema'
const recursive = { type: 'object', properties: { next: aReference('schemas') } }

export const references: Case[] = [
  {
    id: 'REF-01',
    title: 'follows references across component kinds and leaves the rest',
    section: 'OAS 3.0.4, Components Object',
    slices: {
      'GET /a': {
        components: ['responses.A', 'headers.H', 'examples.E', 'schemas.S', 'schemas.N'],
        at: { '#/paths/~1a': { get: { responses: { 200: { $ref: '#/components/responses/A' } } } } },
        row: { schema_count: '2', parameter_count: '0', response_codes: '200', security_required: 'false' },
      },
    },
  },
  {
    id: 'REF-02',
    title: 'keeps a reachable cycle as references and drops an unreachable one',
    section: 'OAS 3.0.4, Reference Object and Handling Reference Cycles',
    slices: {
      'GET /a': {
        components: ['schemas.A', 'schemas.B'],
        at: {
          '#/components/schemas': {
            A: {
              type: 'object',
              properties: { b: { $ref: '#/components/schemas/B' }, a: { $ref: '#/components/schemas/A' } },
            },
            B: { type: 'array', items: { $ref: '#/components/schemas/A' } },
          },
        },
        row: { schema_count: '2' },
      },
    },
  },
  {
    id: 'REF-03',
    title: 'hoists the target of a reference into another path, recursion included, without that path',
    section: 'OAS 3.0.4, Reference Object; RFC 6901, section 6',
    slices: {
      'GET /a': {
        components: ['schemas.*'],
        at: { [schemaOfA]: aReference('schemas') },
        resolves: { [schemaOfA]: recursive, [`${schemaOfA}/properties/next`]: recursive },
      },
      'GET /b/{id}': {
        components: ['schemas.*'],
        resolves: { [schemaOfB]: recursive, [`${schemaOfB}/properties/next`]: recursive },
      },
    },
  },
  {
    id: 'REF-04',
    title: 'keeps a component whole when only a part of it is referenced',
    section: 'OAS 3.0.4, Reference Object; RFC 6901, section 4',
    slices: {
      'GET /a': {
        components: ['schemas.A', 'schemas.Big'],
        at: { [schemaOfA]: { $ref: '#/components/schemas/A/properties/b/allOf/0' } },
        resolves: { [schemaOfA]: { type: 'string' } },
      },
    },
  },
  {
    id: 'REF-05',
    title: 'finds names that need ~0, ~1 and percent-encoding, which are no valid component names',
    section: 'RFC 6901, section 6; OAS 3.0.4, Components Object (names)',
    fails: {
      'GET /a': {
        reason: /A b\/c|t~x|50%/,
        code: 'redocly/spec-components-invalid-map-name',
        warned: {
          components: ['schemas.A b/c', 'schemas.t~x', 'schemas.50%'],
          at: {
            [schemaOfA]: {
              allOf: [
                { $ref: '#/components/schemas/A%20b~1c' },
                { $ref: '#/components/schemas/t~0x' },
                { $ref: '#/components/schemas/50%25' },
              ],
            },
          },
          unreported: [/resolve/i],
        },
      },
    },
  },
  {
    id: 'REF-06',
    title: 'decodes percent-encoding before ~1, so only the name is wrong, not the reference',
    section: 'RFC 6901, section 6; OAS 3.0.4, Components Object (names)',
    fails: {
      'GET /a': {
        reason: /A\/b/,
        code: 'redocly/spec-components-invalid-map-name',
        warned: {
          components: ['schemas.A/b'],
          at: { [schemaOfA]: { $ref: '#/components/schemas/A%7E1b' } },
          unreported: [/resolve/i],
        },
      },
    },
  },
  {
    id: 'REF-07',
    title: 'keeps a chain of references and counts the parameter at its end once',
    section: 'OAS 3.0.4, Parameter Object and Reference Object',
    slices: {
      'GET /a': {
        components: ['parameters.P1', 'parameters.P2', 'parameters.P3'],
        at: { '#/paths/~1a/get/parameters': [{ $ref: '#/components/parameters/P1' }] },
        resolves: { '#/paths/~1a/get/parameters/0': { name: 'p', in: 'query', schema: { type: 'string' } } },
        row: { parameter_count: '1' },
      },
    },
  },
  {
    id: 'REF-08',
    title: 'reports references that lead only to each other and slices the rest',
    section: 'OAS 3.0.4, Reference Object and Handling Reference Cycles',
    slices: { 'GET /b': { components: [] } },
    fails: {
      'GET /a': {
        reason: /#\/components\/responses\/[AB]/,
        code: 'circular-reference',
        phase: 4,
        warned: {
          components: ['responses.A', 'responses.B'],
          at: {
            '#/components/responses': {
              A: { $ref: '#/components/responses/B' },
              B: { $ref: '#/components/responses/A' },
            },
          },
        },
      },
    },
  },
  {
    id: 'REF-09',
    title: 'keeps the siblings of a 3.0 reference as text and says that they are ignored',
    section: 'OAS 3.0.4, Reference Object ("any properties added SHALL be ignored")',
    slices: {
      'GET /a': {
        components: ['schemas.S'],
        at: {
          [`${schemaOfA}/properties/p`]: {
            $ref: '#/components/schemas/S',
            description: 'mine',
            readOnly: true,
            nullable: true,
          },
        },
        reported: [/\$ref/],
      },
    },
  },
  {
    id: 'REF-10',
    title: 'keeps the siblings of a 3.1 schema reference and follows the references in them',
    section: 'OAS 3.1.2, Schema Object; JSON Schema 2020-12 core, 8.2.3.1',
    slices: {
      'GET /a': {
        components: ['schemas.S', 'schemas.T'],
        at: {
          [`${schemaOfA}/properties/p`]: {
            $ref: '#/components/schemas/S',
            maxLength: 3,
            properties: { q: { $ref: '#/components/schemas/T' } },
          },
        },
        unreported: [/\$ref/],
      },
    },
  },
  {
    id: 'REF-11',
    title: 'keeps the description beside a 3.1 reference, and the one it overrides',
    section: 'OAS 3.1.2, Reference Object (summary, description)',
    slices: {
      'GET /a': {
        components: ['parameters.P'],
        at: {
          '#/paths/~1a/get/parameters': [{ $ref: '#/components/parameters/P', description: 'overridden here' }],
          '#/components/parameters/P/description': 'original',
        },
        row: { parameter_count: '1' },
      },
    },
  },
  {
    id: 'REF-12',
    title: 'takes a property named $ref for a property',
    section: 'OAS 3.0.4, Schema Object (properties)',
    slices: {
      'GET /a': {
        components: ['schemas.S'],
        at: {
          [schemaOfA]: {
            type: 'object',
            properties: { $ref: { type: 'string' }, id: { $ref: '#/components/schemas/S' } },
          },
        },
      },
    },
  },
  {
    id: 'REF-13',
    title: 'inlines references in place of an operation, of a map and of a string',
    section: 'OAS 3.0.4, Path Item Object, Operation Object and Info Object (no Reference Object there)',
    slices: {
      'GET /a': {
        components: [],
        at: {
          '#/info': { title: 't', version: '1', description: 'Hello' },
          '#/paths/~1a': { get: { operationId: 'a', responses: { 200: { description: 'ok' } } } },
        },
      },
    },
  },
  {
    id: 'REF-14',
    title: 'does not lose an endpoint because another one has a dangling reference',
    section: 'OAS 3.0.4, Reference Object',
    slices: { 'GET /a': { components: [] } },
    fails: {
      'GET /b': {
        reason: /#\/components\/responses\/Nope/,
        code: 'unresolved-reference',
        phase: 4,
        warned: {
          components: [],
          at: { '#/paths/~1b/get/responses': { 200: { $ref: '#/components/responses/Nope' } } },
        },
      },
    },
  },
  {
    id: 'REF-15',
    title: 'inlines a path item that refers to another path, under its own path',
    section: 'OAS 3.0.4, Path Item Object ($ref)',
    slices: {
      'GET /a/{id}': {
        components: [],
        at: {
          '#/paths': {
            '/a/{id}': {
              parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
              get: { operationId: 'g', responses: { 200: { description: 'ok' } } },
            },
          },
        },
        row: { parameter_count: '1' },
      },
      'GET /b/{id}': { components: [], row: { parameter_count: '1' } },
    },
  },
  {
    id: 'REF-16',
    title: 'reports a schema reference to the document root, which is no schema',
    section: 'OAS 3.1.2, Schema Object and Reference Object',
    fails: {
      'GET /a': {
        reason: /root|document|#/i,
        warned: { components: [], at: { [`${schemaOfA}/properties/self`]: { $ref: '#' } } },
      },
    },
  },
  {
    id: 'REF-17',
    title: 'hoists a parameter of another path, and takes x-hidden for a component',
    section: 'RFC 6901, section 4 (array index); OAS 3.0.4, Components Object',
    slices: {
      'GET /a': {
        components: ['parameters.*', 'schemas.x-hidden'],
        resolves: {
          '#/paths/~1a/get/parameters/0': { name: 'q', in: 'query', schema: { $ref: '#/components/schemas/x-hidden' } },
        },
        row: { parameter_count: '1', schema_count: '1' },
      },
      'GET /b': { components: ['schemas.x-hidden'], row: { parameter_count: '1', schema_count: '1' } },
    },
  },
]
