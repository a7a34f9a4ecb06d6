import { exec, execSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { terminal } from '../cli/terminal.ts'

/** The package as it is published: packed, and installed into an empty project beside Vite. */

const ROOT = join(import.meta.dirname, '../..')
const LIMIT = 180_000

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string
  devDependencies: Record<string, string>
}
const project = mkdtempSync(join(tmpdir(), 'openapi-slice-package-'))

/** Runs a command line in the project, without what npm and Vitest leave in the environment for the commands they run. */
async function run(command: string, cwd = project, more: Record<string, string> = {}): Promise<string> {
  const { npm_config_local_prefix: _prefix, NODE_ENV: _mode, VITEST: _vitest, NO_COLOR: _none, FORCE_COLOR: _force, ...env } = process.env
  const { stdout } = await promisify(exec)(command, { cwd, env: { ...env, ...more } })
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

const VITE = `import { defineConfig } from 'vite'

export default defineConfig({
  build: { rolldownOptions: { input: './entry.js' } },
})
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

it('says nothing of the folder in which it was built', () => {
  const folder = join(project, 'node_modules/unplugin-openapi-slice')
  const files = contents.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))

  expect(files.filter(({ text }) => text.includes(ROOT)).map(({ path }) => path)).toEqual([])
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

it('is set up by its own command, and builds then', { timeout: LIMIT }, async () => {
  const folder = join(project, 'set-up')
  mkdirSync(folder)
  writeFileSync(join(folder, 'openapi.yaml'), DESCRIPTION)
  writeFileSync(join(folder, 'package.json'), '{ "name": "set-up", "private": true, "type": "module" }\n')
  writeFileSync(join(folder, 'entry.js'), 'console.log(1)\n')
  writeFileSync(join(folder, 'vite.config.ts'), VITE)
  expect(await run('npx --no-install slice-oas init openapi.yaml --yes', folder)).toContain('✓ They are in vite.config.ts now.')
  await run('npx --no-install vite build', folder)

  expect(readdirSync(join(folder, 'dist/slices')).toSorted()).toEqual(SLICES)
})

it.skipIf(process.platform === 'win32')('asks who does not know it, and does what was answered', { timeout: LIMIT }, async () => {
  const cwd = join(project, 'asked')
  mkdirSync(cwd)
  writeFileSync(join(cwd, 'openapi.yaml'), DESCRIPTION)
  const screen = terminal({ cwd, program: 'npx', args: ['--no-install', 'unplugin-openapi-slice'] })
  await screen.shows('Which file describes your API?')
  screen.type('openapi.yaml')
  for (const question of [
    'openapi.yaml',
    'Which endpoints',
    'Which version',
    'How should',
    'Which folder',
    'same time?',
    'Shall it be done?',
  ]) {
    await screen.shows(question)
    screen.press('enter')
  }

  expect(await screen.ended).toBe(0)
  expect(screen.text()).toContain('✓ Done: 2 files are in slices.')
  expect(readdirSync(join(cwd, 'slices')).toSorted()).toEqual(['.openapi-slice.json', ...SLICES])
})

it('can be required from CommonJS, as the function itself', async () => {
  const script = "console.log(typeof require('unplugin-openapi-slice/vite'), typeof require('unplugin-openapi-slice').sliceSpec)"

  expect(await run(`node -e ${JSON.stringify(script)}`)).toBe('function function\n')
})

it('has nothing that is run when it is installed, nor has what it depends on', () => {
  const { scripts = {} } = manifestAt('node_modules/unplugin-openapi-slice')
  expect(Object.keys(scripts).filter((name) => /^(?:pre|post)?(?:install|prepare)$/.test(name))).toEqual([])

  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: true; optional?: true; devOptional?: true; hasInstallScript?: true }>
  }
  const installed = Object.entries(packages).filter(
    ([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional,
  )
  expect(installed.map(([path]) => path)).toEqual(
    expect.arrayContaining(['node_modules/yaml', 'node_modules/unplugin', 'node_modules/jiti']),
  )
  expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([])
})

const manifestAt = (folder: string): { scripts?: Record<string, string> } =>
  JSON.parse(readFileSync(join(project, folder, 'package.json'), 'utf8')) as { scripts?: Record<string, string> }

/** What users do, each of which prints something; the page of the development server is asked for through a file. */
const USES = {
  'the command': [
    'node node_modules/unplugin-openapi-slice/dist/cli.js openapi.yaml --no-cache --report -o offline',
    '2 extracted, 0 failed',
  ],
  'its report on versions': ['node node_modules/unplugin-openapi-slice/dist/cli.js info openapi.yaml', '3.0.x: '],
  'a build of Vite': ['node node_modules/vite/bin/vite.js build --outDir offline-dist', 'built in'],
  'the development server with its page': ['node serve.mjs', '<title>OpenAPI slices</title>'],
} as const

const SERVE = `import { createServer as createHttpServer, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { createServer } from 'vite'
const vite = await createServer({ server: { middlewareMode: true, hmr: false, ws: false } })
const socketPath = process.platform === 'win32' ? '\\\\\\\\.\\\\pipe\\\\openapi-slice' : 'dev.sock'
const server = createHttpServer(vite.middlewares).listen(socketPath)
for (const path of ['/__openapi-slice/', '/slices/index.csv', '/__openapi-slice/api/openapi/report.json']) {
  const response = await new Promise((done) => request({ socketPath, path, headers: { host: 'localhost' } }, done).end())
  console.log(response.statusCode, await text(response))
}
server.close()
await vite.close()
`

/** Tells of every attempt to reach something over a network, which fails. Sockets that are files are none. */
const GUARD = `import { appendFileSync } from 'node:fs'
import dgram from 'node:dgram'
import dns from 'node:dns'
import net from 'node:net'
const refuse = (what, isFine = () => false, original) => function (...given) {
  if (isFine(given)) return original.apply(this, given)
  appendFileSync(process.env.ATTEMPTS, what + ' ' + JSON.stringify(given[0]) + '\\n')
  throw new Error('There is no network here.')
}
const { connect } = net.Socket.prototype
net.Socket.prototype.connect = refuse('connect', ([target]) => Boolean((Array.isArray(target) ? target[0] : target)?.path), connect)
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) dns[name] = refuse(name)
dgram.createSocket = refuse('datagram')
globalThis.fetch = refuse('fetch')
`

/** Puts a command where no network is, not even this machine's own: a namespace of the kernel whose interfaces are all down. */
const alone = ['unshare -n --', 'unshare -rn --'].find((prefix) => {
  try {
    execSync(`${prefix} true`, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})

describe('without a network', () => {
  beforeAll(() => {
    writeFileSync(join(project, 'serve.mjs'), SERVE)
    writeFileSync(join(project, 'guard.mjs'), GUARD)
  })

  it.for(Object.entries(USES))('%s works, and does not even try to reach one', { timeout: LIMIT }, async ([, [command, said]]) => {
    const attempts = join(project, 'attempts')
    writeFileSync(attempts, '')
    const guarded = { NODE_OPTIONS: `--import ${pathToFileURL(join(project, 'guard.mjs')).href}`, ATTEMPTS: attempts }

    expect(await run(command, project, guarded)).toContain(said)
    expect(readFileSync(attempts, 'utf8')).toBe('')
    // The guard itself guards.
    await expect(run(`node -e "fetch('http://127.0.0.1')"`, project, guarded)).rejects.toThrow('There is no network here')
    await expect(run(`node -e "require('net').connect(80, '127.0.0.1')"`, project, guarded)).rejects.toThrow('There is no network here')
    expect(readFileSync(attempts, 'utf8')).toMatch(/^fetch .*\nconnect .*\n$/)
  })

  if (!alone) console.warn('Not run: the package in a namespace without interfaces, which “unshare” is not allowed to make here.')
  it.skipIf(!alone).for(Object.entries(USES))('%s works in a namespace of its own', { timeout: LIMIT }, async ([, [command, said]]) => {
    expect(await run(`${alone} ${command}`)).toContain(said)
    const interfaces = await run(`${alone} node -p "JSON.stringify(os.networkInterfaces())"`)
    expect(interfaces).toBe('{}\n')
    await expect(run(`${alone} node -e "require('net').connect(80, '127.0.0.1')"`)).rejects.toThrow('ENETUNREACH')
  })
})
