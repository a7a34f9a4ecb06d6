import { readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { ROOT } from '../docs/sources.ts'
import { hasSpecs, SPECS } from '../support/specs.ts'
import { kitchenOf, recipeOf, typeCheck } from './recipe.ts'

// docs/recipes/types.md. The compiler that checks the types is another one than the one that writes them.

beforeAll(build, 120_000)

const LIMIT = 120_000
const recipe = recipeOf('types.md')
const [install, slice, typesOfOne, typesOfAll] = recipe.commands as [string, string, string, string]

it('types one endpoint, so that a program which uses the types compiles', { timeout: LIMIT }, async () => {
  const { root, run, read, write } = kitchenOf(recipe)
  for (const command of [install, slice, typesOfOne]) await run(command)

  expect(await typeCheck(root, ['*.ts'])).toBe('')
  expect(read('loan.ts')).not.toContain('listBooks')

  write('wrong.ts', "import { titleOf } from './use-types.ts'\ntitleOf({ book: { title: 7 } })\n")
  expect(await typeCheck(root, ['*.ts'])).toContain("wrong.ts(2,19): error TS2322: Type 'number' is not assignable to type 'string'.")
})

interface Source {
  name: string
  file: string
  slices: number
  options?: string
}

const conversion = (name: string): string => join(ROOT, 'test/fixtures/conversion', name)

const own: Source[] = [
  { name: 'the playground, 3.1 in 148 files', file: join(ROOT, 'playground/specs/harbour/openapi.yaml'), slices: 139 },
  { name: 'a search, 3.2', file: conversion('openapi-3.2.yaml'), slices: 4 },
  { name: 'orders, 2.0 as 3.0', file: conversion('swagger-2.0.yaml'), slices: 3, options: "outputVersion: '3.0.x'" },
]

const real: Source[] = [
  { name: 'Twilio, 3.0', file: resolve(SPECS, 'twilio/twilio_conversations_v1.yaml'), slices: 103 },
  { name: 'Adyen, 3.1', file: resolve(SPECS, 'adyen/CheckoutService-v71.yaml'), slices: 28 },
  { name: 'a café, 3.2', file: resolve(SPECS, 'redocly-cafe/cafe.yaml'), slices: 12 },
]

describe('all endpoints at once', () => {
  it.for(own)('$name', { timeout: LIMIT }, typed)
  it.skipIf(!hasSpecs).for(real)('$name', { timeout: LIMIT }, typed)
})

async function typed({ file, slices, options }: Source): Promise<void> {
  const { root, run, read, write } = kitchenOf(recipe)
  const script = read('types.mjs')
  const input = JSON.stringify(relative(root, file))
  write('types.mjs', script.replace("'openapi.yaml'", `${input}, inherited: 'warn'${options === undefined ? '' : `, ${options}`}`))
  await run(install)
  await run(typesOfAll)

  expect(readdirSync(join(root, 'types'))).toHaveLength(slices)
  expect(await typeCheck(root, ['types'])).toBe('')
}
