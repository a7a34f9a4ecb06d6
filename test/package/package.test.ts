import { exec } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { build } from '../cli/slice-oas.ts'

/** The package as it is published: packed, and installed into an empty project beside Vite. */

const ROOT = join(import.meta.dirname, '../..')
const LIMIT = 180_000

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string
  devDependencies: Record<string, string>
}
const project = mkdtempSync(join(tmpdir(), 'openapi-slice-package-'))

/** Runs a command line in the project, without what npm and Vitest leave in the environment for the commands they run. */
async function run(command: string, cwd = project): Promise<string> {
  const { npm_config_local_prefix: _prefix, NODE_ENV: _mode, VITEST: _vitest, NO_COLOR: _none, FORCE_COLOR: _force, ...env } = process.env
  const { stdout } = await promisify(exec)(command, { cwd, env })
  return stdout
}

beforeAll(async () => {
  build()
  // Without scripts: `prepack` builds, under the feet of the tests that use the build.
  const packed = await run(`npm pack --ignore-scripts --json --pack-destination ${JSON.stringify(project)}`, ROOT)
  const [{ filename, files }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }]
  contents = files.map(({ path }) => path)
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }\n')
  const vite = JSON.stringify(`vite@${manifest.devDependencies['vite']}`)
  await run(`npm install --prefer-offline --no-audit --no-fund ./${filename} ${vite}`)
  writeFileSync(join(project, 'openapi.yaml'), DESCRIPTION)
  writeFileSync(join(project, 'entry.js'), 'console.log(1)\n')
  writeFileSync(join(project, 'vite.config.js'), CONFIG)
}, LIMIT)

afterAll(() => rmSync(project, { recursive: true, force: true }))

let contents: string[] = []

const DESCRIPTION = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /items:
    get:
      responses:
        '200': { description: Fine, content: { application/json: { schema: { $ref: '#/components/schemas/Item' } } } }
  /status:
    get:
      responses:
        '200': { description: Fine }
components:
  schemas:
    Item: { type: object, properties: { id: { type: integer } } }
    Other: { type: string }
`

const CONFIG = `import Slices from 'unplugin-openapi-slice/vite'

export default {
  plugins: [Slices({ specs: './openapi.yaml' })],
  build: { rolldownOptions: { input: './entry.js' } },
}
`

const SLICES = ['index.csv', 'items_GET.yaml', 'problems.json', 'status_GET.yaml']

it('holds the build and the documents, and nothing else', () => {
  expect([...new Set(contents.map((path) => path.split('/')[0]))].toSorted()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'config.schema.json',
    'dist',
    'package.json',
  ])
})

it('has declarations that lead nowhere else', async () => {
  const dist = join(project, 'node_modules/unplugin-openapi-slice/dist')
  const { dependencies } = JSON.parse(readFileSync(join(dist, '../package.json'), 'utf8')) as { dependencies: Record<string, string> }
  const declared = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'))

  expect(declared).toEqual(expect.arrayContaining(['index.d.ts', 'vite.d.ts']))
  for (const file of declared) {
    for (const [, target] of readFileSync(join(dist, file), 'utf8').matchAll(/(?:from |import\()["']([^"']+)["']/g)) {
      const isThere = target!.startsWith('.')
        ? existsSync(join(dist, dirname(file), target!.replace(/\.js$/, '.d.ts')))
        : Object.hasOwn(dependencies, target!)
      expect(isThere, `${file} needs ${target}`).toBe(true)
    }
  }
})

it('tells editors what each option is, and what it is without it', () => {
  const dist = join(project, 'node_modules/unplugin-openapi-slice/dist')
  const told = ['options', 'request'].flatMap((name) => {
    const text = readFileSync(join(dist, `core/options/${name}.d.ts`), 'utf8')
    const [, body] = /^export interface (?:Options|SliceRequest)[^{]* \{\n(.*?)^\}$/ms.exec(text)!
    return [...body!.matchAll(/(\/\*\*(?:(?!\*\/).)*\*\/)?\n? {4}(\w+)\??: /gs)].map(([, comment = '', option]) => ({ option, comment }))
  })

  expect(told.length).toBeGreaterThan(35)
  expect(told.filter(({ comment }) => comment === '')).toEqual([])
  expect(told.filter(({ comment }) => !comment.includes('@default')).map(({ option }) => option)).toEqual([
    'specs',
    'input',
    'onForecast',
    'onProgress',
  ])
})

it('brings the licences of what is built in', () => {
  const licences = readFileSync(join(project, 'node_modules/unplugin-openapi-slice/dist/THIRD-PARTY-LICENSES.txt'), 'utf8')

  expect(licences).toMatch(/^@redocly\/openapi-core [\d.]+ \(MIT\)\n\nCopyright 2019 Redocly Inc\.\n\nPermission/m)
  expect(licences).toMatch(/^minimatch [\d.]+ \(BlueOak-1\.0\.0\)/m)
})

it('has the command', async () => {
  expect(await run('npx --no-install slice-oas --version')).toBe(`${manifest.version}\n`)
  expect(await run('npx --no-install unplugin-openapi-slice --version')).toBe(`${manifest.version}\n`)
})

it('slices a description from the command line', { timeout: LIMIT }, async () => {
  expect(await run('npx --no-install slice-oas openapi.yaml --output-dir out')).toContain('✓ 2 extracted, 0 failed')

  expect(readdirSync(join(project, 'out')).toSorted()).toEqual(['.openapi-slice.json', ...SLICES])
  const slice = readFileSync(join(project, 'out/items_GET.yaml'), 'utf8')
  expect(slice).toContain('Item:')
  expect(slice).not.toContain('Other:')
})

it('slices a description in a build of Vite', { timeout: LIMIT }, async () => {
  await run('npx --no-install vite build')

  expect(readdirSync(join(project, 'dist/slices')).toSorted()).toEqual(SLICES)
})

it('slices a description from a program', { timeout: LIMIT }, async () => {
  writeFileSync(
    join(project, 'program.js'),
    `import { sliceSpec } from 'unplugin-openapi-slice'
const { total, extracted } = await sliceSpec({ input: './openapi.yaml', outDir: 'from-program' })
console.log(total, extracted)
`,
  )

  expect(await run('node program.js')).toBe('2 2\n')
})

it('can be required from CommonJS, as the function itself', async () => {
  const script = "console.log(typeof require('unplugin-openapi-slice/vite'), typeof require('unplugin-openapi-slice').sliceSpec)"

  expect(await run(`node -e ${JSON.stringify(script)}`)).toBe('function function\n')
})
