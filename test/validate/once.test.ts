import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { description } from '../judge/arbitrary.ts'
import { hasSpecs, SPECS } from '../support/specs.ts'
import { type Sliced, sliceInMemory } from '../support/slice.ts'

/** What a run found, in its order, and what it wrote. */
const outcome = ({ problems, files }: Sliced): unknown => ({
  problems,
  files: [...files.keys()].toSorted(),
})

async function expectSame(file: string, allow?: string): Promise<void> {
  const options = { allowEmpty: true, csv: false, ...(allow && { allow }) }
  const once = await sliceInMemory(file, { ...options, validate: 'once' })
  const each = await sliceInMemory(file, { ...options, validate: 'each' })
  expect(outcome(once)).toEqual(outcome(each))
}

describe.runIf(hasSpecs)('validating once finds the same in every slice as validating each', () => {
  it.for([
    ['box/openapi.json'],
    ['twilio/twilio_conversations_v1.yaml'],
    ['openai/openapi.yaml'],
    ['netlify/swagger.yml'],
    ['docker-engine/v1.55.yaml'],
    ['meilisearch/open-api.json'],
    ['adyen/CheckoutService-v71.yaml'],
    ['workos/open-api-spec.yaml'],
    ['discord/openapi.json'],
    ['conjur/spec/openapi.yml'],
    ['opensearch/spec/namespaces/_core.yaml', 'opensearch'],
    ['heyapi-specs/2.0.x/full.yaml'],
    ['heyapi-specs/3.0.x/full.yaml'],
    ['heyapi-specs/3.0.x/external.yaml'],
    ['redocly-cafe/oas3.2-features.yaml'],
    ['swagger-parser-edge/3.1.0/petstore-3.1_more.yaml'],
  ] as const)('%s', { timeout: 300_000 }, ([file, folder]) => expectSame(resolve(SPECS, file), folder && resolve(SPECS, folder)))
})

/** Ways to break a description; each takes the object it is given apart. */
const FAULTS: ((node: Record<string, unknown>) => void)[] = [
  (node) => (node['wrong'] = 1),
  (node) => (node['description'] = 5),
  (node) => delete node['description'],
  (node) => delete node['schema'],
  (node) => delete node['responses'],
  (node) => (node['type'] = 'text'),
  (node) => (node['$ref'] = '#/components/schemas/Gone'),
  (node) => (node['name'] = 'q'),
  (node) => (node['in'] = 'path'),
  (node) => (node['operationId'] = 'target'),
  (node) => (node['nullable'] = true),
  (node) => (node['required'] = 'yes'),
  (node) =>
    (node['parameters'] = [
      { name: 'q', in: 'query' },
      { name: 'q', in: 'query' },
    ]),
  (node) => (node['discriminator'] = { propertyName: 'k', mapping: { a: 'Gone' } }),
]

/** All objects of a document outside the root. */
function objectsIn(document: unknown): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if (!Array.isArray(node)) found.push(node as Record<string, unknown>)
    Object.values(node).forEach(visit)
  }
  visit(document)
  return found.slice(1)
}

describe.each(['3.0', '3.1', '3.2'] as const)('validating once finds the same as each in broken descriptions of %s', (version) => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'faults-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('whatever is broken', { timeout: 300_000 }, async () => {
    const file = join(folder, 'openapi.json')
    const fault = fc.tuple(fc.nat(), fc.constantFrom(...FAULTS))
    await fc.assert(
      fc.asyncProperty(description(version), fc.array(fault, { minLength: 1, maxLength: 4 }), async (document, faults) => {
        const broken = structuredClone(document)
        for (const [position, breakIt] of faults) {
          const objects = objectsIn(broken)
          breakIt(objects[position % objects.length]!)
        }
        writeFileSync(file, JSON.stringify(broken))
        await expectSame(file)
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 25), seed: 20261123, endOnFailure: true },
    )
  })
})
