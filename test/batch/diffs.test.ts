import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type SliceRequest, sliceSpec } from '../../src/index.ts'
import { hasSpecs, SPECS } from '../support/specs.ts'

/** What a small change of a description comes to in its slices, as `git diff` shows it to whoever reviews it. */

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diffs-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** By file: the lines that go, and those that come. */
type Diff = Record<string, string[]>

/** The difference between the slices of two descriptions. */
async function diffOf(before: string, after: string, options: Partial<SliceRequest> = {}): Promise<Diff> {
  const input = join(folder, before.startsWith('{') ? 'openapi.json' : 'openapi.yaml')
  for (const [outDir, text] of Object.entries({ before, after })) {
    writeFileSync(input, text)
    const { failed } = await sliceSpec({ ...options, input, csv: false, outDir: join(folder, outDir) })
    expect(failed).toBe(0)
  }
  const args = ['diff', '--no-index', '--no-color', '--unified=0', 'before', 'after']
  const { stdout, stderr, status } = spawnSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1e9 })
  expect({ stderr, status }).toEqual({ stderr: '', status: 1 })
  return Object.fromEntries(
    stdout
      .split(/^diff --git .*\n/m)
      .slice(1)
      .map((part) => [fileOf(part), part.split('\n').filter((line) => /^[-+](?![-+]{2} )/.test(line))] as const)
      // They are about slices: numbers, sizes, checksums.
      .filter(([file]) => !['.openapi-slice.json', 'problems.json'].includes(file)),
  )
}

const fileOf = (part: string): string => /^(?:---|\+\+\+) (?:a\/before|b\/after)\/(.*)$/m.exec(part)![1]!

const slicesWith = (text: string): string[] =>
  readdirSync(join(folder, 'after'))
    .filter((file) => file !== 'problems.json' && readFileSync(join(folder, 'after', file), 'utf8').includes(text))
    .toSorted()

const SHOP = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        '200': { description: All orders., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Order' } } } } }
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      responses:
        '200': { description: One order., content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
  /status:
    get:
      responses:
        '200': { description: Fine. }
components:
  schemas:
    Order:
      type: object
      description: |
        An order, as the customer has sent it.

        It is *never* changed afterwards.

        Others may be made of it.
      properties:
        id: { type: string }
`

describe('one changed description', () => {
  it.each([
    [{}, ['-        It is *never* changed afterwards.', '+        It is *rarely* changed afterwards.']],
    [{ header: true }, ['-        It is *never* changed afterwards.', '+        It is *rarely* changed afterwards.']],
    [{ format: 'json' as const }, [expect.stringMatching(/^- +"description": ".*never/), expect.stringMatching(/^\+ .*rarely/)]],
  ])('changes its line in the slices that have it, and nothing else: %j', async (options, lines) => {
    const diff = await diffOf(SHOP, SHOP.replace('*never*', '*rarely*'), options)
    const ending = 'format' in options ? 'json' : 'yaml'

    expect(diff).toEqual({ [`orders-id_GET.${ending}`]: lines, [`orders_GET.${ending}`]: lines })
  })

  it('changes only itself in all slices of a large description', { timeout: 240_000 }, async ({ skip }) => {
    if (!hasSpecs) return skip()
    const source = JSON.parse(readFileSync(join(SPECS, 'github-rest/api.github.com.json'), 'utf8')) as {
      components: { schemas: { 'simple-user': { description: string } } }
    }
    const before = JSON.stringify(source)
    source.components.schemas['simple-user'].description = 'Whoever has an account.'
    const diff = await diffOf(before, JSON.stringify(source))

    expect(Object.keys(diff).toSorted()).toEqual(slicesWith('Whoever has an account.'))
    expect(Object.keys(diff).length).toBeGreaterThan(100)
    const lines = new Set(Object.values(diff).map((changed) => changed.join('\n')))
    expect([...lines]).toEqual(['-      description: A GitHub user.\n+      description: Whoever has an account.'])
  })
})

it('a new endpoint is a new slice, and changes no other', async () => {
  const added = "  /carts:\n    get:\n      responses: { '200': { description: All carts. } }\n"
  const diff = await diffOf(SHOP, SHOP.replace('  /orders:\n', `${added}$&`))

  expect(Object.keys(diff)).toEqual(['carts_GET.yaml'])
})
