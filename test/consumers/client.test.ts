import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { build as buildCommand } from '../cli/slice-oas.ts'
import { kitchenOf, recipeOf, typeCheck } from './recipe.ts'

// docs/recipes/client.md

beforeAll(buildCommand, 120_000)

const recipe = recipeOf('client.md')
const LOAN = { book: { isbn: '9780141439518', title: 'Pride and Prejudice' }, until: '2030-01-31' }

it('makes a client that type-checks, and calls a server as the slice says', { timeout: 60_000 }, async () => {
  const { root, run, read, write } = kitchenOf(recipe)
  for (const command of recipe.commands) await run(command)

  expect(await typeCheck(root, ['*.ts'])).toBe('')
  expect(read('client/sdk.gen.ts')).toMatch(/^export const getLoan =/m)
  expect(read('client/sdk.gen.ts')).not.toMatch(/listBooks|addBook/)

  const { address, requests } = await serving({ '/loans/a%20b%2Fc': LOAN })
  const { loan } = await bundled<{ loan(baseUrl: string, id: string): Promise<unknown> }>(root, 'use-client.ts')
  expect(await loan(address, 'a b/c')).toEqual(LOAN)
  expect(await loan(address, 'gone')).toBeUndefined()
  expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /loans/a%20b%2Fc', 'GET /loans/gone'])

  write('wrong.ts', "import { getLoan } from './client'\nvoid getLoan({ path: { number: 7 } })\n")
  expect(await typeCheck(root, ['*.ts'])).toContain('wrong.ts(2,24): error TS2353')
})

/** Answers with JSON, by path, and with 404 otherwise. */
async function serving(answers: Record<string, unknown>): Promise<{ address: string; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    const answer = answers[request.url!]
    response.writeHead(answer === undefined ? 404 : 200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close().closeAllConnections())
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

/** What a module exports, bundled as for a browser. */
async function bundled<Exports>(root: string, entry: string): Promise<Exports> {
  const outfile = join(root, 'bundle.mjs')
  await build({ entryPoints: [join(root, entry)], outfile, bundle: true, format: 'esm', logLevel: 'silent' })
  return (await import(outfile)) as Exports
}
