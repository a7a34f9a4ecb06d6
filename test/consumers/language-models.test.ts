import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { ROOT } from '../docs/sources.ts'
import { judgeSlice, loadSource, operationsOf } from '../judge/index.ts'
import { sliceInMemory } from '../support/slice.ts'
import { kitchenOf, recipeOf } from './recipe.ts'

// docs/recipes/language-models.md

beforeAll(build, 120_000)

const recipe = recipeOf('language-models.md')
const HARBOUR = join(ROOT, 'playground/specs/harbour/openapi.yaml')

it('writes the index that the recipe shows, with links that lead to the slices', { timeout: 60_000 }, async () => {
  const { root, run, read } = kitchenOf(recipe)
  for (const command of recipe.commands) await run(command)

  expect(read('slices/llms.txt')).toBe(recipe.shown.get('md'))
  for (const link of linksOf(read('slices/llms.txt'))) expect(existsSync(join(root, 'slices', link))).toBe(true)
})

it('hands over everything about one endpoint, and nothing else', { timeout: 60_000 }, async () => {
  const { root, run, write } = kitchenOf(recipe)
  await run(recipe.commands[0]!)
  write('ask.mjs', "import { contextFor } from './context.mjs'\nprocess.stdout.write(await contextFor('getLoan'))\n")
  const source = await loadSource(join(root, 'openapi.yaml'))
  const [operation] = operationsOf(source).filter(({ path }) => path === '/loans/{id}')

  expect(judgeSlice(source, { text: await run('node ask.mjs'), operations: [operation!] })).toEqual([])
})

it('has a line for each endpoint in the order of the source, whatever runs in parallel', { timeout: 60_000 }, async () => {
  const { files, rows } = await sliceInMemory(HARBOUR, { llms: true, concurrency: 1 })
  const { files: again } = await sliceInMemory(HARBOUR, { llms: true, concurrency: 16 })

  expect(rows).toHaveLength(139)
  expect(linksOf(files.get('llms.txt')!)).toEqual(rows.map(({ filename }) => filename))
  expect(again.get('llms.txt')).toBe(files.get('llms.txt'))
})

it('has a line for each endpoint of a file, and none for those that failed', async () => {
  const { files } = await sliceInMemory(join(ROOT, 'test/fixtures/half-broken/openapi.yaml'), { llms: true, groupBy: () => 'all' })

  expect(linksOf(files.get('llms.txt')!)).toEqual(['all.yaml'])
})

const linksOf = (text: string): string[] => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link!)
