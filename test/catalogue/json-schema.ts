import { anything, type Case } from './vocabulary.ts'

const schemaOfA = '#/paths/~1a/get/responses/200/content/application~1json/schema'

export const jsonSchema: Case[] = [
  {
    id: 'JS-01',
    title: 'keeps a component whole for its $defs, pointers unchanged',
    section: 'JSON Schema 2020-12 core, 8.2.4',
    slices: {
      'GET /a': {
        components: ['schemas.T'],
        at: {
          [schemaOfA]: { $ref: '#/components/schemas/T/$defs/x' },
          '#/components/schemas/T': {
            type: 'object',
            $defs: { x: { type: 'integer', $comment: 'c' } },
            properties: { x: { $ref: '#/components/schemas/T/$defs/x' } },
          },
        },
      },
    },
  },
  {
    id: 'JS-02',
    title: 'reads references in a schema with $id relative to it and keeps them',
    section: 'JSON Schema 2020-12 core, 8.2.1 and 9.2',
    slices: {
      'GET /a': {
        components: ['schemas.Node', 'schemas.Other'],
        at: {
          '#/components/schemas': {
            Node: {
              $id: 'https://example.com/node',
              type: 'object',
              $defs: { leaf: { type: 'string' } },
              properties: { l: { $ref: '#/$defs/leaf' }, o: { $ref: 'other' } },
            },
            Other: { $id: 'https://example.com/other', type: 'integer' },
          },
        },
        unreported: [anything],
      },
    },
  },
  {
    id: 'JS-03',
    title: 'finds a component by the anchor in it',
    section: 'JSON Schema 2020-12 core, 8.2.2',
    slices: { 'GET /a': { components: ['schemas.Pet'], at: { [schemaOfA]: { $ref: '#pet' } }, unreported: [anything] } },
  },
  {
    id: 'JS-04',
    title: 'keeps dynamic references, dynamic anchors and ids untouched',
    section: 'JSON Schema 2020-12 core, 8.2.3.2',
    slices: {
      'GET /a': {
        components: ['schemas.List', 'schemas.IntList'],
        at: {
          '#/components/schemas': {
            List: {
              $id: 'list',
              type: 'array',
              items: { $dynamicRef: '#T' },
              $defs: { T: { $dynamicAnchor: 'T', not: {} } },
            },
            IntList: { $id: 'int-list', $ref: 'list', $defs: { T: { $dynamicAnchor: 'T', type: 'integer' } } },
          },
        },
        unreported: [anything],
      },
    },
  },
  {
    id: 'JS-05',
    title: 'follows references in every applicator',
    section: 'JSON Schema 2020-12 core, 10.2, 10.3 and 11; validation, 8.5',
    slices: {
      'GET /a': {
        components: 'T A1 A2 A3 A4 A5 A6 A7 A8 A9 B1 B2 B3 B4 B5'.split(' ').map((name) => `schemas.${name}`),
        row: { schema_count: '15' },
      },
    },
  },
  {
    id: 'JS-06',
    title: 'keeps a component that is a boolean schema',
    section: 'JSON Schema 2020-12 core, 4.3.2',
    slices: {
      'GET /a': { components: ['schemas.Any'], at: { '#/components/schemas/Any': true }, unreported: [anything] },
    },
  },
  {
    id: 'JS-07',
    title: 'keeps unknown keywords, which are annotations and no errors',
    section: 'JSON Schema 2020-12 core, 4.3.1',
    slices: {
      'GET /a': { components: [], at: { [schemaOfA]: { type: 'string', nullable: true, optional: true } } },
    },
  },
  {
    id: 'JS-08',
    title: 'keeps the dialect of the description and of a schema',
    section: 'OAS 3.1.2, Schema Object (specifying schema dialects); JSON Schema 2020-12 core, 8.1.1',
    slices: {
      'GET /a': {
        components: [],
        at: {
          '#/jsonSchemaDialect': 'https://json-schema.org/draft/2020-12/schema',
          [schemaOfA]: { $schema: 'http://json-schema.org/draft-07/schema#', type: 'string' },
        },
      },
    },
  },
]
