import { access, cp, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BuildOptions, build, context } from 'esbuild'
import { expect, it, onTestFinished, vi } from 'vitest'
import Slices from '../../src/esbuild.ts'

vi.setConfig({ testTimeout: 60_000 })

async function optionsIn(): Promise<BuildOptions & { absWorkingDir: string }> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'openapi-slice-')))
  await cp(join(import.meta.dirname, '../fixtures/parcels'), root, { recursive: true })
  await writeFile(join(root, 'entry.js'), 'console.log(1)\n')
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  return { absWorkingDir: root, entryPoints: ['./entry.js'], logLevel: 'silent', plugins: [Slices({ specs: './openapi.yaml' })] }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

it('puts slices beside an outfile', async () => {
  const options = await optionsIn()
  await build({ ...options, outfile: 'out/app.js' })
  expect(await exists(join(options.absWorkingDir, 'out/slices/parcels_GET.yaml'))).toBe(true)
})

it('writes nothing with write: false and hands the slices over', async () => {
  const options = await optionsIn()
  const { outputFiles } = await build({ ...options, outdir: 'out', write: false })
  expect(outputFiles.map(({ path }) => path)).toContain(join(options.absWorkingDir, 'out/slices/parcels_GET.yaml'))
  expect(await exists(join(options.absWorkingDir, 'out'))).toBe(false)
})

it('removes slices that a later build of the same context no longer makes', async () => {
  const { absWorkingDir: root, ...options } = await optionsIn()
  const builds = await context({ ...options, absWorkingDir: root, outdir: 'out' })
  onTestFinished(() => builds.dispose())
  await builds.rebuild()
  expect(await exists(join(root, 'out/slices/parcels_POST.yaml'))).toBe(true)
  await cp(join(import.meta.dirname, '../fixtures/names/openapi.yaml'), join(root, 'openapi.yaml'))
  await builds.rebuild()
  expect(await exists(join(root, 'out/slices/parcels_POST.yaml'))).toBe(false)
  expect(await exists(join(root, 'out/slices/what_GET.yaml'))).toBe(true)
})
