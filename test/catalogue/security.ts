import type { Case } from './vocabulary.ts'

const apiKey = { type: 'apiKey', in: 'header', name: 'X' }

export const security: Case[] = [
  {
    id: 'SEC-01',
    title: 'keeps the root requirement that the operation inherits, with its scheme only',
    section: 'OAS 3.0.4, OpenAPI Object (security)',
    slices: {
      'GET /a': {
        components: ['securitySchemes.k'],
        at: { '#/security': [{ k: [] }], '#/paths/~1a/get/security': undefined },
        row: { security_required: 'true' },
      },
    },
  },
  {
    id: 'SEC-02',
    title: 'keeps a public endpoint public',
    section: 'OAS 3.0.4, Operation Object (security: "an empty array can be used")',
    slices: {
      'GET /a': {
        components: [],
        at: { '#/security': undefined, '#/paths/~1a/get/security': [] },
        row: { security_required: 'false' },
      },
    },
  },
  {
    id: 'SEC-03',
    title: 'keeps optional security and does not call it required',
    section: 'OAS 3.0.4, OpenAPI Object (security: "an empty security requirement")',
    slices: {
      'GET /a': {
        components: ['securitySchemes.k'],
        at: { '#/paths/~1a/get/security': [{}, { k: [] }] },
        row: { security_required: 'false' },
      },
    },
  },
  {
    id: 'SEC-04',
    title: 'keeps alternatives, combinations and scopes, and every scheme whole',
    section: 'OAS 3.0.4, Security Requirement Object',
    slices: {
      'GET /a': {
        components: ['securitySchemes.a', 'securitySchemes.b', 'securitySchemes.o'],
        at: {
          '#/paths/~1a/get/security': [{ a: [], o: ['read'] }, { b: [] }],
          '#/components/securitySchemes/o/flows/clientCredentials/scopes': { read: 'r', write: 'w' },
        },
        row: { security_required: 'true' },
      },
    },
  },
  {
    id: 'SEC-05',
    title: 'reports a requirement without a scheme and invents none',
    section: 'OAS 3.0.4, Security Requirement Object ("MUST correspond to a security scheme")',
    slices: { 'GET /a': { components: [], at: { '#/security': [{ nope: [] }] }, reported: [/nope/] } },
  },
  {
    id: 'SEC-06',
    title: 'keeps the root requirement for a callback that inherits it',
    section: 'OAS 3.0.4, OpenAPI Object (security) and Callback Object',
    slices: {
      'POST /a': {
        components: ['securitySchemes.k', 'securitySchemes.o'],
        at: { '#/security': [{ k: [] }], '#/paths/~1a/post/security': [{ o: [] }] },
        row: { security_required: 'true' },
      },
    },
  },
  {
    id: 'SEC-07',
    title: 'keeps a scheme behind a reference under the name that is required',
    section: 'OAS 3.0.4, Components Object (securitySchemes) and Security Requirement Object',
    slices: {
      'GET /a': {
        components: ['securitySchemes.k', 'securitySchemes.real'],
        at: { '#/paths/~1a/get/security': [{ k: [] }] },
        resolves: { '#/components/securitySchemes/k': apiKey },
      },
    },
  },
  {
    id: 'SEC-08',
    title: 'finds a scheme that is required by its URI',
    section: 'OAS 3.2.0, Security Requirement Object ("Each name or URI")',
    slices: {
      'GET /a': {
        components: ['securitySchemes.k'],
        at: {
          '#/paths/~1a/get/security': [{ '#/components/securitySchemes/k': [] }],
          '#/components/securitySchemes/k': apiKey,
        },
        row: { security_required: 'true' },
      },
    },
  },
  {
    id: 'SEC-09',
    title: 'keeps the roles of a scheme that is not OAuth',
    section: 'OAS 3.1.2, Security Requirement Object (role names)',
    slices: {
      'GET /a': { components: ['securitySchemes.b'], at: { '#/paths/~1a/get/security': [{ b: ['admin'] }] } },
    },
  },
]
