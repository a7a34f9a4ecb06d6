import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { BaseResolver, createConfig, type Document, lintDocument as stockLint } from '@redocly/openapi-core'
import { describe, expect, it } from 'vitest'
import { fixedConfig } from '../../src/core/redocly-config.ts'
import { lintDocument } from '../../src/core/redocly-lint.ts'
import { SPECIFICATION_RULES, SPECIFICATION_SETTINGS } from '../../src/core/redocly-rules.ts'

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

describe('the catalogue, linted', () => {
  const files = readdirSync(CASES).flatMap((name) =>
    readdirSync(join(CASES, name)).flatMap((file) => (/^openapi\.(?:ya?ml|json)$/.test(file) ? [join(CASES, name, file)] : [])),
  )

  it('finds what Redocly finds', async () => {
    expect(files.length).toBeGreaterThan(50)
    for (const file of files) {
      const found = async (lint: typeof stockLint, config: typeof stock): Promise<unknown> => {
        const externalRefResolver = new BaseResolver()
        const document = await externalRefResolver.resolveDocument(null, file, true).catch((error: unknown) => error)
        // What cannot be parsed never comes to the linter.
        if (document instanceof Error) return undefined
        const problems = await lint({ document: document as Document, config, externalRefResolver }).catch(String)
        return typeof problems === 'string' ? problems : problems.map(({ location: [at], ...rest }) => [rest, at?.pointer])
      }

      expect(await found(lintDocument, ours), file).toEqual(await found(stockLint, stock))
    }
  })
})
