import type { Case } from './vocabulary.ts'

export const tags: Case[] = [
  {
    id: 'TAG-01',
    title: 'keeps the used tags whole and in source order, and invents none',
    section: 'OAS 3.0.4, OpenAPI Object (tags)',
    slices: {
      'GET /a': {
        components: [],
        at: {
          '#/tags': [{ name: 'a', description: 'A', externalDocs: { url: 'https://x.y' } }, { name: 'b' }],
          '#/paths/~1a/get/tags': ['b', 'a', 'undefined-tag'],
        },
        row: { tags: 'b,a,undefined-tag' },
      },
    },
  },
  {
    id: 'TAG-02',
    title: 'follows references in the tags that stay, not in the others',
    section: 'OAS 3.0.4, Tag Object and Specification Extensions',
    slices: {
      'GET /a': {
        components: ['schemas.M'],
        at: { '#/tags': [{ name: 'a', 'x-model': { $ref: '#/components/schemas/M' } }] },
      },
    },
  },
  {
    id: 'TAG-03',
    title: 'keeps root extensions and external docs, and prunes tag groups to the tags kept',
    section: 'OAS 3.0.4, Specification Extensions',
    slices: {
      'GET /a': {
        components: [],
        at: {
          '#/x-tagGroups': [{ name: 'G', tags: ['a'] }],
          '#/x-company': { team: 't' },
          '#/externalDocs': { url: 'https://x.y' },
          '#/tags': [{ name: 'a' }],
        },
      },
    },
  },
  {
    id: 'TAG-03',
    title: 'leaves out root extensions if asked to',
    section: 'OAS 3.0.4, Specification Extensions',
    options: { rootExtensions: false },
    slices: {
      'GET /a': {
        components: [],
        at: { '#/x-tagGroups': undefined, '#/x-company': undefined, '#/externalDocs': { url: 'https://x.y' } },
      },
    },
  },
  {
    id: 'TAG-03',
    title: 'keeps only the root extensions that are listed',
    section: 'OAS 3.0.4, Specification Extensions',
    options: { rootExtensions: ['x-company'] },
    slices: {
      'GET /a': { components: [], at: { '#/x-tagGroups': undefined, '#/x-company': { team: 't' } } },
    },
  },
  {
    id: 'TAG-04',
    title: 'copies info verbatim; an extension may have any value',
    section: 'OAS 3.0.4, Info Object and Specification Extensions',
    slices: {
      'GET /a': {
        components: [],
        at: { '#/info': { title: 't', version: '1', 'x-logo': 'https://x.y/logo.png' } },
      },
    },
  },
  {
    id: 'TAG-05',
    title: 'leaves out an unknown root field and says so once',
    section: 'OAS 3.0.4, OpenAPI Object (fixed fields)',
    once: ['unknown-root-field'],
    slices: { 'GET /a': { components: [], at: { '#/source': undefined } } },
  },
  {
    id: 'TAG-06',
    title: 'reports a version that is a number and does not make it another string',
    section: 'OAS 3.0.4, Info Object (version: string)',
    fails: {
      'GET /a': {
        reason: /version/,
        code: 'redocly/struct',
        warned: { components: [], at: { '#/info': { title: 't', version: 1.1 } } },
      },
    },
  },
]
