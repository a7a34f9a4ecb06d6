import { cp, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, createBuilder, createServer, type InlineConfig } from 'vite'
import { expect, it, onTestFinished, vi } from 'vitest'
import Slices from '../../src/vite.ts'
import { printedBy } from './output.ts'

vi.setConfig({ testTimeout: 60_000 })

async function configIn(fixture: string): Promise<InlineConfig & { root: string }> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'openapi-slice-')))
  await cp(join(import.meta.dirname, '../fixtures', fixture), root, { recursive: true })
  await writeFile(join(root, 'entry.js'), 'console.log(1)\n')
  // Or Vite would keep its cache in a folder around this one.
  await writeFile(join(root, 'package.json'), '{ "type": "module" }\n')
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  return { root, configFile: false, plugins: [Slices({ specs: './openapi.yaml' })] }
}

it('slices once for an application of several environments, where assets are kept', async () => {
  const config = await configIn('parcels')
  const rolldownOptions = { input: join(config.root, 'entry.js') }
  const printed = await printedBy(async () => {
    const builder = await createBuilder({
      ...config,
      builder: {},
      environments: {
        client: { build: { outDir: 'dist/client', rolldownOptions } },
        edge: { build: { outDir: 'dist/edge', emitAssets: true, rolldownOptions } },
        ssr: { build: { outDir: 'dist/server', rolldownOptions } },
      },
    })
    await builder.buildApp()
  })
  expect(printed.match(/^Slicing /gm)).toHaveLength(1)
  expect(await readdir(join(config.root, 'dist/client'))).toContain('slices')
  expect(await readdir(join(config.root, 'dist/edge'))).toContain('slices')
  expect(await readdir(join(config.root, 'dist/server'))).not.toContain('slices')
})

it('slices nothing for Vitest', async () => {
  const config = await configIn('half-broken')
  const printed = await printedBy(async () => {
    const server = await createServer({ ...config, server: { middlewareMode: true, ws: false } })
    await server.environments.client.pluginContainer.buildStart()
    await server.close()
  })
  expect(printed).toBe('')
})

it('prints the list of files without the slices, and leaves the rest of the log alone', async () => {
  const config = await configIn('parcels')
  const printed = await printedBy(async () => {
    const builder = await createBuilder({ ...config, build: { rolldownOptions: { input: join(config.root, 'entry.js') } } })
    await builder.buildApp()
  })
  expect(printed).toMatch(/dist\/assets\/entry-.*\.js/)
  expect(printed).not.toContain('parcels_GET.yaml')
  expect(printed).toMatch(/built in/)
})

it('lets a build for the server import slices, without any among its files', async () => {
  const config = await configIn('parcels')
  await writeFile(join(config.root, 'server.js'), "export { default } from 'virtual:openapi-slices/listParcels'\n")
  await printedBy(async () => void (await build({ ...config, build: { ssr: 'server.js', rolldownOptions: { input: 'server.js' } } })))
  expect(await readdir(join(config.root, 'dist'))).toEqual(['server.js'])
  const { default: slice } = (await import(join(config.root, 'dist/server.js'))) as { default: { paths: object } }
  expect(Object.keys(slice.paths)).toEqual(['/parcels'])
})

it('slices for Vitest when a test imports a slice', async () => {
  const config = await configIn('parcels')
  const printed = await printedBy(async () => {
    const server = await createServer({ ...config, server: { middlewareMode: true, ws: false } })
    await server.environments.client.pluginContainer.buildStart()
    const slice = (await server.ssrLoadModule('virtual:openapi-slices/listParcels')) as { default: { paths: object } }
    expect(Object.keys(slice.default.paths)).toEqual(['/parcels'])
    await server.close()
  })
  expect(printed.match(/^Slicing /gm)).toHaveLength(1)
})
