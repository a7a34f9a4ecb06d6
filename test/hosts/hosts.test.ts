import { cp, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { memorySink, type Options, sliceSpec } from '../../src/index.ts'
import { bunHost } from './bun.ts'
import { esbuildHost } from './esbuild.ts'
import { farmHost } from './farm.ts'
import type { Outcome, Project, TestHost } from './host.ts'
import { printedBy } from './output.ts'
import { rolldownHost } from './rolldown.ts'
import { rollupHost } from './rollup.ts'
import { rsbuildHost } from './rsbuild.ts'
import { rspackHost } from './rspack.ts'
import { viteHost } from './vite.ts'
import { webpackHost } from './webpack.ts'

const hosts: TestHost[] = [
  viteHost,
  rollupHost,
  rolldownHost,
  webpackHost,
  rspackHost,
  rsbuildHost,
  esbuildHost,
  farmHost,
  ...(bunHost ? [bunHost] : []),
]

const FIXTURES = join(import.meta.dirname, '../fixtures')
const home = process.cwd()

// For a watcher that hangs; no build takes that long.
vi.setConfig({ testTimeout: 60_000 })

beforeAll(() => {
  // The index holds the time of the run, and is compared between runs.
  vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000')
  vi.stubEnv('NODE_ENV', 'production')
})
afterAll(() => {
  vi.unstubAllEnvs()
  process.chdir(home)
})

/** A project in a folder of its own, which becomes the working folder. It holds all files of one fixture. */
async function projectOf(fixture: string, options?: Options): Promise<Project> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'openapi-slice-')))
  await cp(join(FIXTURES, fixture), root, { recursive: true })
  await writeFile(join(root, 'entry.js'), 'console.log(1)\n')
  await writeFile(join(root, 'package.json'), '{ "type": "module" }\n')
  process.chdir(root)
  onTestFinished(async () => {
    process.chdir(home)
    await rm(root, { recursive: true, force: true })
  })
  return { root, outDir: join(root, 'dist'), options }
}

interface Built extends Outcome {
  /** Everything that was told, printed or in messages. */
  told: string
  printed: string
  /** The emitted files by name. */
  slices: Record<string, string>
}

async function built(host: TestHost, project: Project): Promise<Built> {
  let outcome: Outcome = { failed: true, messages: 'The build did not end.' }
  const printed = await printedBy(async () => {
    outcome = await host.build(project)
  })
  return { ...outcome, printed, told: printed + outcome.messages, slices: await filesIn(join(project.outDir, 'slices')) }
}

async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  return Object.fromEntries(await Promise.all(paths.sort().map(async (path) => [relative(folder, path), await readFile(path, 'utf8')])))
}

/** What the API makes of the same description. */
async function sliced(input: string): Promise<Record<string, string>> {
  const files = new Map<string, string>()
  await sliceSpec({ input }, { sink: memorySink((file, bytes) => files.set(file, Buffer.from(bytes).toString())) })
  return Object.fromEntries([...files].sort())
}

describe.each(hosts)('$name', (host) => {
  it('emits the slices, the index and the report, the same bytes as the API', async () => {
    const project = await projectOf('parcels', { specs: './openapi.yaml' })
    const { failed, told, slices } = await built(host, project)
    expect(failed, told).toBe(false)
    expect(Object.keys(slices)).toEqual(['index.csv', 'parcels-id_GET.yaml', 'parcels_GET.yaml', 'parcels_POST.yaml', 'problems.json'])
    expect(slices).toEqual(await sliced('./openapi.yaml'))
    expect(told).toContain('Extracting endpoint 3/3 (100%)')
    expect(told).toContain('✓ 3 extracted, 0 failed')
  })

  it('reads unplugin.config.ts when it is called without options', async () => {
    const project = await projectOf('parcels')
    await writeFile(
      join(project.root, 'unplugin.config.ts'),
      "export default { specs: './openapi.yaml' as string, filter: '/parcels', methods: 'GET' }\n",
    )
    const { slices } = await built(host, project)
    expect(Object.keys(slices)).toEqual(['index.csv', 'parcels_GET.yaml', 'problems.json'])
  })

  it('fails without options and without a configuration file', async () => {
    const { failed, told } = await built(host, await projectOf('parcels'))
    expect(failed).toBe(true)
    expect(told).toContain('there is no unplugin.config.ts in')
  })

  it('gives each of several descriptions a folder', async () => {
    const project = await projectOf('parcels', { specs: ['./openapi.yaml', { input: './other.yaml', name: 'shop' }], assetsDir: 'slices' })
    await cp(join(FIXTURES, 'names/openapi.yaml'), join(project.root, 'other.yaml'))
    const { slices } = await built(host, project)
    expect(Object.keys(slices)).toEqual(expect.arrayContaining(['openapi/index.csv', 'shop/index.csv', 'shop/what_GET.yaml']))
  })

  it('fails when an endpoint fails', async () => {
    const { failed, told } = await built(host, await projectOf('half-broken', { specs: './openapi.yaml' }))
    expect(failed).toBe(true)
    expect(told).toMatch(/✗ GET \/bad — .*\(openapi\.yaml:15:\d+\)[\s│]+Correct the reference, or what it refers to\./)
  })

  it('only warns of failed endpoints with failOn: never', async () => {
    const { failed, told, slices } = await built(host, await projectOf('half-broken', { specs: './openapi.yaml', failOn: 'never' }))
    expect(failed, told).toBe(false)
    expect(told).toContain('1 of 2 endpoints of openapi could not be sliced')
    expect(told).toContain('✗ GET /bad — ')
    expect(Object.keys(slices)).toEqual(['good_GET.yaml', 'index.csv', 'problems.json'])
  })

  it('fails for a description that cannot be read, with file and line, and still slices the others', async () => {
    const project = await projectOf('broken', { specs: ['./openapi.yaml', './fine.yaml'], failOn: 'never' })
    await cp(join(FIXTURES, 'names/openapi.yaml'), join(project.root, 'fine.yaml'))
    const { failed, told } = await built(host, project)
    expect(failed).toBe(true)
    expect(told).toMatch(/openapi\.yaml is not valid YAML: .*line 5/)
    expect(told).toContain('Correct the file at this line')
    expect(told).toContain('✓ 5 extracted, 0 failed')
    expect(told).not.toMatch(/^\s+at .*slicing\.ts/m)
  })

  it('keeps every file inside its folder and apart from the others, whatever the endpoints are called', async () => {
    const project = await projectOf('names', { specs: './openapi.yaml', webhooks: true })
    const { failed, told, slices } = await built(host, project)
    expect(failed, told).toBe(false)
    expect(Object.keys(slices)).toHaveLength(8)
    expect(new Set(Object.keys(slices).map((name) => name.toLowerCase())).size).toBe(8)
    for (const name of Object.keys(slices)) expect(name).toMatch(/^[\w.~-]+$/)
    expect(slices).toEqual(
      await sliced('./openapi.yaml').then(async (files) => ({ ...slices, ...without(files, 'index.csv', 'problems.json') })),
    )
    expect((await readdir(project.root)).sort()).toEqual(['dist', 'entry.js', 'openapi.yaml', 'package.json'])
  })
})

const without = (files: Record<string, string>, ...names: string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)))

describe.each(hosts.filter(({ watch }) => watch))('$name, watching', (host) => {
  it('lives through mistakes in any file of the description and notices when they are mended', async () => {
    const project = await projectOf('parcels', { specs: './openapi.yaml' })
    const root = await fileOf(project, 'openapi.yaml')
    const part = await fileOf(project, 'size.json')
    await root.write('openapi: [\n')
    await printedBy(async () => {
      const watcher = await watching(host, project)
      try {
        await watcher.until('failed')
        await watcher.until('passed', () => root.write(root.text))
        await watcher.until('failed', () => part.write('{ "type": '))
        await watcher.until('passed', () => part.write('{ "type": "string", "enum": ["XL"] }'))
        expect(await readFile(join(project.outDir, 'slices/parcels_GET.yaml'), 'utf8')).toContain('XL')
      } finally {
        await watcher.close()
      }
    })
  })
})

async function fileOf({ root }: Project, name: string) {
  const path = join(root, name)
  return { text: await readFile(path, 'utf8'), write: (text: string) => writeFile(path, text) }
}

// Nothing waits for a length of time: a build is awaited by its event, and the limit is only for a watcher that hangs.
async function watching(host: TestHost, project: Project) {
  const outcomes: Outcome[] = []
  let wake = (): void => {}
  const watcher = await host.watch!(project, (outcome) => {
    outcomes.push(outcome)
    wake()
  })
  return {
    close: () => watcher.close(),
    /** Changes something until a build of the expected outcome was seen: a watcher may not be listening at once. */
    async until(expected: 'failed' | 'passed', change?: () => Promise<void>): Promise<void> {
      if (change) outcomes.length = 0
      await change?.()
      const again = setInterval(() => void change?.(), 1000)
      try {
        while (!outcomes.some(({ failed }) => failed === (expected === 'failed'))) {
          await new Promise<void>((resolve) => (wake = resolve))
        }
      } finally {
        clearInterval(again)
      }
    },
  }
}

describe.each([viteHost, rsbuildHost, webpackHost, rspackHost])('$name, with thousands of slices', (host) => {
  it('does not drown its log', async () => {
    const project = await projectOf('names', { specs: './many.yaml' })
    await writeFile(join(project.root, 'many.yaml'), descriptionOf(2_000))
    const { failed, told, slices } = await built(host, project)
    expect(failed).toBe(false)
    expect(Object.keys(slices)).toHaveLength(2_002)
    expect(told).toContain('✓ 2000 extracted, 0 failed')
    expect(told.split('\n').length).toBeLessThan(40)
  })
})

function descriptionOf(endpoints: number): string {
  const paths = Array.from(
    { length: endpoints },
    (_, index) => `  /things/${index}: { get: { responses: { '200': { description: Fine } } } }`,
  )
  return ['openapi: 3.1.0', 'info: { title: Many, version: 1.0.0 }', 'paths:', ...paths, ''].join('\n')
}
