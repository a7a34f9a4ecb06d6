import { cp, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBuilder, createServer, type InlineConfig } from 'vite'
import { expect, it, onTestFinished, vi } from 'vitest'
import Slices from '../../src/vite.ts'
import { printedBy } from './output.ts'

vi.setConfig({ testTimeout: 60_000 })

async function configIn(fixture: string): Promise<InlineConfig & { root: string }> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'openapi-slice-')))
  await cp(join(import.meta.dirname, '../fixtures', fixture), root, { recursive: true })
  await writeFile(join(root, 'entry.js'), 'console.log(1)\n')
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

it('slices nothing in the development server and says so, but not to Vitest', async () => {
  const config = await configIn('half-broken')
  const serve = (): Promise<string> =>
    printedBy(async () => {
      const server = await createServer({ ...config, server: { middlewareMode: true, ws: false } })
      await server.environments.client.pluginContainer.buildStart()
      await server.close()
    })
  expect(await serve()).toBe('')
  vi.stubEnv('VITEST', undefined)
  onTestFinished(() => void vi.unstubAllEnvs())
  expect((await serve()).trim()).toBe('unplugin-openapi-slice: the slices are made by the build, not by the development server.')
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
