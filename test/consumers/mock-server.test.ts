import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { build } from '../cli/slice-oas.ts'
import { ROOT } from '../docs/sources.ts'
import { type Kitchen, kitchenOf, recipeOf } from './recipe.ts'

// docs/recipes/mock-server.md

beforeAll(build, 120_000)

const LIMIT = 60_000
const recipe = recipeOf('mock-server.md')
const [install, slice, start] = recipe.commands as [string, string, string]

/** Starts the server of the recipe with any free port instead of the one in its command. @returns its address */
async function started({ root }: Kitchen, file: string): Promise<string> {
  const [, script, shownFile, port] = start.split(' ') as [string, string, string, string]
  expect([script, shownFile, port]).toEqual(['mock.mjs', 'slices/loans-id_GET.yaml', '4010'])
  const server = spawn(process.execPath, [script, file, '0'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void server.kill())
  return firstLine(server)
}

function firstLine(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.stdout!.once('data', (text: Buffer) => resolve(text.toString().trim()))
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}`)))
  })
}

it('answers the endpoint of a slice as the recipe says, and no other', { timeout: LIMIT }, async () => {
  const kitchen = kitchenOf(recipe)
  await kitchen.run(install)
  await kitchen.run(slice)
  const address = await started(kitchen, 'slices/loans-id_GET.yaml')

  const answer = await fetch(`${address}/loans/7`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
  const loan = await answer.json()
  expect(loan).toEqual(JSON.parse(recipe.shown.get('json')!))
  expect(validatorOf(kitchen.read('slices/loans-id_GET.yaml'), 'Loan')(loan)).toBe(true)
  expect((await fetch(`${address}/books`)).status).toBe(404)
})

it('answers with the example of a description, and refuses wrong requests', { timeout: LIMIT }, async () => {
  const kitchen = kitchenOf(recipe)
  await kitchen.run(install)
  await kitchen.run(`${slice.replace('openapi.yaml', `"${HARBOUR}/openapi.yaml"`)} --operation-id getQuote`)
  const address = await started(kitchen, 'slices/quotes-quoteId_GET.yaml')
  const { value: example } = JSON.parse(readFileSync(join(HARBOUR, 'components/examples/quote.json'), 'utf8')) as { value: { id: string } }

  const answer = await fetch(`${address}/quotes/${example.id}`)
  const quote = await answer.json()
  expect(quote).toEqual(example)
  expect(validatorOf(kitchen.read('slices/quotes-quoteId_GET.yaml'), 'Quote')(quote)).toBe(true)
  expect((await fetch(`${address}/quotes/of-nothing`)).status).toBe(400)
})

const HARBOUR = join(ROOT, 'playground/specs/harbour')

function validatorOf(text: string, schema: string) {
  const document = parse(text) as object
  const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema({ $id: 'slice', ...document })
  return ajv.compile({ $ref: `slice#/components/schemas/${schema}` })
}
