import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SPECS } from '../support/specs.ts'

interface Description {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, unknown>>
  [field: string]: unknown
}

/** A description as it is, and as it is after a change that reaches every slice: some endpoints are gone, one is new. */
export interface Versions {
  name: string
  before: string
  after: string
}

/** A real description of some hundred endpoints where there is one, or else one of our own. */
export function realOrOwn(): Versions {
  const file = join(SPECS, 'box/openapi.json')
  if (!existsSync(file)) return ownVersions(300)
  const document = JSON.parse(readFileSync(file, 'utf8')) as Description
  // The second validator takes neither these endpoints nor the source with them.
  delete document.paths['/files/{file_id}/metadata/global/boxSkillsCards']
  return versionsOf('Box', document)
}

/** @param large characters of the text that makes the last slice larger than the others */
export function ownVersions(endpoints: number, large = 0): Versions {
  const document = ownDescription(endpoints)
  if (large > 0) Object.assign(Object.values(document.paths).at(-1)!['get'] as object, { description: 'x'.repeat(large) })
  return versionsOf('our own', document)
}

function versionsOf(name: string, document: Description): Versions {
  const paths = Object.entries(document.paths)
  const kept = paths.filter((_, index) => index % 10 !== 4)
  const added = { '/added-by-the-change': { get: { responses: { 200: { description: 'New' } } } } }
  const after = { ...document, info: { ...document.info, version: 'changed' }, paths: { ...Object.fromEntries(kept), ...added } }
  return { name: `${name}, ${paths.length} paths`, before: JSON.stringify(document), after: JSON.stringify(after) }
}

/** Endpoints in groups, each with a schema of its own and one that it shares with others. */
function ownDescription(endpoints: number): Description {
  const indexes = Array.from({ length: endpoints }, (_, index) => index)
  const schemas = indexes.flatMap((index) => [
    [`Own${index}`, { type: 'object', properties: { shared: { $ref: `#/components/schemas/Shared${index % 7}` } } }],
    [`Shared${index % 7}`, { type: 'object', description: `Shared by many, ${'and told at length. '.repeat(20)}` }],
  ])
  return {
    openapi: '3.1.0',
    info: { title: 'Own', version: '1' },
    servers: [{ url: 'https://own.example' }],
    security: [],
    paths: Object.fromEntries(indexes.map((index) => [`/group-${index % 5}/item-${index}`, { get: operationOf(index) }])),
    components: { schemas: Object.fromEntries(schemas) },
  }
}

const operationOf = (index: number): unknown => ({
  operationId: `get${index}`,
  summary: `The item "${index}", with what CSV has to quote`,
  responses: {
    200: { description: 'OK', content: { 'application/json': { schema: { $ref: `#/components/schemas/Own${index}` } } } },
  },
})
