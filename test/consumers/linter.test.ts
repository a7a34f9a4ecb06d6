import { join, resolve } from 'node:path'
import { bundle, createConfig } from '@redocly/openapi-core'
import spectralCore, { type RulesetDefinition } from '@stoplight/spectral-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { ROOT, rowsOf } from '../docs/sources.ts'
import { sliceInMemory } from '../support/slice.ts'
import { hasSpecs, SPECS } from '../support/specs.ts'
import { kitchenOf, recipeOf } from './recipe.ts'

// docs/recipes/linter.md

beforeAll(build, 120_000)

const LIMIT = 120_000
const recipe = recipeOf('linter.md')
const [install, lint] = recipe.commands as [string, string]

it('accepts the slices of the recipe, and finds what is wrong with one', { timeout: LIMIT }, async () => {
  const { run, read, write } = kitchenOf(recipe)
  await run(install)

  expect((await run(lint)).endsWith(recipe.shown.get('text')!)).toBe(true)

  write('openapi.yaml', read('openapi.yaml').replace('format: date', 'format: date, default: 7'))
  await expect(run(lint)).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^loans-id_GET\.yaml:\d+ oas3-valid-schema-example/m),
  })
})

it('explains each rule that is off', () => {
  const off = [...recipe.files.get('ruleset.mjs')!.matchAll(/'([\w-]+)': 'off'/g)].map(([, rule]) => rule)
  const rows = rowsOf(recipe.text, '| Rule | Why it is off |')

  expect(rows.map(([rule]) => rule)).toEqual(off)
})

interface Source {
  name: string
  file: string
  /** Of so many slices one is looked at, for the linter takes its time. */
  every?: number
  /** What it says of the description as a whole, where that takes too long to be asked. */
  known?: readonly string[]
}

const own: Source[] = [
  {
    name: 'the playground, 3.1 in 148 files',
    file: join(ROOT, 'playground/specs/harbour/openapi.yaml'),
    every: 12,
    known: ['operation-description: Operation "description" must be present and non-empty string.'],
  },
  { name: 'a search, 3.2', file: join(ROOT, 'test/fixtures/conversion/openapi-3.2.yaml') },
]

const real: Source[] = [
  { name: 'a museum, 3.1', file: resolve(SPECS, 'museum/openapi.yaml') },
  { name: 'one of everything, 3.0', file: resolve(SPECS, 'heyapi-specs/3.0.x/full.yaml'), every: 4 },
  { name: 'a café, 3.2', file: resolve(SPECS, 'redocly-cafe/cafe.yaml'), every: 3 },
]

describe('says nothing of a slice that it does not say of the description', () => {
  it.for(own)('$name', { timeout: LIMIT }, compared)
  it.skipIf(!hasSpecs).for(real)('$name', { timeout: LIMIT }, compared)
})

async function compared({ file, every = 1, known }: Source): Promise<void> {
  const spectral = await spectralOf()
  const findingsIn = async (document: unknown): Promise<string[]> =>
    (await spectral.run(document as Record<string, unknown>)).map(({ code, message }) => `${code}: ${message}`)
  const expected = known ?? (await findingsIn((await bundle({ ref: file, config: await createConfig({}) })).bundle.parsed))
  const slices = [...(await sliceInMemory(file, { inherited: 'warn' })).slices.values()].filter((_, position) => position % every === 0)

  expect(slices.length).toBeGreaterThan(3)
  for (const { file: name, document } of slices) {
    expect(
      (await findingsIn(document)).filter((finding) => !expected.includes(finding)),
      name,
    ).toEqual([])
  }
}

/** The linter with the ruleset of the recipe. */
async function spectralOf(): Promise<spectralCore.Spectral> {
  const { root, run } = kitchenOf(recipe)
  await run(install)
  const spectral = new spectralCore.Spectral()
  const { default: ruleset } = (await import(join(root, 'ruleset.mjs'))) as { default: RulesetDefinition }
  spectral.setRuleset(ruleset)
  return spectral
}
