import { anything, hashed, type Case } from './vocabulary.ts'

const ok = { responses: { 200: { description: 'ok' } } }

function pathParameter(name: string): object {
  return { name, in: 'path', required: true, schema: { type: 'string' } }
}

export const paths: Case[] = [
  {
    id: 'PTH-01',
    title: 'keeps the parameters of the path at the path and counts them',
    section: 'OAS 3.0.4, Path Item Object (parameters)',
    slices: {
      'GET /a/{id}': {
        components: ['parameters.V'],
        at: {
          '#/paths/~1a~1{id}': {
            parameters: [pathParameter('id'), { $ref: '#/components/parameters/V' }],
            get: ok,
          },
        },
        row: { parameter_count: '2' },
      },
    },
  },
  {
    id: 'PTH-02',
    title: 'keeps a parameter and its override, each behind a reference, and counts one',
    section: 'OAS 3.0.4, Operation Object (parameters: override) and Parameter Object (unique by name and location)',
    slices: {
      'GET /a': {
        components: ['parameters.P1', 'parameters.P2'],
        at: {
          '#/paths/~1a/parameters': [{ $ref: '#/components/parameters/P1' }],
          '#/paths/~1a/get/parameters': [{ $ref: '#/components/parameters/P2' }],
        },
        row: { parameter_count: '1' },
      },
    },
  },
  {
    id: 'PTH-03',
    title: 'keeps servers, summary, description and extensions of the path at their level',
    section: 'OAS 3.0.4, Path Item Object',
    slices: {
      'GET /a': {
        components: [],
        at: {
          '#/servers': [{ url: 'https://root' }],
          '#/paths/~1a': {
            summary: 's',
            description: 'd',
            'x-team': 't',
            servers: [{ url: 'https://path' }],
            get: ok,
          },
        },
      },
      'POST /a': {
        components: [],
        at: {
          '#/servers': [{ url: 'https://root' }],
          '#/paths/~1a': {
            summary: 's',
            description: 'd',
            'x-team': 't',
            servers: [{ url: 'https://path' }],
            post: { servers: [{ url: 'https://op' }], ...ok },
          },
        },
      },
    },
  },
  {
    id: 'PTH-04',
    title: 'copies relative server URLs and server variables verbatim',
    section: 'OAS 3.0.4, Server Object',
    slices: {
      'GET /a': {
        components: [],
        at: {
          '#/servers': [{ url: '/v1' }, { url: 'https://{r}.x.y', variables: { r: { default: 'eu', enum: ['eu', 'us'] } } }],
        },
      },
    },
  },
  {
    id: 'PTH-05',
    title: 'unites a path item with its reference; its own field wins and that is said',
    section: 'OAS 3.0.4, Path Item Object ($ref: "the behavior is undefined")',
    slices: {
      'GET /a': {
        components: [],
        at: {
          '#/paths/~1a': {
            parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }],
            summary: 'mine',
            get: ok,
          },
        },
        reported: [/merged-path-item[^]*parameters/],
        row: { parameter_count: '1' },
      },
    },
  },
  {
    id: 'PTH-06',
    title: 'keeps query strings and fragments in path keys, with a file name for each',
    section: 'OAS 3.0.4, Paths Object',
    slices: {
      'GET /a?x=1': { components: [], file: 'a-x-1_GET.yaml', reported: [/query/i] },
      'GET /a?x=2': { components: [], file: 'a-x-2_GET.yaml', reported: [/query/i] },
      'GET /a#Action=X': { components: [], file: 'a-Action-X_GET.yaml' },
      'GET /a': { components: [], file: 'a_GET.yaml', unreported: [/query/i] },
    },
  },
  {
    id: 'PTH-07',
    title: 'gives paths that differ in case, slash or braces only names that differ without case',
    section: 'OAS 3.0.4, Paths Object (matching is case-sensitive)',
    slices: {
      'GET /Users': { components: [], file: hashed(/Users_GET/, 'GET /Users') },
      'GET /users': { components: [], file: hashed(/users_GET/, 'GET /users') },
      'GET /users/': { components: [], file: hashed(/users_GET/, 'GET /users/') },
      'GET /users/{a}': { components: [], file: hashed(/users-a_GET/, 'GET /users/{a}') },
      'GET /users/a': { components: [], file: hashed(/users-a_GET/, 'GET /users/a') },
    },
  },
  {
    id: 'PTH-08',
    title: 'slices both of two identical templates, and neither slice has the conflict',
    section: 'OAS 3.0.4, Paths Object ("Templated paths with the same hierarchy ... MUST NOT exist")',
    slices: {
      'GET /o/{a}': { components: [], file: 'o-a_GET.yaml', unreported: [anything] },
      'DELETE /o/{b}': { components: [], file: 'o-b_DELETE.yaml', unreported: [anything] },
    },
  },
  {
    id: 'PTH-09',
    title: 'takes neither extensions nor path items without operations for endpoints',
    section: 'OAS 3.0.4, Paths Object (specification extensions)',
    slices: { 'GET /a': { components: [], at: { '#/paths': { '/a': { get: ok } } } } },
  },
  {
    id: 'PTH-10',
    title: 'slices every method',
    section: 'OAS 3.0.4, Path Item Object',
    slices: {
      'HEAD /a': { components: [], file: 'a_HEAD.yaml', at: { '#/paths/~1a': { head: ok } } },
      'OPTIONS /a': { components: [], file: 'a_OPTIONS.yaml', at: { '#/paths/~1a': { options: ok } } },
      'TRACE /a': { components: [], file: 'a_TRACE.yaml', at: { '#/paths/~1a': { trace: ok } } },
      'PATCH /a': { components: [], file: 'a_PATCH.yaml', at: { '#/paths/~1a': { patch: ok } } },
    },
  },
  {
    id: 'PTH-11',
    title: 'keeps non-ASCII letters, spaces and quotes in path keys and gives portable names',
    section: 'OAS 3.0.4, Paths Object and Path Templating',
    slices: {
      'GET /ä/{名}': { components: [], file: 'root_GET.yaml', row: { parameter_count: '1' }, unreported: [anything] },
      'GET /a b': { components: [], file: 'a-b_GET.yaml' },
      "GET /docs('{key}')": { components: [], file: 'docs-key_GET.yaml', row: { parameter_count: '1' } },
    },
  },
  {
    id: 'PTH-12',
    title: 'reports a path parameter that is not defined and invents none',
    section: 'OAS 3.0.4, Path Templating ("MUST correspond to a path parameter")',
    fails: {
      'GET /a/{id}': {
        reason: /\bid\b/,
        code: 'redocly/path-parameters-defined',
        warned: { components: [], at: { '#/paths/~1a~1{id}': { get: ok } }, row: { parameter_count: '0' } },
      },
    },
  },
]
