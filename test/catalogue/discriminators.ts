import { anything, type Case } from './vocabulary.ts'

const schemaOfA = '#/paths/~1a/get/responses/200/content/application~1json/schema'

export const discriminators: Case[] = [
  {
    id: 'DSC-01',
    title: 'follows the values of a mapping',
    section: 'OAS 3.0.4, Discriminator Object (mapping)',
    slices: {
      'GET /a': {
        components: ['schemas.Pet', 'schemas.Cat', 'schemas.Fur'],
        at: { '#/components/schemas/Pet/discriminator/mapping': { c: '#/components/schemas/Cat' } },
      },
    },
  },
  {
    id: 'DSC-02',
    title: 'follows the values of a mapping that are names',
    section: 'OAS 3.0.4, Discriminator Object (mapping: names or URI references)',
    slices: {
      'GET /a': {
        components: ['schemas.Cat', 'schemas.Dog.v2'],
        at: { [`${schemaOfA}/discriminator/mapping`]: { c: 'Cat', d: 'Dog.v2' } },
        unreported: [anything],
      },
    },
  },
  {
    id: 'DSC-03',
    title: 'keeps the names that are the values of an implicit mapping',
    section: 'OAS 3.0.4, Discriminator Object ("inline schemas will not be considered")',
    slices: {
      'GET /a': {
        components: ['schemas.Cat', 'schemas.Dog'],
        at: {
          [schemaOfA]: {
            oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
            discriminator: { propertyName: 'k' },
          },
        },
      },
    },
  },
  {
    id: 'DSC-04',
    title: 'brings along the schemas that build on the one with the discriminator',
    section: 'OAS 3.0.4, Discriminator Object ("all schemas building on the parent schema via an allOf")',
    slices: { 'GET /a': { components: ['schemas.Pet', 'schemas.Cat', 'schemas.Kitten', 'schemas.X'] } },
  },
  {
    id: 'DSC-04',
    title: 'leaves out implicit subtypes if asked to',
    section: 'OAS 3.0.4, Discriminator Object ("all schemas building on the parent schema via an allOf")',
    options: { subtypes: false },
    slices: { 'GET /a': { components: ['schemas.Pet'] } },
  },
  {
    id: 'DSC-05',
    title: 'reports a mapping to nothing and keeps it verbatim',
    section: 'OAS 3.0.4, Discriminator Object (mapping)',
    fails: {
      'GET /a': {
        reason: /models\/gone\.yml|#\/components\/schemas\/Gone/,
        code: 'unresolved-reference',
        phase: 4,
        warned: {
          components: [],
          at: {
            [`${schemaOfA}/discriminator`]: {
              propertyName: 'k',
              mapping: { a: 'models/gone.yml', b: '#/components/schemas/Gone' },
            },
          },
          reported: [/models\/gone\.yml/, /#\/components\/schemas\/Gone/],
        },
      },
    },
  },
  {
    id: 'DSC-06',
    title: 'takes properties named discriminator and mapping for properties',
    section: 'OAS 3.0.4, Schema Object (properties)',
    slices: {
      'GET /a': {
        components: [],
        at: {
          [schemaOfA]: {
            type: 'object',
            properties: {
              discriminator: {
                type: 'object',
                properties: {
                  mapping: { type: 'object', additionalProperties: { type: 'string' }, example: { a: 'not/a/ref' } },
                },
              },
            },
          },
        },
        unreported: [anything],
      },
    },
  },
  {
    id: 'DSC-07',
    title: 'follows the default mapping',
    section: 'OAS 3.2.0, Discriminator Object (defaultMapping)',
    slices: {
      'GET /a': {
        components: ['schemas.Cat', 'schemas.Other'],
        at: { [`${schemaOfA}/discriminator`]: { propertyName: 'k', defaultMapping: 'Other' } },
      },
    },
  },
  {
    id: 'DSC-08',
    title: 'brings along what builds on a schema where the discriminator, or the allOf, is within an allOf',
    section: 'OAS 3.0.4, Discriminator Object ("all schemas building on the parent schema via an allOf")',
    slices: {
      'GET /a': { components: ['schemas.Base', 'schemas.Child', 'schemas.X'] },
      'GET /b': { components: ['schemas.Pet', 'schemas.Wolf', 'schemas.Cub'] },
    },
  },
  {
    id: 'DSC-08',
    title: 'leaves them out if asked to',
    section: 'OAS 3.0.4, Discriminator Object ("all schemas building on the parent schema via an allOf")',
    options: { subtypes: false },
    slices: { 'GET /a': { components: ['schemas.Base'] }, 'GET /b': { components: ['schemas.Pet'] } },
  },
  {
    id: 'DSC-09',
    title: 'takes a reference with something beside it for a schema that builds on what it refers to',
    section: 'OAS 3.1.2, Schema Object; JSON Schema 2020-12 core, 8.2.3.1 ($ref among other keywords)',
    slices: { 'GET /a': { components: ['schemas.Pet', 'schemas.Cat', 'schemas.Kitten', 'schemas.Dog', 'schemas.X'] } },
  },
  {
    id: 'DSC-10',
    title: 'maps the names that alternatives have in their files to the names that they have in a slice',
    section: 'OAS 3.0.4, Discriminator Object ("implicit mapping": the name of the component is the value)',
    slices: {
      'GET /a': {
        components: ['schemas.*', 'schemas.Dog'],
        at: {
          [schemaOfA]: {
            oneOf: [{ $ref: '#/components/schemas/Cat-2' }, { $ref: '#/components/schemas/Dog' }],
            discriminator: { propertyName: 'k', mapping: { Cat: '#/components/schemas/Cat-2' } },
          },
        },
      },
      'GET /b': { components: ['schemas.Cat'] },
      'GET /c': {
        components: ['schemas.*', 'schemas.*', 'schemas.*', 'schemas.*'],
        at: {
          '#/components/schemas/Animal/discriminator': {
            propertyName: 'k',
            mapping: { b: '#/components/schemas/bird-file', whale: '#/components/schemas/whale', Cat: '#/components/schemas/Cat-2' },
          },
        },
      },
    },
  },
]
