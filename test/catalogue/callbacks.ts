import { aReference, type Case } from './vocabulary.ts'

const ok = { responses: { 200: { description: 'ok' } } }
const schemaOfA = '#/paths/~1a/get/responses/200/content/application~1json/schema'
const links = '#/paths/~1a/get/responses/200/links'

export const callbacks: Case[] = [
  {
    id: 'CB-01',
    title: 'keeps callbacks whole, with what they refer to, and makes no slices of them',
    section: 'OAS 3.0.4, Callback Object (key expression)',
    slices: {
      'POST /a': {
        components: ['callbacks.D', 'schemas.E'],
        at: {
          '#/paths/~1a/post/callbacks': {
            c: {
              '{$request.body#/u}/x': {
                post: {
                  requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/E' } } } },
                  ...ok,
                },
              },
            },
            d: { $ref: '#/components/callbacks/D' },
          },
          '#/components/callbacks/D': { 'http://x.y?u={$request.query.u}': { get: ok } },
        },
      },
    },
  },
  {
    id: 'CB-02',
    title: 'keeps a link by operationId to an operation outside of the slice',
    section: 'OAS 3.0.4, Link Object (operationId, runtime expressions)',
    slices: {
      'GET /a': {
        components: [],
        at: { [links]: { next: { operationId: 'getB', parameters: { id: '$response.body#/id' } } } },
      },
      'GET /b/{id}': { components: [], row: { operation_id: 'getB' } },
    },
  },
  {
    id: 'CB-03',
    title: 'turns a link by operationRef to another path into one by operationId',
    section: 'OAS 3.0.4, Link Object (operationRef)',
    slices: {
      'GET /a': { components: [], at: { [links]: { next: { operationId: 'getB' } } } },
      'GET /b': { components: [] },
    },
  },
  {
    id: 'CB-04',
    title: 'keeps links that are components',
    section: 'OAS 3.0.4, Components Object (links)',
    slices: {
      'GET /a': {
        components: ['links.L'],
        at: { '#/components/links/L': { operationId: 'x', server: { url: 'https://x.y' } } },
      },
    },
  },
  {
    id: 'CB-05',
    title: 'leaves out webhooks and says so once',
    section: 'OAS 3.1.2, OpenAPI Object (webhooks)',
    once: ['webhooks-left-out'],
    slices: { 'GET /a': { components: [], at: { '#/webhooks': undefined } } },
  },
  {
    id: 'CB-05',
    title: 'makes slices of webhooks if asked to',
    section: 'OAS 3.1.2, OpenAPI Object (webhooks)',
    options: { webhooks: true },
    slices: {
      'GET /a': { components: [], file: 'a_GET.yaml', at: { '#/webhooks': undefined } },
      'POST w': { components: ['schemas.W'], file: 'webhook-w_POST.yaml' },
    },
  },
  {
    id: 'CB-06',
    title: 'hoists the target of a reference into a webhook',
    section: 'OAS 3.1.2, Reference Object and OpenAPI Object (webhooks)',
    slices: {
      'GET /a': {
        components: ['schemas.*'],
        at: { [schemaOfA]: aReference('schemas'), '#/webhooks': undefined },
        resolves: { [schemaOfA]: { type: 'object' } },
      },
    },
  },
  {
    id: 'CB-07',
    title: 'refuses a description without any endpoint and says how to slice webhooks',
    section: 'OAS 3.1.2, OpenAPI Object (at least one of components, paths, webhooks)',
    refused: { code: 'nothing-selected', message: /no (endpoint|operation)/i, help: /webhooks/ },
  },
  {
    id: 'CB-07',
    title: 'writes an index with its header only if nothing to slice is no error',
    section: 'OAS 3.1.2, OpenAPI Object (at least one of components, paths, webhooks)',
    options: { allowEmpty: true },
    slices: {},
    index: [/^path,method,[^\r\n]+\r\n$/],
  },
  {
    id: 'CB-07',
    title: 'slices the webhooks of a description that has nothing else',
    section: 'OAS 3.1.2, OpenAPI Object (at least one of components, paths, webhooks)',
    options: { webhooks: true },
    slices: { 'POST w': { components: [], file: 'webhook-w_POST.yaml', at: { '#/webhooks': { w: { post: ok } } } } },
  },
]
