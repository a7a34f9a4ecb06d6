import { createConfig } from '@redocly/openapi-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { RULES } from '../../src/core/convert/rules/rules.ts'
import { chapters, entriesOf, entryCodes } from '../../src/core/problems/catalogue.ts'
import { EXIT } from '../../src/core/problems.ts'
import { codesIn } from '../docs/sources.ts'
import { build, folderWith, sliceOas } from './slice-oas.ts'

beforeAll(build, 120_000)

const explain = (...args: string[]) => sliceOas(['explain', ...args], { cwd: folderWith() })

describe('the catalogue', () => {
  it('says of every code what happened, why it matters and what to do, in sentences', () => {
    for (const { code, what, why, remedy } of chapters().flatMap(({ entries }) => entries)) {
      for (const text of [what, why, remedy]) expect(text, code).toMatch(/^[A-Z0-9“].*[.!]$/s)
    }
  })

  it('has every code that a problem may have', async () => {
    const { rules } = await createConfig({ extends: ['spec'] })
    const redocly = Object.values(rules).flatMap((ofVersion) => Object.keys(ofVersion).map((rule) => `redocly/${rule}`))
    const known = new Set(entryCodes())
    const codes = [
      ...codesIn(/^export type ProblemCode =\n(.*?)\n\n/ms).filter((code) => !code.endsWith('/…')),
      ...RULES.flatMap((step) => step.rules.map(({ code }) => `conversion/${code}`)),
      ...Object.values(EXIT).map(String),
      ...['130', '143', 'conversion/too-deep', 'conversion/impossible'],
    ]

    expect(codes.length).toBeGreaterThan(100)
    expect(codes.filter((code) => !known.has(code))).toEqual([])
    const spec = [...known].filter((code) => code.startsWith('redocly/'))
    expect(spec.filter((code) => !redocly.includes(code))).toEqual([])
  })

  it('explains rules that only a ruleset brings', () => {
    expect(entriesOf('redocly/operation-summary')).toMatchObject([{ what: expect.stringContaining('“operation-summary”') }])
  })

  it('has nothing for what is no code', () => {
    for (const code of ['', 'constructor', 'conversion/', 'redocly/', '8', 'conversion/toString']) expect(entriesOf(code)).toEqual([])
  })
})

describe('slice-oas explain', () => {
  it('explains a problem', async () => {
    expect(await explain('unresolved-reference')).toEqual({
      code: 0,
      stderr: '',
      stdout: `unresolved-reference (error)
  What happened: A reference leads nowhere.
  Why it matters: What should stand there is missing, in the source as in a
    slice. An endpoint with it gets no file; the others are not touched.
  What to do: Correct the reference, or add what it refers to.
`,
    })
  })

  it.for<[code: string, text: RegExp]>([
    ['4', /^4 \(exit code\)\n.*broken/],
    ['130', /Ctrl-C/],
    ['conversion/query', /QUERY/],
    ['redocly/struct', /linter\)\n/],
    ['syntax-error', /\(refusal, exit code 4\)/],
    ['nothing-selected', /\(warning\)[^]*\(refusal, exit code 5\)/],
  ])('explains %s', async ([code, text]) => {
    expect(await explain(code)).toMatchObject({ code: 0, stdout: expect.stringMatching(text) })
  })

  it('lists all codes without one', async () => {
    const { code, stdout } = await explain()

    expect(code).toBe(0)
    for (const own of entryCodes()) expect(stdout).toContain(`\n  ${own} `)
  })

  it.for<[args: string, message: RegExp]>([
    ['unresolved-referense', /no code unresolved-referense\.\n.*unresolved-reference/],
    ['query', /conversion\/query/],
    ['99', /no code 99/],
    ['zzzzzzzzzzzz', /lists all codes/],
    ['4 5', /takes one word, and there are 2/],
    ['4 --json', /does not take --json/],
  ])('refuses %s', async ([args, message]) => {
    expect(await explain(...args.split(' '))).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) })
  })
})
