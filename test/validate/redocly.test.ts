import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { BaseResolver, createConfig, type Document, lintDocument as stockLint } from '@redocly/openapi-core'
import { describe, expect, it } from 'vitest'
import { fixedConfig } from '../../src/core/redocly-config.ts'
import type { JsonObject } from '../../src/core/model/json.ts'
import { SPECIFICATION_RULES, SPECIFICATION_SETTINGS } from '../../src/core/redocly-rules.ts'
import { getTypes, normalizeTypes } from '../../src/core/redocly-types.ts'
import { type LinterTypes, schemasByKey } from '../../src/core/validate/linter-types.ts'
import { preparedLint } from '../../src/core/validate/prepared-lint.ts'

const stock = await createConfig({ extends: ['spec'] })
const ours = fixedConfig({ rules: SPECIFICATION_RULES, ruleSettings: SPECIFICATION_SETTINGS })

describe('the rules of the specification', () => {
  it.for([
    ['oas2', 'oas2'],
    ['oas3_0', 'oas3'],
    ['oas3_1', 'oas3'],
    ['oas3_2', 'oas3'],
  ] as const)('%s: those that Redocly switches on, with its severities, in its order', ([version, major]) => {
    const switchedOn = (config: typeof stock): [string, unknown][] =>
      config
        .getRulesForSpecVersion(major)
        .flatMap((rules) => Object.entries(rules as Record<string, unknown>))
        .filter(([rule]) => config.getRuleSettings(rule, version).severity !== 'off')
        .map(([rule, create]) => [rule, { create, ...config.getRuleSettings(rule, version) }])

    expect(switchedOn(ours)).toEqual(switchedOn(stock))
  })
})

const CASES = join(import.meta.dirname, '../catalogue/cases')

const VERSIONS = { '2.0': 'oas2', '3.0': 'oas3_0', '3.1': 'oas3_1', '3.2': 'oas3_2' } as const

describe('the catalogue, linted', () => {
  const files = readdirSync(CASES).flatMap((name) =>
    readdirSync(join(CASES, name)).flatMap((file) => (/^openapi\.(?:ya?ml|json)$/.test(file) ? [join(CASES, name, file)] : [])),
  )

  it('finds what Redocly finds', async () => {
    let compared = 0
    for (const file of files) {
      const externalRefResolver = new BaseResolver()
      const document = await externalRefResolver.resolveDocument(null, file, true).catch((error: unknown) => error)
      // What cannot be parsed never comes to the linter.
      if (document instanceof Error) continue
      const { parsed } = document as { parsed: JsonObject }
      const text = printed(parsed)
      // Nor does what contains itself.
      if (text === undefined) continue
      // Nor does what refers to other files; and Redocly finds functions where a name is one of JavaScript's.
      if (/"\$ref":"(?:[^#"]|[^"]*\/toString)/.test(text)) continue
      // References in a circle stop it.
      const theirs = await stockLint({ document: document as Document, config: stock, externalRefResolver }).catch(() => undefined)
      if (!theirs) continue
      const version = VERSIONS[String(parsed['openapi'] ?? parsed['swagger']).slice(0, 3) as keyof typeof VERSIONS]
      const types = (): LinterTypes => normalizeTypes(getTypes(version))
      const found = preparedLint(ours, types(), version)(parsed)
      const byKey = preparedLint(ours, types(), version, schemasByKey(types()))(parsed)
      const told = (problems: typeof theirs): unknown[] =>
        problems.map(({ ruleId, message, location: [at] }) => [ruleId, message.replace(/: ENOENT.*/, ''), at?.pointer])

      expect(told(found), file).toEqual(told(theirs))
      // What stands in a schema is told in the order of the document, and its extensions, which may hold anything, are passed over.
      const heard = theirs.filter(
        ({ ruleId, location: [at] }) => ruleId !== 'spec-strict-refs' || !/\/schema\/x-[^/]*\/\$ref$/.test(at?.pointer ?? ''),
      )
      expect(told(byKey).map(String).toSorted(), file).toEqual(told(heard).map(String).toSorted())
      compared++
    }
    expect(compared).toBeGreaterThan(50)
  })
})

function printed(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}
