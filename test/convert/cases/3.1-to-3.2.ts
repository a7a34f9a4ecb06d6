import type { Case } from './case.ts'
import { documentCases, operationCases, schemaCases } from './case.ts'

const document = documentCases('3.1', '3.2')

export const CASES_31_32: Case[] = [
  schemaCases('3.1', '3.2')(
    { code: 'version', id: 'T01', behaviour: 'nothing but the version changes', effect: 'equal', pointer: '#/openapi' },
    { type: ['string', 'null'], examples: ['a'] },
    { type: ['string', 'null'], examples: ['a'] },
  ),
  document(
    { code: 'version', id: 'T02', behaviour: 'tags and groups of tags stay', effect: 'equal' },
    { paths: {}, tags: [{ name: 'a' }], 'x-tagGroups': [{ name: 'G', tags: ['a'] }] },
    { '#/tags': [{ name: 'a' }], '#/x-tagGroups': [{ name: 'G', tags: ['a'] }], '#/openapi': '3.2.0' },
  ),
  operationCases('3.1', '3.2')(
    {
      code: 'allow-reserved',
      behaviour: 'allowReserved outside the query does not become active',
      effect: 'equal',
      pointer: '#/paths/~1t/post/parameters/0/allowReserved',
    },
    {
      parameters: [
        { name: 'c', in: 'cookie', allowReserved: true },
        { name: 'q', in: 'query', allowReserved: true },
      ],
    },
    {
      parameters: [
        { name: 'c', in: 'cookie' },
        { name: 'q', in: 'query', allowReserved: true },
      ],
    },
  ),
]
