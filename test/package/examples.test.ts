import { exec } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { bunProgram } from '../hosts/bun.ts'
import { filesIn, sliced } from '../hosts/project.ts'
import { unpackInto } from './packed.ts'

/**
 * Every example, built with the packed package. The bundlers are those of this repository; of the package itself, only what
 * it declares as its dependencies is there.
 */

const ROOT = join(import.meta.dirname, '../..')
const EXAMPLES = join(ROOT, 'examples')
const MODULES = join(ROOT, 'node_modules')
const PACKAGE = 'unplugin-openapi-slice'
const LIMIT = 120_000

interface Manifest {
  scripts: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies: Record<string, string>
  bin?: Record<string, string> | string
}

const manifestIn = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

const names = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, 'package.json')))

const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'openapi-slice-examples-')))
const packed = join(workspace, 'packed/node_modules', PACKAGE)

afterAll(() => rmSync(workspace, { recursive: true, force: true }))

beforeAll(() => {
  build()
  unpackInto(packed)
  for (const name of Object.keys(manifestIn(packed).dependencies ?? {})) link(name, join(workspace, 'packed'))
  cpSync(join(EXAMPLES, 'openapi.yaml'), join(workspace, 'openapi.yaml'))
}, LIMIT)

/** Puts a package of this repository into the `node_modules` of a folder, with its commands. */
function link(name: string, folder: string): void {
  const target = join(folder, 'node_modules', name)
  mkdirSync(dirname(target), { recursive: true })
  symlinkSync(join(MODULES, name), target)
}

/** An example as it is after `npm install`. */
function installed(name: string): string {
  const folder = join(workspace, name)
  cpSync(join(EXAMPLES, name), folder, { recursive: true, filter: (path) => !/[\\/](?:node_modules|dist)$/.test(path) })
  const bins = join(folder, 'node_modules/.bin')
  mkdirSync(bins, { recursive: true })
  symlinkSync(packed, join(folder, 'node_modules', PACKAGE))
  for (const dependency of Object.keys(manifestIn(folder).devDependencies)) {
    if (dependency === PACKAGE) continue
    link(dependency, folder)
    const { bin = {} } = manifestIn(join(MODULES, dependency))
    for (const command of typeof bin === 'string' ? [dependency] : Object.keys(bin)) {
      // Where install scripts are blocked, the program of Bun is elsewhere than its package says.
      const program = dependency === 'bun' ? bunProgram! : join(MODULES, '.bin', command)
      if (existsSync(program)) symlinkSync(program, join(bins, command))
    }
  }
  return folder
}

describe.each(names)('%s', (name) => {
  it.skipIf(name === 'bun' && bunProgram === undefined)('builds with the packed package', { timeout: LIMIT }, async () => {
    const folder = installed(name)
    const { VITEST: _vitest, NODE_ENV: _mode, npm_config_local_prefix: _prefix, ...env } = process.env
    await promisify(exec)('npm run build', { cwd: folder, env: { ...env, SOURCE_DATE_EPOCH: '1700000000', CI: '1' } })
    const slices = await filesIn(join(folder, 'dist/slices'))
    expect(Object.keys(slices)).toEqual(['books_GET.yaml', 'books_POST.yaml', 'index.csv', 'loans-id_GET.yaml', 'problems.json'])
    const { 'index.csv': _index, ...expected } = await sliced({ input: join(workspace, 'openapi.yaml') })
    expect(slices).toMatchObject(expected)
  })
})

it('lists every example, and needs nothing else than this repository has', () => {
  const readme = readFileSync(join(EXAMPLES, 'README.md'), 'utf8')
  const { devDependencies } = manifestIn(ROOT)
  for (const name of names) {
    expect(readme).toContain(`[${name}](${name})`)
    const { [PACKAGE]: own, ...others } = manifestIn(join(EXAMPLES, name)).devDependencies
    expect(own).toBe('^0.1.0')
    expect(devDependencies).toMatchObject(others)
    expect(readFileSync(join(EXAMPLES, name, 'README.md'), 'utf8').split('\n')).toHaveLength(2)
  }
})
