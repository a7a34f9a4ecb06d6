import { aReference, type Case } from './vocabulary.ts'

const schemaOfA = '#/paths/~1a/get/responses/200/content/application~1json/schema'
const schemaOfError = '#/paths/~1a/get/responses/400/content/application~1json/schema'
const error = { type: 'object', properties: { inner: aReference('schemas'), code: aReference('schemas') } }
const tree = {
  type: 'object',
  properties: { kids: { type: 'array', items: aReference('schemas') }, first: aReference('schemas') },
}

export const files: Case[] = [
  {
    id: 'MF-01',
    title: 'reads references relative to the file they are in and leaves none to a file',
    section: 'OAS 3.0.4, Relative References in API Description URIs; RFC 3986, section 5',
    slices: {
      'GET /a': {
        components: ['schemas.*', 'schemas.*'],
        resolves: {
          [schemaOfError]: error,
          [`${schemaOfError}/properties/inner`]: error,
          [`${schemaOfError}/properties/code`]: { type: 'integer' },
        },
      },
    },
  },
  {
    id: 'MF-02',
    title: 'keeps different schemas of the same name apart; the one of the entry document keeps its name',
    section: 'OAS 3.0.4, Components Object (names are unique)',
    slices: {
      'GET /a': {
        components: ['schemas.Item', 'schemas.*', 'schemas.*'],
        at: { [`${schemaOfA}/allOf/2`]: { $ref: '#/components/schemas/Item' } },
        resolves: {
          [`${schemaOfA}/allOf/0`]: { type: 'integer' },
          [`${schemaOfA}/allOf/1`]: { type: 'boolean' },
          [`${schemaOfA}/allOf/2`]: { type: 'string' },
        },
      },
    },
  },
  {
    id: 'MF-03',
    title: 'knows one file under several spellings, and says that "#/" is no good one',
    section: 'RFC 3986, sections 5.2.4 and 6.2.2.2; RFC 6901, section 5',
    slices: {
      'GET /a': {
        components: ['schemas.*'],
        resolves: {
          [`${schemaOfA}/allOf/0`]: { type: 'integer' },
          [`${schemaOfA}/allOf/1`]: { type: 'integer' },
          [`${schemaOfA}/allOf/2`]: { type: 'integer' },
          [`${schemaOfA}/allOf/3`]: { type: 'integer' },
        },
      },
    },
    once: ['odd-reference'],
  },
  {
    id: 'MF-04',
    title: 'reads # in a file as that file and keeps its recursion',
    section: 'OAS 3.0.4, Relative References in API Description URIs; RFC 3986, section 4.4',
    slices: {
      'GET /a': {
        components: ['schemas.*'],
        resolves: {
          [schemaOfA]: tree,
          [`${schemaOfA}/properties/kids/items`]: tree,
          [`${schemaOfA}/properties/first`]: tree,
        },
      },
    },
  },
  {
    id: 'MF-05',
    title: 'takes names of security schemes from the entry document',
    section: 'OAS 3.1.2, Resolving Implicit Connections',
    slices: {
      'GET /a': {
        components: ['schemas.*', 'securitySchemes.k'],
        at: {
          '#/info': { title: 't', version: '1' },
          '#/paths/~1a/get/security': [{ k: [] }],
          '#/components/securitySchemes/k': { type: 'apiKey', in: 'header', name: 'ENTRY' },
        },
        resolves: { [schemaOfA]: { type: 'object' } },
      },
    },
  },
  {
    id: 'MF-06',
    title: 'reads nothing from the network, and slices what does not need it',
    section: 'OAS 3.0.4, Handling External Resources',
    slices: { 'GET /b': { components: [] } },
    fails: { 'GET /a': { reason: /https:\/\/example\.invalid\/s\.json/, code: 'refused-reference', phase: 4 } },
  },
  {
    id: 'MF-07',
    title: 'reads no file outside of the working folder and the folder of the description',
    section: 'OAS 3.0.4, Handling External Resources',
    fails: { 'GET /a': { reason: /etc\/hostname/, code: 'refused-reference', phase: 4 } },
  },
  {
    id: 'MF-08',
    title: 'takes the text of a file for a string',
    section: 'OAS 3.0.4, Operation Object (description: string; no Reference Object there)',
    slices: {
      'GET /a': { components: [], at: { '#/paths/~1a/get/description': '# Hello\n\nworld\n' } },
    },
  },
  {
    id: 'MF-09',
    title: 'hoists definitions and parameters of a split Swagger 2.0 description',
    section: 'OAS 2.0, Reference Object, Definitions Object and Parameters Definitions Object',
    slices: {
      'GET /a': {
        components: ['definitions.*', 'parameters.*'],
        resolves: {
          '#/paths/~1a/get/parameters/0': { name: 'limit', in: 'query', type: 'integer' },
          '#/paths/~1a/get/responses/200/schema': { type: 'object', properties: { d: aReference('definitions') } },
        },
        row: { parameter_count: '1', schema_count: '1' },
      },
    },
  },
]
