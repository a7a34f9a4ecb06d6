import { cpSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { buildId } from '../../build/build-id.ts'
import { build } from '../cli/slice-oas.ts'
import { type Bakery, bakery, type Checkout, PACKAGE } from './bakery.ts'
import { commandsOf } from './documented.ts'
import { manifestIn } from './installed.ts'
import { nxCache, type RemoteCache } from './remote-cache.ts'

/** playground/monorepo with Nx, and a cache on a server of one's own. */

const LIMIT = 240_000

let all: Bakery
let server: RemoteCache
let first: Checkout
let second: Checkout
beforeAll(async () => {
  build()
  all = bakery()
  server = await nxCache()
  first = all.checkout()
  second = all.checkout()
}, LIMIT)
afterAll(async () => {
  await server.close()
  all.close()
}, LIMIT)

const withServer = (): Record<string, string> => ({
  NX_SELF_HOSTED_REMOTE_CACHE_SERVER: server.url,
  NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: server.token,
})

/** Nx keeps its cache outside of a clone, and shares it among all of them. */
const nx = ({ root, run }: Checkout, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> =>
  run('nx', args, { NX_CACHE_DIRECTORY: join(root, '.nx/cache'), NX_WORKSPACE_DATA_DIRECTORY: join(root, '.nx/data'), ...env })

/** What became of the tasks that do something: `run`, or where it is from. */
function outcomes(said: string): Record<string, string> {
  const lines = [...said.matchAll(/^✔ +nx run @bakery\/(\S+:(?:build|slices--\S+))(?: +\[(.*)\])?$/gm)]
  return Object.fromEntries(lines.map(([, task, from]) => [task!, from ?? 'run']).toSorted())
}

const PARTS = ['orders:slices--kitchen', 'orders:slices--shop', 'payments:slices--payments', 'stock:slices--stock']

const each = (tasks: readonly string[], outcome: string): Record<string, string> => Object.fromEntries(tasks.map((task) => [task, outcome]))

/** As docs/monorepo.md has them. */
const [SLICES, BUILD, ONE, AFFECTED] = commandsOf('nx') as [string[], string[], string[], string[]]

it('slices every description by itself, and builds the client of their slices', { timeout: LIMIT }, async () => {
  const said = await nx(first, BUILD, withServer())

  expect({ said, ran: outcomes(said) }).toEqual({ said: expect.stringContaining('0/8 hit'), ran: each(['client:build', ...PARTS], 'run') })
  expect(Object.keys(first.slices())).toHaveLength(20)
})

it('restores every byte in a clean clone, where nothing is run', { timeout: LIMIT }, async () => {
  const command = join(second.root, 'node_modules/.bin/slice-oas')
  renameSync(command, `${command}-not`)
  const said = await nx(second, BUILD, withServer())
  renameSync(`${command}-not`, command)

  expect({ said, ran: outcomes(said) }).toEqual({
    said: expect.stringContaining('8/8 hit'),
    ran: each(['client:build', ...PARTS], 'remote cache'),
  })
  expect(second.slices()).toEqual(first.slices())
})

/** Changes a file for as long as a test takes. */
function changed(file: string, from: string, to: string): void {
  second.edit(file, from, to)
  onTestFinished(() => second.edit(file, to, from))
}

it('slices one description, if that is asked for', { timeout: LIMIT }, async () => {
  changed('packages/orders/specs/shop.yaml', 'of a customer', 'of a guest')

  expect(await nx(second, ONE)).toContain('✓ 3 extracted, 0 failed')
  expect(second.slices()['orders/slices/shop/orders_GET.json']).toContain('of a guest.')
})

it('slices only the description again that has changed', { timeout: LIMIT }, async () => {
  changed('packages/orders/specs/kitchen.yaml', 'in the ovens', 'in the oven')

  expect(outcomes(await nx(second, AFFECTED))).toEqual({
    'orders:slices--kitchen': 'run',
    'orders:slices--shop': 'local cache',
  })
  expect(second.slices()['orders/slices/kitchen/batches_GET.json']).toContain('in the oven.')
})

it('slices what refers to a file of another package, when that has changed', { timeout: LIMIT }, async () => {
  changed('packages/common/specs/money.yaml', 'maxLength: 3', 'maxLength: 4')

  expect(outcomes(await nx(second, AFFECTED))).toEqual({
    'orders:slices--kitchen': 'local cache',
    'orders:slices--shop': 'run',
    'payments:slices--payments': 'run',
  })
})

it('slices again for other options, and for no other file of a package', { timeout: LIMIT }, async () => {
  for (const name of ['orders', 'payments', 'stock']) second.write(`packages/${name}/notes.md`, 'Bake more.\n')
  changed('packages/stock/unplugin.config.ts', '3.1.x', '3.2.x')

  expect(outcomes(await nx(second, SLICES))).toEqual({ ...each(PARTS, 'local cache'), 'stock:slices--stock': 'run' })
})

it('slices everything again with another version of the package', { timeout: LIMIT }, async () => {
  const other = join(all.folder, 'other/node_modules', PACKAGE)
  cpSync(join(all.packed, '../..'), join(other, '../..'), { recursive: true, verbatimSymlinks: true })
  const own = buildId(manifestIn(other).version)
  const files = readdirSync(join(other, 'dist'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'))
  const places = files.map((file) => join(other, 'dist', file)).filter((file) => readFileSync(file, 'utf8').includes(own))
  for (const place of places) writeFileSync(place, readFileSync(place, 'utf8').replaceAll(own, 'another'))
  const installed = join(second.root, 'node_modules', PACKAGE)
  rmSync(installed)
  symlinkSync(other, installed)

  expect(outcomes(await nx(second, SLICES))).toEqual(each(PARTS, 'run'))
})

it('says in its own words what is wrong with a configuration, and with which', { timeout: LIMIT }, async () => {
  second.edit('packages/stock/unplugin.config.ts', 'format:', 'fromat:')
  const said = await nx(second, ['show', 'projects'])

  expect(said).toMatch(/packages\/stock\/unplugin\.config\.ts:\s+There is no option "fromat"\.\n +Did you mean “format”/)
  expect(said).not.toContain('resolve-options')
})
