import { anything, type Case } from './vocabulary.ts'

const mediaType = '#/paths/~1a/get/responses/200/content/application~1json'

/** Strings that a reader of YAML 1.1 or 1.2 takes for something else unless they are quoted. */
const strings = [
  'yes',
  'no',
  'on',
  'off',
  'y',
  'true',
  'null',
  '~',
  '',
  '007',
  '0o17',
  '0x1F',
  '1e3',
  '1_000',
  '1.0',
  '.5',
  '.inf',
  '12:30:45',
  '2024-01-01',
  '2024-01-01T00:00:00Z',
  '<<',
  '=',
  '- a',
  'a: b',
  'a #b',
  '@x',
  '%x',
  '!x',
  '&x',
  '*x',
  ' lead',
  'trail ',
  'tab\there',
  'nl\n',
  'two\n\nlines\n',
  '\u2028',
  '\u0085',
  'é😀',
]

export const examples: Case[] = [
  {
    id: 'EX-01',
    title: 'copies data that looks like a reference and follows nothing in it',
    section: 'OAS 3.0.4, Example Object (value: Any) and Schema Object (default, enum)',
    slices: {
      'GET /a': {
        components: [],
        at: {
          [mediaType]: {
            schema: { type: 'object', default: { $ref: '#/d' }, enum: [{ $ref: '#/e' }] },
            examples: { e: { value: { $ref: '#/x', list: [{ $ref: 'nofile.yaml' }] } } },
          },
        },
        unreported: [anything],
      },
    },
  },
  {
    id: 'EX-02',
    title: 'writes integers beyond 2^53 with the same digits',
    section: 'RFC 8259, section 6; YAML 1.2.2, 10.2.1.3',
    slices: {
      'GET /a': {
        components: [],
        text: [/^ +maximum: 9223372036854775807$/m, /^ +minimum: -9223372036854775808$/m, /^ +example: 18014398509481983$/m],
      },
    },
  },
  {
    id: 'EX-02',
    title: 'writes integers beyond 2^53 with the same digits in JSON too',
    section: 'RFC 8259, section 6',
    options: { format: 'json' },
    slices: {
      'GET /a': {
        components: [],
        text: [/"maximum": 9223372036854775807\b/, /"minimum": -9223372036854775808\b/, /"example": 18014398509481983\b/],
      },
    },
  },
  {
    id: 'EX-03',
    title: 'quotes strings that a YAML 1.1 or 1.2 reader would take for something else',
    section: 'YAML 1.2.2, 10.3.2; YAML 1.1 types (bool, int, float, timestamp, merge, value)',
    slices: { 'GET /a': { components: [], at: { [`${mediaType}/schema/enum`]: strings } } },
  },
  {
    id: 'EX-04',
    title: 'quotes keys that a YAML 1.1 or 1.2 reader would take for something else',
    section: 'OAS 3.0.4, Responses Object; YAML 1.2.2, 10.3.2; YAML 1.1 types (bool, int, float, null)',
    slices: {
      'GET /a': {
        components: [],
        at: {
          [`${mediaType}/schema/properties`]: {
            on: { type: 'string' },
            yes: { type: 'string' },
            null: { type: 'string' },
            '1.0': { type: 'string' },
            '0x10': { type: 'string' },
            '~': { type: 'string' },
          },
        },
        text: ['200', 'on', 'yes', 'null', '1\\.0', '0x10', '~'].map((key) => new RegExp(`^ +(['"])${key}\\1:`, 'm')),
        row: { response_codes: '200' },
      },
    },
  },
  {
    id: 'EX-05',
    title: 'keeps explicit nulls',
    section: 'OAS 3.0.4, Schema Object (default, example, enum: Any)',
    slices: {
      'GET /a': {
        components: [],
        at: {
          [`${mediaType}/schema`]: { type: 'string', nullable: true, default: null, example: null, enum: ['a', null] },
        },
      },
    },
  },
  {
    id: 'EX-06',
    title: 'copies relative URLs verbatim and says once that they are relative to the source',
    section: 'OAS 3.0.4, Example Object (externalValue) and External Documentation Object (url)',
    once: ['relative-url'],
    slices: {
      'GET /a': {
        components: [],
        at: {
          '#/externalDocs': { url: 'docs/index.html' },
          [mediaType]: { examples: { e: { externalValue: 'examples/a.json' } } },
        },
      },
    },
  },
  {
    id: 'EX-07',
    title: 'keeps what extensions refer to',
    section: 'OAS 3.0.4, Specification Extensions',
    slices: {
      'GET /a': {
        components: ['schemas.S', 'schemas.E'],
        at: {
          '#/paths/~1a/get/x-shape': { $ref: '#/components/schemas/S' },
          [`${mediaType}/schema/x-enum-reference`]: { $ref: '#/components/schemas/E' },
        },
      },
    },
  },
  {
    id: 'EX-08',
    title: 'inlines a file that an extension refers to, and keeps what is no reference',
    section: 'OAS 3.0.4, Specification Extensions',
    slices: {
      'GET /a': {
        components: [],
        at: {
          '#/paths/~1a/get/x-code': [{ lang: 'C', source: 'x' }],
          '#/paths/~1a/get/x-odd': { $ref: 'not a reference' },
        },
        reported: [/not a reference/],
        unreported: [/code\.yml/],
      },
    },
  },
  {
    id: 'EX-09',
    title: 'keeps numbers that a double cannot hold',
    section: 'RFC 8259, section 6; YAML 1.2.2, 10.2.1.4',
    slices: {
      'GET /a': {
        components: [],
        text: [/^ +multipleOf: 0\.01$/m, /^ +minimum: -?0(\.0)?$/m, /^ +maximum: 1(\.0)?e\+?400$/im, /^ +example: 1(\.0)?$/m],
      },
    },
  },
  {
    id: 'EX-09',
    title: 'keeps numbers that a double cannot hold in JSON too',
    section: 'RFC 8259, section 6',
    options: { format: 'json' },
    slices: { 'GET /a': { components: [], text: [/"maximum": 1e\+?400\b/i] } },
  },
]
