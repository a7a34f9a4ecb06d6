import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { ROOT } from '../docs/sources.ts'
import { type Bakery, bakery, type Checkout, SOURCE } from './bakery.ts'
import { commandsOf, configurations } from './documented.ts'
import { folderOfPackage, type Lock, manifestIn } from './installed.ts'
import { type RemoteCache, SIGNATURE_KEY, turborepoCache } from './remote-cache.ts'

/** playground/monorepo with Turborepo, and a cache on a server of one's own. */

const LIMIT = 240_000

let all: Bakery
let server: RemoteCache
let first: Checkout
beforeAll(async () => {
  build()
  all = bakery()
  server = await turborepoCache(join(all.folder, 'remote'))
  first = all.checkout()
}, LIMIT)
afterAll(async () => {
  await server.close()
  all.close()
}, LIMIT)

const SLICES = ['@bakery/orders#slices', '@bakery/payments#slices', '@bakery/stock#slices']
const ALL = ['@bakery/client#build', ...SLICES]

interface Summary {
  tasks: { taskId: string; command: string; cache: { status: string; source?: string } }[]
}

/** What becomes of each task: `run`, or where it is from. */
function outcomes({ tasks }: Summary): Record<string, string> {
  const real = tasks.filter(({ command }) => command !== '<NONEXISTENT>')
  return Object.fromEntries(real.map(({ taskId, cache }) => [taskId, cache.status === 'HIT' ? cache.source! : 'run']).toSorted())
}

const only = (ran: readonly string[], source: string): Record<string, string> =>
  Object.fromEntries(ALL.map((task) => [task, ran.includes(task) ? 'run' : source]))

const withServer = (): Record<string, string> => ({
  TURBO_API: server.url,
  TURBO_TOKEN: server.token,
  TURBO_TEAM: 'team_bakery',
  TURBO_REMOTE_CACHE_SIGNATURE_KEY: SIGNATURE_KEY,
})

interface Built {
  ran: Record<string, string>
  said: string
}

async function built({ root, read, run }: Checkout, env: Readonly<Record<string, string>> = {}, args = ['build']): Promise<Built> {
  rmSync(join(root, '.turbo/runs'), { recursive: true, force: true })
  const said = await run('turbo', ['run', ...args, '--summarize'], env)
  const [summary] = readdirSync(join(root, '.turbo/runs'))
  return { said, ran: outcomes(JSON.parse(read(join('.turbo/runs', summary!))) as Summary) }
}

/** What a build would do. */
const planned = async ({ run }: Checkout, env: Readonly<Record<string, string>> = {}): Promise<Record<string, string>> =>
  outcomes(JSON.parse(await run('turbo', ['run', 'build', '--dry=json'], env)) as Summary)

/** Changes a file for as long as a test takes. */
function changed(file: string, from: string, to: string): void {
  first.edit(file, from, to)
  onTestFinished(() => first.edit(file, to, from))
}

it('slices every package, and builds the client of their slices', { timeout: LIMIT }, async () => {
  const { ran, said } = await built(first, withServer())

  expect({ ran, said }).toEqual({ ran: only(ALL, ''), said: expect.stringContaining('4 successful, 4 total') })
  const { getOrder, pay } = (await import(join(first.root, 'packages/client/dist/index.js'))) as Client
  expect(getOrder('a/b').url).toBe('https://orders.bakery.example/orders/a%2Fb')
  expect(pay({ order: '7' }).method).toBe('POST')
})

interface Client {
  getOrder(id: string): Request
  pay(payment: object): Request
}

it('restores every byte in a clean clone, where nothing is run', { timeout: LIMIT }, async () => {
  const second = all.checkout()
  rmSync(join(second.root, 'node_modules/.bin/slice-oas'))
  const { ran } = await built(second, withServer())

  expect(ran).toEqual(only([], 'REMOTE'))
  expect(Object.keys(second.slices())).toHaveLength(20)
  expect(second.slices()).toEqual(first.slices())
})

it('takes nothing from a server that was signed by somebody else', { timeout: LIMIT }, async () => {
  const env = { ...withServer(), TURBO_REMOTE_CACHE_SIGNATURE_KEY: SIGNATURE_KEY.replace('baker', 'burglar') }
  const { ran } = await built(all.checkout(), env, ['slices', '--filter=@bakery/stock'])

  expect(ran).toEqual({ '@bakery/stock#slices': 'run' })
})

it('slices only the package again whose description has changed', { timeout: LIMIT }, async () => {
  changed('packages/stock/specs/stock.yaml', 'What there is.', 'What is left.')
  const before = first.slices()
  const { ran } = await built(first)

  expect(ran).toEqual(only(['@bakery/stock#slices', '@bakery/client#build'], 'LOCAL'))
  const after = first.slices()
  expect(after['stock/slices/loaves_GET.json']).toContain('What is left.')
  const others = (slices: Record<string, string>): object =>
    Object.fromEntries(Object.entries(slices).filter(([file]) => !file.startsWith('stock/')))
  expect(others(after)).toEqual(others(before))
})

describe('asks for', () => {
  it.for<[what: string, file: string, from: string, to: string, ran: string[]]>([
    ['what descriptions share', 'packages/common/specs/money.yaml', 'maxLength: 3', 'maxLength: 4', SLICES.slice(0, 2)],
    ['a file that a description is made of', 'packages/payments/specs/schemas.yaml', '[order, sum]', '[sum]', SLICES.slice(1, 2)],
    ['the options', 'packages/stock/unplugin.config.ts', '3.1.x', '3.2.x', SLICES.slice(2)],
    ['the version of the package', 'package-lock.json', '"version": "VERSION"', '"version": "99.0.0"', SLICES],
  ])('%s', { timeout: LIMIT }, async ([, file, from, to, ran]) => {
    const { version } = manifestIn(all.packed)
    changed(file, from.replace('VERSION', version), to)

    expect(await planned(first)).toEqual(only([...ran, '@bakery/client#build'], 'LOCAL'))
  })

  it('the date of the build', { timeout: LIMIT }, async () => {
    expect(await planned(first, { SOURCE_DATE_EPOCH: '7' })).toEqual(only(ALL, ''))
  })

  it('nothing else', { timeout: LIMIT }, async () => {
    first.write('packages/stock/notes.md', 'Bake more.\n')
    first.write('notes.md', 'Bake more.\n')
    changed('packages/client/src/index.ts', 'export const pay ', 'export const payFor ')

    expect(await planned(first)).toEqual(only(['@bakery/client#build'], 'LOCAL'))
  })
})

it('the playground is installed with the versions that are tested', () => {
  const { packages } = JSON.parse(readFileSync(join(SOURCE, 'package-lock.json'), 'utf8')) as Lock
  const { version, dependencies } = manifestIn(ROOT)

  expect(packages['../..']).toMatchObject({ version, dependencies })
  const versions = ['nx', 'turbo', 'typescript'].map((name) => [name, packages[`node_modules/${name}`]!.version])
  expect(versions).toEqual(versions.map(([name]) => [name, manifestIn(folderOfPackage(name!)).version]))
})

describe('docs/monorepo.md', () => {
  it('shows what is in playground/monorepo', () => {
    expect(configurations()).toEqual([JSON.parse(first.read('turbo.json')), JSON.parse(first.read('nx.json'))])
  })

  it.for(commandsOf('turbo').map((args) => [args.join(' '), args] as const))('knows %s', { timeout: LIMIT }, async ([, args]) => {
    expect(await first.run('turbo', args)).toMatch(/ (\d+) successful, \1 total/)
  })
})
