import type { Case } from './vocabulary.ts'

const error = { description: 'e', content: { 'application/json': { schema: { type: 'object' } } } }

export const yaml: Case[] = [
  {
    id: 'YML-01',
    title: 'keeps the value of an alias whose anchor is elsewhere',
    section: 'YAML 1.2.2, 7.1',
    slices: {
      'GET /a': { components: [], at: { '#/paths/~1a/get/responses': { 400: error, 404: error } } },
    },
  },
  {
    id: 'YML-02',
    title: 'merges the keys of an alias; own keys win',
    section: 'YAML 1.1 types, merge key',
    slices: {
      'GET /a': {
        components: [],
        at: { '#/paths/~1a/get/responses/200': { description: 'mine', content: {} } },
      },
    },
  },
  {
    id: 'YML-03',
    title: 'reads a flow collection that is closed at the indentation of its parent',
    section: 'YAML 1.2.2, 7.4',
    slices: { 'GET /a': { components: [], at: { '#/paths/~1a/get/x-data': { a: 1 } } } },
  },
  {
    id: 'YML-04',
    title: 'refuses a duplicate key and names file, line and key',
    section: 'YAML 1.2.2, 3.2.1.1 (keys are unique)',
    refused: { code: 'duplicate-key', message: /\/a\b/, line: 5 },
  },
  {
    id: 'YML-05',
    title: 'reads a byte order mark, CRLF and document markers, and keeps CRLF in strings',
    section: 'YAML 1.2.2, 5.2, 5.4 and 9.1',
    slices: { 'GET /a': { components: [], at: { '#/paths/~1a/get/description': 'x\r\ny' } } },
  },
  {
    id: 'YML-06',
    title: 'keeps long and multi-line texts character for character',
    section: 'YAML 1.2.2, 6.5 and 8.1',
    slices: {
      'GET /a': {
        components: [],
        at: {
          '#/paths/~1a/get/description': `${'word '.repeat(40)}end\n\n  indented\n\n\ttab\n\n| a | b |\n`,
          '#/paths/~1a/get/responses/200/description': 'trailing space \nand newline\n',
        },
      },
    },
  },
  {
    id: 'YML-07',
    title: 'slices a description with an alias bomb without the bomb',
    section: 'YAML 1.2.2, 7.1',
    once: ['oversized-extension'],
    slices: { 'GET /a': { components: [], maxBytes: 100_000 } },
  },
  {
    id: 'YML-08',
    title: 'refuses a node that contains itself, which JSON cannot express',
    section: 'YAML 1.2.2, 3.2.2.2; OAS 3.0.4, Format (JSON-compatible YAML)',
    refused: { code: 'endless-alias', message: /\bs\b/, line: 4 },
  },
]
