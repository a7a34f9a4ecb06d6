import { resolve } from 'node:path'
import { createConfig } from '@redocly/openapi-core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { link } from '../../src/core/link/link.ts'
import { type Description, load } from '../../src/core/load/load.ts'
import type { Json, JsonObject } from '../../src/core/model/json.ts'
import { endpointsOf } from '../../src/core/select/endpoints.ts'
import { slice } from '../../src/core/slice/slice.ts'
import { adjusted } from '../../src/core/validate/adjustments.ts'
import { conformanceOf } from '../../src/core/validate/conformance.ts'
import { LINTER_VERSIONS, linterTypes } from '../../src/core/validate/linter-types.ts'
import { type Finding, specificationLint } from '../../src/core/validate/linter.ts'
import { hasSpecs, SPECS } from '../support/specs.ts'

/** The rules that conformance answers for: its walk, and the conditions that name them. */
const ANSWERED = [
  'no-duplicated-tag-names',
  'no-example-value-and-externalValue',
  'no-identical-paths',
  'no-undefined-server-variable',
  'no-unresolved-refs',
  'nullable-type-sibling',
  'operation-operationId-unique',
  'operation-parameters-unique',
  'path-declaration-must-exist',
  'path-not-include-query',
  'path-parameters-defined',
  'spec-components-invalid-map-name',
  'spec-discriminator-defaultMapping',
  'spec-example-values',
  'spec-no-invalid-encoding-combinations',
  'spec-no-invalid-tag-parents',
  'spec-querystring-parameters',
  'spec-ref-siblings',
  'spec-strict-refs',
  'struct',
]

it('every rule that the linter applies is answered for', async () => {
  const config = await createConfig({ extends: ['spec'] })
  const applied = Object.values(LINTER_VERSIONS).flatMap((version) =>
    config
      .getRulesForSpecVersion(version === 'oas2' ? 'oas2' : 'oas3')
      .flatMap((rules) => Object.keys(rules))
      .filter((rule) => config.getRuleSettings(rule, version).severity !== 'off'),
  )
  expect([...new Set(applied)].toSorted()).toEqual(ANSWERED)
})

type Mutable = Record<string, unknown> | unknown[]

/** What may be in the place of anything. */
const ODDITIES: readonly unknown[] = [
  null,
  true,
  5,
  -1,
  1.5,
  'text',
  '',
  [],
  {},
  [1],
  ['a', 'a'],
  [{}],
  { type: 'string' },
  { description: 'x' },
  { nullable: true },
  { $ref: '#/components/schemas/Gone' },
  { $ref: '#/components/schemas/Gone', description: 'x' },
  { value: 1, externalValue: './x' },
  { url: 'https://{a}.example' },
]

/** Names that mean something somewhere. */
const NAMES = (
  'type $ref nullable required enum items properties allOf in name schema content description summary responses parameters operationId ' +
  'tags servers url variables default example examples value externalValue discriminator mapping propertyName defaultMapping x-a x-query ' +
  'encoding itemSchema itemEncoding additionalProperties not const callbacks links headers security __proto__ hasOwnProperty'
).split(' ')

/** Every object and array of a document. */
function nodesOf(root: unknown): Mutable[] {
  const found: Mutable[] = []
  const pending: unknown[] = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node !== 'object' || node === null) continue
    found.push(node as Mutable)
    pending.push(...Object.values(node).filter((value) => value !== undefined))
  }
  return found
}

interface Mutation {
  place: number
  kind: 'replace' | 'remove' | 'add' | 'rename' | 'copy'
  key: number
  name: string
  oddity: unknown
  from: number
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat(),
  kind: fc.constantFrom('replace', 'remove', 'add', 'rename', 'copy'),
  key: fc.nat(),
  name: fc.constantFrom(...NAMES),
  oddity: fc.constantFrom(...ODDITIES),
  from: fc.nat(),
})

function mutate(nodes: readonly Mutable[], { place, kind, key, name, oddity, from }: Mutation): void {
  const node = nodes[place % nodes.length] as Record<string, unknown>
  const keys = Object.keys(node)
  const chosen = keys[key % Math.max(1, keys.length)]
  const set = (at: string, value: unknown): unknown =>
    Object.defineProperty(node, at, { value, enumerable: true, configurable: true, writable: true })
  if (kind === 'add' && !Array.isArray(node)) set(name, structuredClone(oddity))
  if (chosen === undefined) return
  if (kind === 'replace') set(chosen, structuredClone(oddity))
  if (kind === 'remove' && !Array.isArray(node)) delete node[chosen]
  if (kind === 'rename' && !Array.isArray(node)) {
    set(name, node[chosen])
    delete node[chosen]
  }
  if (kind === 'copy') set(chosen, structuredClone(nodes[from % nodes.length]))
}

const key = ({ rule, message, pointer }: Finding): string => `${rule} ${pointer}: ${message}`

/** How many slices were settled, and how many of them had findings, lest nothing be tested. */
const tally = { settled: 0, withFindings: 0, doubtful: 0 }

/** Every slice without a doubtful part has exactly the findings that the linter has for it. */
async function expectRight(source: Description, root: JsonObject): Promise<void> {
  const { model } = source
  const linked = link({ ...source, root }, { refsInData: 'keep', rootExtensions: true, subtypes: true, webhooks: true })
  const endpoints = endpointsOf(linked).filter(({ broken }) => !broken)
  const conformance = conformanceOf(linked, slice(linked, endpoints), linterTypes(model.family))
  const lint = specificationLint(model.family)
  const step = Math.max(1, Math.floor(endpoints.length / 6))
  for (const endpoint of endpoints.filter((_, index) => index % step === 0)) {
    const single = slice(linked, [endpoint])
    if (conformance.isGlobal || single.units.some((unit) => conformance.doubtful.has(unit))) {
      tally.doubtful++
      continue
    }
    const { findings, failure } = await lint(single.document)
    if (failure?.includes('hasOwnProperty is not a function')) continue
    expect(failure).toBeUndefined()
    const unresolved = new Set(single.units.flatMap((unit) => [...unit.unresolved]))
    const theirs = new Set(adjusted(findings, single.document, model, unresolved).map(key))
    const ours = new Set(single.units.flatMap((unit) => conformance.findings.get(unit) ?? []).map(key))
    expect([endpoint.id, [...ours].toSorted()]).toEqual([endpoint.id, [...theirs].toSorted()])
    tally.settled++
    if (ours.size > 0) tally.withFindings++
  }
}

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 25)

describe.runIf(hasSpecs)('what conforms has no findings but those that are known without the linter', () => {
  it.for([
    'docker-engine/v1.55.yaml',
    'twilio/twilio_conversations_v1.yaml',
    'box/openapi.json',
    'workos/open-api-spec.yaml',
    'museum/openapi.yaml',
    'oai-3.2-pass/mega.yaml',
    'discord/openapi.json',
    'oai-3.2-pass/link-object-examples.yaml',
  ])('%s, however it is broken', { timeout: 300_000 }, async (file) => {
    const input = resolve(SPECS, file)
    const source = await load({ input, cwd: SPECS, allow: [] })
    const before = { ...tally }
    await expectRight(source, source.root)
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 12 }), async (mutations) => {
        const root = structuredClone(source.root) as Record<string, Json>
        const nodes = nodesOf(root)
        for (const one of mutations) mutate(nodes, one)
        await expectRight(source, root)
      }),
      { numRuns: RUNS, seed: 5 },
    )
    expect(tally.settled - before.settled).toBeGreaterThan(RUNS / 2)
  })
})
