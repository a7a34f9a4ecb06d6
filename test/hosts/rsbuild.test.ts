import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRsbuild, type RsbuildConfig } from '@rsbuild/core'
import { beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import Slices from '../../src/rsbuild.ts'
import { build } from '../cli/slice-oas.ts'
import type { Project } from './host.ts'
import { printedBy } from './output.ts'
import { projectOf } from './project.ts'

vi.setConfig({ testTimeout: 60_000 })

// Rsbuild takes the loader of virtual modules from there.
beforeAll(build)

const configOf = ({ outDir, options }: Project): RsbuildConfig => ({
  source: { entry: { index: './entry.js' } },
  output: { distPath: { root: outDir } },
  plugins: [Slices(options)],
})

it('slices once for several environments, where assets are kept', async () => {
  const project = await projectOf('parcels', { specs: './openapi.yaml' })
  const inFolder = (name: string, output: RsbuildConfig['output'] = {}) => ({ output: { ...output, distPath: { root: `dist/${name}` } } })
  const environments = {
    web: inFolder('web'),
    worker: inFolder('worker', { target: 'web-worker' }),
    node: inFolder('node', { target: 'node', emitAssets: false }),
  }
  const printed = await printedBy(async () => {
    const rsbuild = await createRsbuild({ cwd: project.root, config: { ...configOf(project), environments } })
    const { close } = await rsbuild.build()
    await close()
  })
  expect(printed.match(/Slicing /g)).toHaveLength(1)
  const folders = ['web', 'worker', 'node'].filter((name) => existsSync(join(project.outDir, name, 'slices/parcels_GET.yaml')))
  expect(folders).toEqual(['web', 'worker'])
})

it('builds an environment without assets again when a slice is another one', async () => {
  const project = await projectOf('parcels', { specs: './openapi.yaml' })
  const description = join(project.root, 'openapi.yaml')
  await writeFile(join(project.root, 'entry.js'), "import slice from 'virtual:openapi-slices/listParcels'\nconsole.log(slice)\n")
  const text = await readFile(description, 'utf8')
  const config = configOf(project)
  const output = { ...config.output, target: 'node', emitAssets: false } as const
  let built = (): void => {}
  const next = (): Promise<void> => new Promise((resolve) => (built = resolve))
  await printedBy(async () => {
    const rsbuild = await createRsbuild({ cwd: project.root, config: { ...config, output } })
    rsbuild.onAfterBuild(() => built())
    const first = next()
    const { close } = await rsbuild.build({ watch: true })
    onTestFinished(close)
    await first
    const broken = next()
    await writeFile(description, 'openapi: [\n')
    await broken
    const mended = next()
    await writeFile(description, text.replace('All parcels', 'Every parcel'))
    await mended
  })
  expect(await readFile(join(project.outDir, 'index.js'), 'utf8')).toContain('Every parcel')
})

it('serves slices while developing, the last good ones while the description is broken', async () => {
  const project = await projectOf('parcels', { specs: './openapi.yaml' })
  const description = join(project.root, 'openapi.yaml')
  const text = await readFile(description, 'utf8')
  let built = (_failed: boolean): void => {}
  const next = (): Promise<boolean> => new Promise((resolve) => (built = resolve))
  await printedBy(async () => {
    const rsbuild = await createRsbuild({ cwd: project.root, config: { ...configOf(project), server: { port: 0 } } })
    rsbuild.onAfterDevCompile(({ stats }) => built(stats.hasErrors()))
    const first = next()
    const { urls, server } = await rsbuild.startDevServer()
    onTestFinished(() => server.close())
    await first
    const slice = (): Promise<Response> => fetch(new URL('slices/parcels_GET.yaml', `${urls[0]}/`))

    expect([(await slice()).status, await (await slice()).text()]).toEqual([200, expect.stringContaining('All parcels')])
    const broken = next()
    await writeFile(description, 'openapi: [\n')
    expect(await broken).toBe(true)
    expect((await slice()).status).toBe(200)
    const mended = next()
    await writeFile(description, text.replace('All parcels', 'Every parcel'))
    expect(await mended).toBe(false)
    expect(await (await slice()).text()).toContain('Every parcel')
  })
})
