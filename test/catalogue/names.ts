import { hashed, type Case } from './vocabulary.ts'

const longPath = `${'/segment-number-{p}'.repeat(20)}/end`

export const names: Case[] = [
  {
    id: 'NAM-01',
    title: 'gives names that stay in the folder and are legal on Windows',
    section: 'Naming rule; Windows, Naming Files, Paths, and Namespaces',
    slices: {
      'GET /': { components: [], file: 'root_GET.yaml' },
      'GET /con': { components: [], file: 'con_GET.yaml' },
      'GET /v1.0/a.json': { components: [], file: 'v1.0-a.json_GET.yaml' },
      'GET /../../x': { components: [], file: 'x_GET.yaml' },
      'POST /a:append': { components: [], file: 'a-append_POST.yaml' },
      'GET /{a}{b}': { components: [], file: 'ab_GET.yaml', row: { parameter_count: '2' } },
    },
  },
  {
    id: 'NAM-02',
    title: 'cuts a long name and adds a hash of the whole path',
    section: 'Naming rule; POSIX NAME_MAX (255 bytes)',
    slices: {
      [`GET ${longPath}`]: { components: [], file: hashed(/segment-number-p-segment-[\w.-]+/, `GET ${longPath}`) },
    },
  },
  {
    id: 'NAM-03',
    title: 'quotes cells, guards against formulas, and reports an operationId that is a number',
    section: 'RFC 4180, section 2; OAS 3.0.4, Operation Object (operationId: string)',
    fails: {
      'GET /a': {
        reason: /operationId/,
        code: 'redocly/struct',
        warned: {
          components: [],
          at: { '#/paths/~1a/get/operationId': -1 },
          file: 'a_GET.yaml',
          row: {
            summary: '\'=HYPERLINK("http://x")',
            operation_id: "'-1",
            tags: 'x,y,z',
          },
        },
      },
    },
    index: [/^[^\r\n]+\r\n/, /,"'=HYPERLINK\(""http:\/\/x""\)",/, /,'-1,/, /,"x,y,z",/, /\r\n$/],
  },
  {
    id: 'NAM-04',
    title: 'gives every one of two colliding paths the hash of its path',
    section: 'Naming rule (collisions)',
    slices: {
      'GET /users/': { components: [], file: hashed(/users_GET/, 'GET /users/') },
      'GET /users': { components: [], file: hashed(/users_GET/, 'GET /users') },
    },
  },
  {
    id: 'NAM-04',
    title: 'gives the same name when the other path is not selected',
    section: 'Naming rule (collisions)',
    options: { filter: '^/users$', filterType: 'regex' },
    slices: { 'GET /users': { components: [], file: hashed(/users_GET/, 'GET /users') } },
  },
]
