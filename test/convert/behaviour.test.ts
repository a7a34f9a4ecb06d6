import type { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { type Change, convertDocument, targetVersion } from '../../src/core/convert/convert.ts'
import { isObject, type Json, type JsonObject, own } from '../../src/core/model/json.ts'
import { type Family, modelOf } from '../../src/core/model/object-types.ts'
import { tokensOf } from '../../src/core/model/pointer.ts'
import { hasSpecs, normalForm } from './descriptions.ts'
import { from30, from31 } from './dialects.ts'
import { instanceOf, mutated, randomFrom } from './instances.ts'

/**
 * For each description: the seed of its instances, how many of them per schema (mutants are as many again), and the
 * share of schemas that are looked at, since compiling them takes most of the time.
 */
const DESCRIPTIONS: [file: string, to: Family, seed: number, instances: number, every: number][] = [
  ['github-rest/api.github.com.json', '3.1', 1, 12, 4],
  ['stripe/stripe.com.json', '3.1', 2, 4, 1],
  ['discord/openapi.json', '3.0', 3, 8, 2],
  ['openai/openapi.yaml', '3.0', 4, 5, 2],
  ['workos/open-api-spec.yaml', '3.0', 5, 6, 2],
  ['meilisearch/open-api.json', '3.0', 6, 10, 1],
  ['opensearch/spec/namespaces/_core.yaml', '3.0', 7, 4, 2],
]

interface Verdicts {
  schemas: number
  instances: number
  accepted: number
  /** Instances that the converted schema accepts and the source rejects: only where a loss was told. */
  widened: number
  findings: string[]
}

describe.runIf(hasSpecs)('converted schemas accept what the source accepts, and reject what it rejects', () => {
  it.each(DESCRIPTIONS)('%s → %s', { timeout: 60_000 }, async (file, to, seed, instances, every) => {
    const { document, description } = await normalForm(file)
    const { family, version } = targetVersion(to)!
    const { document: converted, changes } = convertDocument(document, description.notes, description.model, modelOf(family), version)
    const verdicts = compare(schemasOf(document), schemasOf(converted), to, lossyComponents(schemasOf(document), changes), {
      seed,
      instances,
      every,
    })
    console.log(
      `${file} → ${to}: ${verdicts.schemas} schemas, ${verdicts.instances} instances, ${verdicts.accepted} accepted, ${verdicts.widened} by the converted schema only`,
    )
    expect(verdicts.findings).toEqual([])
    expect(verdicts.instances).toBeGreaterThan(500)
    expect(verdicts.accepted).toBeGreaterThan(verdicts.instances * 0.15)
    expect(verdicts.instances - verdicts.accepted).toBeGreaterThan(verdicts.instances * 0.1)
  })
})

const schemasOf = (document: JsonObject): JsonObject => own(own(document, 'components'), 'schemas') as JsonObject

function compare(
  source: JsonObject,
  converted: JsonObject,
  to: Family,
  lossy: ReadonlySet<string>,
  { seed, instances, every }: { seed: number; instances: number; every: number },
): Verdicts {
  const [before, after] = to === '3.0' ? [from31, from30] : [from30, from31]
  const sources = translated(source, before)
  const check = { source: checker(sources), converted: checker(translated(converted, after)) }
  const verdicts: Verdicts = { schemas: 0, instances: 0, accepted: 0, widened: 0, findings: [] }
  for (const [index, name] of Object.keys(source).entries()) {
    if (index % every !== 0) continue
    const [accepts, acceptsNow] = [check.source(name), check.converted(name)]
    if (!accepts) continue
    if (!acceptsNow) {
      verdicts.findings.push(`${name}: the converted schema cannot be compiled`)
      continue
    }
    verdicts.schemas++
    const random = randomFrom(seed * 100_000 + index)
    for (let round = 0; round < instances; round++) {
      const instance = instanceOf(own(sources, name)!, (ref) => own(sources, tokensOf(ref)?.[2] ?? ''), random)
      for (const candidate of [instance, mutated(instance, random)]) judge(name, candidate, accepts(candidate), acceptsNow(candidate))
    }
  }
  return verdicts

  function judge(name: string, instance: Json, was: boolean, is: boolean): void {
    verdicts.instances++
    if (was) verdicts.accepted++
    if (was === is) return
    if (is && lossy.has(name)) verdicts.widened++
    else if (verdicts.findings.length < 5) {
      verdicts.findings.push(
        `${name}: ${was ? 'accepted before, rejected now' : 'rejected before, accepted now'}: ${JSON.stringify(instance).slice(0, 600)}`,
      )
    }
  }
}

const translated = (schemas: JsonObject, translate: (schema: Json) => Json): JsonObject =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, translate(schema)]))

/** By name, whether an instance is valid; undefined where the schema itself is not one. */
function checker(schemas: JsonObject): (name: string) => ((instance: Json) => boolean) | undefined {
  const options = {
    strict: false,
    validateSchema: false,
    validateFormats: false,
    unicodeRegExp: false,
    logger: false,
    inlineRefs: false,
  } as const
  const ajv: Ajv = new Ajv2020(options)
  ajv.addSchema({ $id: 'https://example.com/all', components: { schemas } })
  return (name) => {
    try {
      const validate = ajv.compile({ $ref: `https://example.com/all#/components/schemas/${encodeURIComponent(name)}` })
      return (instance) => validate(instance) as boolean
    } catch {
      return undefined
    }
  }
}

/** The components in which something was lost, and all that refer to them. */
function lossyComponents(schemas: JsonObject, changes: readonly Change[]): Set<string> {
  const lossy = new Set(changes.filter(({ effect }) => effect !== 'equal').map(({ pointer }) => tokensOf(pointer)?.[2] ?? ''))
  const users = new Map<string, Set<string>>()
  for (const [name, schema] of Object.entries(schemas)) {
    for (const used of referencesIn(schema)) users.set(used, (users.get(used) ?? new Set()).add(name))
  }
  // A set grows while it is iterated, so users of users are found.
  for (const name of lossy) for (const user of users.get(name) ?? []) lossy.add(user)
  return lossy
}

function referencesIn(schema: Json): Set<string> {
  const found = new Set<string>()
  const pending: Json[] = [schema]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node !== 'object' || node === null) continue
    const ref = isObject(node) ? own(node, '$ref') : undefined
    if (typeof ref === 'string') found.add(tokensOf(ref)?.[2] ?? '')
    pending.push(...(Object.values(node) as Json[]))
  }
  return found
}
