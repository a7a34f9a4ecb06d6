import { cp, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { hosts } from './all.ts'
import type { TestHost } from './host.ts'
import { printedBy } from './output.ts'
import { built, fileOf, filesIn, FIXTURES, projectOf, sliced } from './project.ts'
import { type Capability, limitOf } from './support.ts'
import { type Seen, watching } from './watching.ts'

// For a watcher that hangs; no build takes that long.
vi.setConfig({ testTimeout: 60_000 })

beforeAll(() => {
  // webpack and Rspack take the loader of virtual modules from there.
  build()
  // The index holds the time of the run, and is compared between runs.
  vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000')
  vi.stubEnv('NODE_ENV', 'production')
})
afterAll(() => void vi.unstubAllEnvs())

/** The table: every case, for every host. */
interface Case {
  of: Capability
  it: string
  run(host: TestHost): Promise<void>
}

const cases: Case[] = [
  {
    of: 'build',
    it: 'emits the slices, what lists them and the report, the same bytes as the API',
    async run(host) {
      const project = await projectOf('parcels', { specs: './openapi.yaml', llms: true })
      const { failed, told, slices } = await built(host, project)
      expect(failed, told).toBe(false)
      expect(Object.keys(slices)).toEqual([
        'index.csv',
        'llms.txt',
        'parcels-id_GET.yaml',
        'parcels_GET.yaml',
        'parcels_POST.yaml',
        'problems.json',
      ])
      expect(slices).toEqual(await sliced({ input: './openapi.yaml', llms: true }))
      expect(told).toContain('Extracting endpoint 3/3 (100%)')
      expect(told).toContain('✓ 3 extracted, 0 failed')
    },
  },
  {
    of: 'build',
    it: 'reads unplugin.config.ts when it is called without options',
    async run(host) {
      const project = await projectOf('parcels')
      await writeFile(
        join(project.root, 'unplugin.config.ts'),
        "export default { specs: './openapi.yaml' as string, filter: '/parcels', methods: 'GET' }\n",
      )
      const { slices } = await built(host, project)
      expect(Object.keys(slices)).toEqual(['index.csv', 'parcels_GET.yaml', 'problems.json'])
    },
  },
  {
    of: 'build',
    it: 'gives each of several descriptions a folder, and each group of endpoints a folder in it',
    async run(host) {
      const project = await projectOf('parcels', {
        specs: ['./openapi.yaml', { input: './other.yaml', name: 'shop' }],
        assetsDir: 'slices',
        layout: 'by-prefix',
      })
      await cp(join(FIXTURES, 'names/openapi.yaml'), join(project.root, 'other.yaml'))
      const { slices } = await built(host, project)
      expect(Object.keys(slices)).toEqual(
        expect.arrayContaining(['openapi/index.csv', 'openapi/parcels/parcels_GET.yaml', 'shop/index.csv', 'shop/what/what_GET.yaml']),
      )
    },
  },
  {
    of: 'build',
    it: 'keeps every file inside its folder and apart from the others, whatever the endpoints are called',
    async run(host) {
      const project = await projectOf('names', { specs: './openapi.yaml', webhooks: true })
      const { failed, told, slices } = await built(host, project)
      expect(failed, told).toBe(false)
      expect(Object.keys(slices)).toHaveLength(8)
      expect(new Set(Object.keys(slices).map((name) => name.toLowerCase())).size).toBe(8)
      for (const name of Object.keys(slices)) expect(name).toMatch(/^[\w.~-]+$/)
      expect(slices).toEqual(await sliced({ input: './openapi.yaml', webhooks: true }))
      expect((await readdir(project.root)).filter((name) => name !== 'node_modules').sort()).toEqual([
        'dist',
        'entry.js',
        'openapi.yaml',
        'package.json',
      ])
    },
  },
  {
    of: 'build',
    it: 'does not drown its log in 5,000 slices',
    async run(host) {
      const project = await projectOf('names', { specs: './many.yaml' })
      await writeFile(join(project.root, 'many.yaml'), descriptionOf(5_000))
      const { failed, told, slices } = await built(host, project)
      expect(failed).toBe(false)
      expect(Object.keys(slices)).toHaveLength(5_002)
      expect(told).toContain('✓ 5000 extracted, 0 failed')
      expect(told.split('\n').length).toBeLessThan(40)
    },
  },
  {
    of: 'fail',
    it: 'fails without options and without a configuration file',
    async run(host) {
      const { failed, told } = await built(host, await projectOf('parcels'))
      expect(failed).toBe(true)
      expect(told).toContain('there is no unplugin.config.ts in')
    },
  },
  {
    of: 'fail',
    it: 'fails when an endpoint fails, and emits nothing',
    async run(host) {
      const { failed, told, slices } = await built(host, await projectOf('half-broken', { specs: './openapi.yaml' }))
      expect(failed).toBe(true)
      expect(told).toMatch(/✗ GET \/bad — .*\(openapi\.yaml:15:\d+\)[\s│]+Correct the reference, or what it refers to\./)
      expect(slices).toEqual({})
    },
  },
  {
    of: 'fail',
    it: 'only warns of failed endpoints with failOn: never',
    async run(host) {
      const { failed, told, slices } = await built(host, await projectOf('half-broken', { specs: './openapi.yaml', failOn: 'never' }))
      expect(failed, told).toBe(false)
      expect(told).toContain('1 of 2 endpoints of openapi could not be sliced')
      expect(told).toContain('✗ GET /bad — ')
      expect(Object.keys(slices)).toEqual(['good_GET.yaml', 'index.csv', 'problems.json'])
    },
  },
  {
    of: 'fail',
    it: 'fails for a description that cannot be read, with file and line, and still slices the others',
    async run(host) {
      const project = await projectOf('broken', { specs: ['./openapi.yaml', './fine.yaml'], failOn: 'never' })
      await cp(join(FIXTURES, 'names/openapi.yaml'), join(project.root, 'fine.yaml'))
      const { failed, told } = await built(host, project)
      expect(failed).toBe(true)
      expect(told).toMatch(/openapi\.yaml is not valid YAML: .*line 5/)
      expect(told).toContain('Correct the file at this line')
      expect(told).toContain('✓ 5 extracted, 0 failed')
      expect(told).not.toMatch(/^\s+at .*slicing\.ts/m)
    },
  },
  {
    of: 'place',
    it: 'gives warnings and errors to the host, with file, line and column of the description',
    async run(host) {
      const project = await projectOf('half-broken', { specs: './openapi.yaml' })
      const place = { file: join(project.root, 'openapi.yaml'), line: 15, column: 25 }
      expect(placedIn(project.root, (await built(host, project)).reports)).toContainEqual(['error', place])
      const { reports } = await built(host, { ...project, options: { ...project.options!, failOn: 'never' } })
      expect(placedIn(project.root, reports)).toContainEqual(['warning', place])
    },
  },
  {
    of: 'virtual',
    it: 'lets a program import the index and slices',
    async run(host) {
      const project = await projectOf('parcels', { specs: './openapi.yaml' })
      await writeFile(
        join(project.root, 'entry.js'),
        `import { endpoints } from 'virtual:openapi-slices'
import all from 'virtual:openapi-slices/listParcels'
console.log(endpoints, all)
import('virtual:openapi-slices/parcels-id_GET').then((slice) => console.log(slice.default))
import('virtual:openapi-slices/@all').then((loaders) => loaders.default['parcels_POST']())
`,
      )
      const { failed, told } = await built(host, project)
      expect(failed, told).toBe(false)
      const files = await filesIn(project.outDir)
      const filesWith = (text: RegExp): string[] => scriptsOf(files).filter((file) => text.test(files[file]!))
      for (const text of [/parcels_GET\.yaml/, /All parcels/, /One parcel/, CREATED]) expect(filesWith(text), text.source).toHaveLength(1)
      const [index] = filesWith(/parcels_GET\.yaml/)
      expect(filesWith(/One parcel/)).not.toContain(index)
      expect(filesWith(CREATED)).not.toContain(index)
    },
  },
  {
    of: 'virtual',
    it: 'leaves out slices that nobody uses',
    async run(host) {
      const project = await projectOf('parcels', { specs: './openapi.yaml' })
      await writeFile(
        join(project.root, 'entry.js'),
        `import { endpoints } from 'virtual:openapi-slices'
import used from 'virtual:openapi-slices/parcels-id_GET'
import unused from 'virtual:openapi-slices/parcels_POST'
console.log(used)
`,
      )
      const { failed, told } = await built(host, project)
      expect(failed, told).toBe(false)
      const files = await filesIn(project.outDir)
      const code = scriptsOf(files)
        .map((file) => files[file])
        .join('\n')
      expect(code).toContain('One parcel')
      expect(code).not.toMatch(/parcels_GET/)
      expect(code).not.toMatch(CREATED)
    },
  },
  {
    of: 'virtual',
    it: 'lets a program import what any of several instances has',
    async run(host) {
      const project = {
        ...(await projectOf('parcels', { specs: './openapi.yaml', assetsDir: 'slices/parcels' })),
        others: [{ specs: './other.yaml', assetsDir: 'slices/others' }],
      }
      await cp(join(FIXTURES, 'names/openapi.yaml'), join(project.root, 'other.yaml'))
      const entry = await fileOf(project, 'entry.js')
      await entry.write(`import { endpoints } from 'virtual:openapi-slices'
import parcels from 'virtual:openapi-slices/listParcels'
import what from 'virtual:openapi-slices/others/what_GET'
import loaders from 'virtual:openapi-slices/@all'
console.log(endpoints, parcels, what, loaders)
`)
      const { failed, told } = await built(host, project)
      expect(failed, told).toBe(false)
      const files = await filesIn(project.outDir)
      expect(Object.keys(files)).toEqual(expect.arrayContaining(['slices/others/index.csv', 'slices/parcels/index.csv']))
      const code = scriptsOf(files)
        .map((file) => files[file])
        .join('\n')
      for (const text of ['All parcels', 'slices/parcels/parcels_GET.yaml', 'slices/others/what_GET.yaml', 'parcels/parcels_POST']) {
        expect(code).toContain(text)
      }
      await entry.write("import slice from 'virtual:openapi-slices/what_GOT'\nconsole.log(slice)\n")
      expect((await built(host, project)).told).toMatch(/There is no slice “what_GOT”. Did you mean “what_GET”/)
    },
  },
  {
    of: 'virtual',
    it: 'lets a program import slices in a dry run, which adds none to the build',
    async run(host) {
      const project = await projectOf('parcels', { specs: './openapi.yaml', dryRun: true })
      await writeFile(
        join(project.root, 'entry.js'),
        `import { endpoints } from 'virtual:openapi-slices'
import one from 'virtual:openapi-slices/parcels-id_GET'
import loaders from 'virtual:openapi-slices/@all'
console.log(endpoints, one, loaders)
`,
      )
      const { failed, told, slices } = await built(host, project)
      expect(failed, told).toBe(false)
      expect(slices).toEqual({})
      const files = await filesIn(project.outDir)
      const code = scriptsOf(files)
        .map((file) => files[file])
        .join('\n')
      for (const text of [/parcels_GET\.yaml/, /One parcel/, CREATED]) expect(code).toMatch(text)
    },
  },
  {
    of: 'fail',
    it: 'refuses several instances with the same folder',
    async run(host) {
      const project = await projectOf('parcels', { specs: './openapi.yaml' })
      const { failed, told } = await built(host, { ...project, others: [{ specs: './openapi.yaml' }] })
      expect(failed, told).toBe(true)
      expect(told).toContain('Two instances of the plugin have their slices in the same folder slices.')
    },
  },
  {
    of: 'virtual',
    it: 'says which slices there are when one is misspelt',
    async run(host) {
      const project = await projectOf('parcels', { specs: './openapi.yaml' })
      await writeFile(join(project.root, 'entry.js'), "import slice from 'virtual:openapi-slices/listParcel'\nconsole.log(slice)\n")
      const { failed, told } = await built(host, project)
      expect(failed, told).toBe(true)
      expect(told).toContain('There is no slice “listParcel”. Did you mean “listParcels”')
    },
  },
  {
    of: 'virtual',
    it: 'says why there is no slice of an endpoint that failed, whatever it is called, and that there is none at all',
    async run(host) {
      const project = await projectOf('half-broken', { specs: './openapi.yaml', failOn: 'never' })
      const entry = await fileOf(project, 'entry.js')
      await entry.write("import slice from 'virtual:openapi-slices/bad_GET'\nconsole.log(slice)\n")
      const { failed, told } = await built(host, project)
      expect(failed, told).toBe(true)
      expect(told).toMatch(/There is no slice “bad_GET”: .*openapi\.yaml:15/)
      await entry.write("import slice from 'virtual:openapi-slices/good_GET'\nconsole.log(slice)\n")
      const { told: other } = await built(host, { ...project, options: { ...project.options!, filter: '/bad' } })
      expect(other).toContain('There is no slice “good_GET”. No slice was made of any endpoint.')
    },
  },
  {
    of: 'watch',
    it: 'brings changes into a program that imports slices',
    async run(host) {
      const project = await projectOf('parcels', { specs: './openapi.yaml' })
      const [root, entry] = await Promise.all([fileOf(project, 'openapi.yaml'), fileOf(project, 'entry.js')])
      await entry.write("import slice from 'virtual:openapi-slices/listParcels'\nconsole.log(slice)\n")
      const watcher = await watching(host, project)
      const isBuilt = (text: string, { files }: Seen): boolean => scriptsOf(files).some((file) => files[file]!.includes(text))
      await watcher.until((seen) => isBuilt('All parcels', seen))
      await watcher.until(
        (seen) => isBuilt('Every parcel', seen),
        () => root.write(root.text.replace('All parcels', 'Every parcel')),
      )
    },
  },
  {
    of: 'watch',
    it: 'builds again when any file changes that the description, or the configuration, consists of',
    async run(host) {
      const project = await projectOf('parcels')
      const [config, root, part, value] = await Promise.all(
        ['unplugin.config.ts', 'openapi.yaml', 'schemas.yaml', 'size.json'].map((name) => fileOf(project, name)),
      )
      await config!.write("export default { specs: './openapi.yaml' }\n")
      const watcher = await watching(host, project)
      const isIn = (text: string, { files }: Seen): boolean => Boolean(files['slices/parcels_GET.yaml']?.includes(text))
      await watcher.until((seen) => isIn('listParcels', seen))
      await watcher.until(
        (seen) => isIn('Every parcel', seen),
        () => root!.write(root!.text.replace('All parcels', 'Every parcel')),
      )
      await watcher.until(
        (seen) => isIn('colour', seen),
        () => part!.write(part!.text.replace('weight', 'colour')),
      )
      await watcher.until(
        (seen) => isIn('XL', seen),
        () => value!.write('{ "type": "string", "enum": ["XL"] }'),
      )
      await watcher.until(
        ({ files }) => 'slices/parcels_GET.json' in files,
        () => config!.write("export default { specs: './openapi.yaml', format: 'json' }\n"),
      )
    },
  },
  {
    of: 'watch',
    it: 'slices again only when something has changed that it reads',
    async run(host) {
      const project = await projectOf('parcels', { specs: './openapi.yaml' })
      const entry = await fileOf(project, 'entry.js')
      const printed = await printedBy(async () => {
        const watcher = await watching(host, project)
        await watcher.until(({ files }) => 'slices/index.csv' in files)
        await watcher.until(
          ({ files }) => 'slices/index.csv' in files && Object.values(files).some((text) => text.includes('console.log(2)')),
          () => entry.write('console.log(2)\n'),
        )
      })
      expect(printed.match(/Slicing /g)?.length ?? 0).toBeLessThan(2)
    },
  },
  {
    of: 'recover',
    it: 'lives through mistakes in any file of the description and notices when they are mended',
    async run(host) {
      const project = await projectOf('parcels', { specs: './openapi.yaml' })
      const root = await fileOf(project, 'openapi.yaml')
      const part = await fileOf(project, 'size.json')
      await root.write('openapi: [\n')
      const watcher = await watching(host, project)
      await watcher.until(({ failed }) => failed)
      await watcher.until(passes, () => root.write(root.text))
      await watcher.until(
        ({ failed }) => failed,
        () => part.write('{ "type": '),
      )
      await watcher.until(
        (seen) => passes(seen) && seen.files['slices/parcels_GET.yaml']!.includes('XL'),
        () => part.write('{ "type": "string", "enum": ["XL"] }'),
      )
      await watcher.until(
        ({ failed }) => failed,
        () => part.remove().catch(() => {}),
      )
      await watcher.until(passes, () => part.write(part.text))
    },
  },
  {
    of: 'missing',
    it: 'notices when a file is made that the description refers to',
    async run(host) {
      const project = await projectOf('parcels', { specs: './openapi.yaml' })
      const part = await fileOf(project, 'size.json')
      await part.remove()
      const watcher = await watching(host, project)
      await watcher.until(({ failed }) => failed)
      await watcher.until(passes, () => part.write(part.text))
    },
  },
  {
    of: 'stale',
    it: 'removes the slices that no longer belong, and no others',
    async run(host) {
      const project = await projectOf('parcels', { specs: './openapi.yaml', layout: 'by-prefix' })
      const root = await fileOf(project, 'openapi.yaml')
      await root.write(root.text.replace('/parcels/{id}', '/tracks/{id}'))
      await mkdir(join(project.outDir, 'slices'), { recursive: true })
      const watcher = await watching(host, project)
      await watcher.until(({ files }) => 'slices/tracks/tracks-id_GET.yaml' in files)
      await writeFile(join(project.outDir, 'slices/mine.txt'), 'not a slice')
      await watcher.until(
        ({ files }) => 'slices/parcels/parcels-id_GET.yaml' in files && !('slices/tracks/tracks-id_GET.yaml' in files),
        () => root.write(root.text),
      )
      expect(await readdir(join(project.outDir, 'slices'))).not.toContain('tracks')
      // Vite empties its whole folder, as it does by itself.
      if (host.name !== 'vite') expect(await readdir(join(project.outDir, 'slices'))).toContain('mine.txt')
    },
  },
]

/** In one slice, and nowhere else. */
const CREATED = /description\W+Created/

const scriptsOf = (files: Record<string, string>): string[] => Object.keys(files).filter((file) => file.endsWith('.js'))

const passes = ({ failed }: Seen): boolean => !failed

/** Where each report is, whether the host names the file absolutely or from the project. */
const placedIn = (root: string, reports: readonly { severity: string; place: { file: string } | undefined }[]) =>
  reports.map(({ severity, place }) => [severity, place && { ...place, file: join(root, place.file.replace(`${root}/`, '')) }])

describe.each(hosts)('$name', (host) => {
  it.for(cases.filter(({ of }) => limitOf(host.name, of) === undefined))('$it', ({ run, of }) =>
    ['watch', 'recover', 'missing', 'stale'].includes(of) ? quietly(() => run(host)) : run(host),
  )
})

/** What watchers print is of no interest unless they fail. */
const quietly = async (action: () => Promise<void>): Promise<void> => void (await printedBy(action))

describe('what a host cannot do', () => {
  const beyond = (capability: Capability): TestHost[] => hosts.filter(({ name }) => limitOf(name, capability) !== undefined)

  it.each(beyond('place'))('$name gives its plugins no way to tell a place', async (host) => {
    for (const { run } of cases.filter(({ of }) => of === 'place')) await expect(run(host)).rejects.toThrow('to deep equally contain')
  })

  // Of two changes, the second is seen only after the first, if the first is seen at all.
  const isSecondSeen = ({ files }: Seen): boolean => Object.values(files).some((text) => text.includes('console.log(2)'))

  it.each(beyond('watch'))('$name does not notice that a description has changed', async (host) => {
    const project = await projectOf('parcels', { specs: './openapi.yaml' })
    const [root, entry] = await Promise.all([fileOf(project, 'openapi.yaml'), fileOf(project, 'entry.js')])
    const watcher = await watching(host, project)
    await watcher.until(({ files }) => 'slices/index.csv' in files)
    await root.write(root.text.replace('All parcels', 'Every parcel'))
    await Promise.race([watcher.ended, watcher.until(isSecondSeen, () => entry.write('console.log(2)\n'))])
    expect((await filesIn(project.outDir))['slices/parcels_GET.yaml']).toContain('All parcels')
  })

  it.each(beyond('missing').filter(({ name }) => limitOf(name, 'watch') === undefined))(
    '$name does not notice that a file is made which was never there',
    async (host) => {
      const project = await projectOf('parcels', { specs: './openapi.yaml' })
      const [part, root] = await Promise.all([fileOf(project, 'size.json'), fileOf(project, 'openapi.yaml')])
      await part.remove()
      await quietly(async () => {
        const watcher = await watching(host, project)
        await watcher.until(({ failed }) => failed)
        await part.write(part.text)
        await watcher.until(passes, () => root.write(root.text))
        expect([...watcher.changed]).toEqual([join(project.root, 'openapi.yaml')])
      })
    },
  )
})

function descriptionOf(endpoints: number): string {
  const paths = Array.from(
    { length: endpoints },
    (_, index) => `  /things/${index}: { get: { responses: { '200': { description: Fine } } } }`,
  )
  return ['openapi: 3.1.0', 'info: { title: Many, version: 1.0.0 }', 'paths:', ...paths, ''].join('\n')
}
