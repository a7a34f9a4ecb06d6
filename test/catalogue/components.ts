import type { Case } from './vocabulary.ts'

const example = '#/paths/~1a/get/responses/200/content/application~1json/example'

export const components: Case[] = [
  {
    id: 'CMP-01',
    title: 'tells components of the same name by their kinds',
    section: 'OAS 3.0.4, Components Object',
    slices: {
      'GET /a': {
        components: ['parameters.User', 'responses.User'],
        row: { schema_count: '0', parameter_count: '1' },
      },
    },
  },
  {
    id: 'CMP-02',
    title: 'finds a component named constructor and no component named toString',
    section: 'OAS 3.0.4, Components Object (names)',
    slices: {
      'GET /a': {
        components: ['schemas.constructor'],
        at: {
          '#/components/schemas/constructor/type': 'object',
          '#/components/schemas/constructor/properties/__proto__': { type: 'string' },
          '#/components/schemas/constructor/properties/hasOwnProperty': { type: 'boolean' },
        },
      },
    },
    fails: {
      'GET /b': {
        reason: /#\/components\/schemas\/toString/,
        code: 'unresolved-reference',
        phase: 4,
        warned: { components: [] },
      },
    },
  },
  {
    id: 'CMP-03',
    title: 'writes no components at all where none is needed',
    section: 'OAS 3.0.4, OpenAPI Object (components)',
    slices: {
      'GET /a': {
        components: [],
        at: {
          '#': {
            openapi: '3.0.3',
            info: { title: 't', version: '1' },
            paths: { '/a': { get: { responses: { 200: { description: 'ok' } } } } },
          },
        },
      },
    },
  },
  {
    id: 'CMP-04',
    title: 'keeps response codes as quoted strings and lists them in source order',
    section: 'OAS 3.0.4, Responses Object ("MUST be enclosed in quotation marks")',
    slices: {
      'GET /a': {
        components: [],
        at: {
          '#/paths/~1a/get/responses': {
            default: { description: 'd' },
            404: { description: 'n' },
            200: { description: 'ok' },
          },
        },
        text: [/^ +(['"])404\1:/m, /^ +(['"])200\1:/m],
        row: { response_codes: 'default,404,200' },
      },
    },
  },
  {
    id: 'CMP-05',
    title: 'keeps a component that an example seems to refer to, for tools that follow it',
    section: 'OAS 3.0.4, Media Type Object (example: Any)',
    slices: { 'GET /a': { components: ['schemas.A'], at: { [example]: { $ref: '#/components/schemas/A' } } } },
  },
  {
    id: 'CMP-05',
    title: 'takes an example for data if asked to',
    section: 'OAS 3.0.4, Media Type Object (example: Any)',
    options: { refsInData: 'literal' },
    slices: {
      'GET /a': { components: [], at: { [example]: { $ref: '#/components/schemas/A' } }, unreported: [/[^]/] },
    },
  },
]
