import type { Texts } from '../../src/page/embed.ts'
import { type ComponentEntry, type EndpointEntry, PROTOCOL, type ProblemEntry, type Report, runsOf } from '../../src/page/protocol.ts'

/** A made-up run of any size, the same at every call. */
export function sampleReport(count: number, overrides: Partial<Report> = {}): { report: Report; texts: Texts } {
  const random = randomFrom(count)
  const components = componentsOf(Math.max(4, Math.min(4_000, Math.floor(count / 3))), random)
  const pieces = ['openapi: 3.1.0\ninfo:\n  title: Sample\n  version: 1.0.0\n', 'components:\n  schemas:\n', ...components.map(textOf)]
  const recipes: number[][] = []
  const endpoints = Array.from({ length: count }, (_, index): EndpointEntry => {
    const entry = endpointOf(index, components, random)
    const members = reachOf(components, entry.needs)
    for (const id of members) components[id]!.endpoints++
    if (entry.status === 'FAIL') return { ...entry, reach: members.length }
    pieces.push(`paths:\n  ${entry.path}:\n    ${entry.method.toLowerCase()}:\n      summary: ${entry.summary}\n`)
    recipes.push([0, pieces.length - 1, ...(members.length > 0 ? [1] : []), ...members.map((id) => id + 2)])
    return { ...entry, file: recipes.length - 1, bytes: pieces.at(-1)!.length, reach: members.length }
  })
  const files = recipes.map((recipe, index) => ({
    file: `${index}.yaml`,
    bytes: recipe.reduce((sum, piece) => sum + pieces[piece]!.length, 0),
  }))
  const report: Report = {
    protocol: PROTOCOL,
    name: 'sample',
    title: 'Sample',
    version: '1.0.0',
    source: {
      file: 'openapi.yaml',
      files: 1,
      bytes: components.reduce((sum, { bytes }) => sum + bytes, 0) + count * 400,
      openapi: '3.1.0',
    },
    output: { openapi: '3.1.0', format: 'yaml', hasFiles: false, hasTexts: true },
    generator: 'unplugin-openapi-slice 0.0.0',
    created: '2024-01-01T00:00:00.000Z',
    endpoints,
    files,
    components,
    problems: problemsOf(endpoints),
    problemsLeftOut: 0,
    ...overrides,
  }
  return { report, texts: { pieces, recipes } }
}

const METHODS = ['GET', 'GET', 'GET', 'POST', 'PATCH', 'DELETE', 'PUT']
const NOUNS = ['users', 'orders', 'invoices', 'repos', 'issues', 'teams', 'projects', 'labels', 'hooks', 'runs', 'keys', 'reports']

function endpointOf(index: number, components: readonly ComponentEntry[], random: () => number): EndpointEntry {
  const noun = NOUNS[Math.floor(random() * NOUNS.length)]!
  const other = NOUNS[Math.floor(random() * NOUNS.length)]!
  const method = METHODS[Math.floor(random() * METHODS.length)]!
  const needs = new Set(Array.from({ length: Math.floor(random() * 5) }, () => Math.floor(random() * components.length)))
  const failed = index % 97 === 13
  return {
    path: `/${noun}/{${noun}Id}/${other}/${index}`,
    method,
    isWebhook: false,
    summary: `Work on the ${other} of one of the ${noun}`,
    operationId: `${method.toLowerCase()}${noun}${other}${index}`,
    tags: [noun],
    deprecated: index % 41 === 7,
    secured: index % 5 !== 0,
    parameters: 1 + (index % 4),
    responses: ['200', '404', '500'].slice(0, 1 + (index % 3)),
    status: failed ? 'FAIL' : 'PASS',
    reason: failed ? 'The reference #/components/schemas/Gone leads nowhere. (openapi.yaml:12:5)' : '',
    file: null,
    bytes: 0,
    needs: [...needs].toSorted((a, b) => a - b),
    reach: 0,
  }
}

function componentsOf(count: number, random: () => number): ComponentEntry[] {
  const kinds = ['schemas', 'schemas', 'schemas', 'schemas', 'responses', 'parameters']
  return Array.from({ length: count }, (_, id): ComponentEntry => {
    // Mostly a tree of higher ids, with a few references back, so that there are cycles too.
    const needs = new Set(Array.from({ length: Math.floor(random() * 3) }, () => Math.min(count - 1, id + 1 + Math.floor(random() * 40))))
    if (random() < 0.02) needs.add(Math.floor(random() * count))
    const noun = NOUNS[id % NOUNS.length]!
    const name = `${noun[0]!.toUpperCase()}${noun.slice(1)}Model${id}`
    const entry = { kind: kinds[id % kinds.length]!, name, bytes: 0, needs: [...needs].toSorted((a, b) => a - b), endpoints: 0 }
    return { ...entry, bytes: textOf(entry).length }
  })
}

/** A component as a slice has it. */
function textOf({ name, needs }: Pick<ComponentEntry, 'name' | 'needs'>): string {
  const properties = needs.map(
    (need) => `        part${need}:\n          $ref: '#/components/schemas/${NOUNS[need % NOUNS.length]}${need}'\n`,
  )
  return `    ${name}:\n      type: object\n      description: ${'Something that is described. '.repeat(1 + (name.length % 7)).trim()}\n      properties:\n${properties.join('')}        id:\n          type: string\n`
}

function reachOf(components: readonly ComponentEntry[], roots: readonly number[]): number[] {
  const found = new Set(roots)
  for (const id of found) for (const need of components[id]!.needs) found.add(need)
  return [...found].toSorted((a, b) => a - b)
}

function problemsOf(endpoints: readonly EndpointEntry[]): ProblemEntry[] {
  const where = (test: (index: number) => boolean): number[] => runsOf([...endpoints.keys()].filter(test))
  return [
    {
      code: 'unresolved-reference',
      severity: 'error',
      phase: 4,
      phaseName: 'reference resolution',
      message: 'The reference #/components/schemas/Gone leads nowhere.',
      help: 'Add the component, or correct the reference.',
      place: 'openapi.yaml:12:5',
      endpoints: where((index) => index % 97 === 13),
    },
    {
      code: 'redocly/operation-4xx-response',
      severity: 'warning',
      phase: 3,
      phaseName: 'response integrity',
      message: 'The operation has no response for errors of the client.',
      help: 'Add a 4XX response.',
      place: 'openapi.yaml:40:7',
      endpoints: where((index) => index % 3 === 0),
    },
  ]
}

/** Numbers that look random and are the same every time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}
