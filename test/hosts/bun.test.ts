import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { bunHost } from './bun.ts'
import type { BunProject } from './bun-build.ts'
import { built, filesIn, projectOf } from './project.ts'

vi.setConfig({ testTimeout: 60_000 })

it.skipIf(!bunHost)('warns when a build has no folder to write slices to', async () => {
  const project = await projectOf('parcels', { specs: './openapi.yaml' })
  expect((await built(bunHost!, project)).told).not.toContain('outdir')
  const { failed, told } = await built(bunHost!, { ...project, outDir: '' })
  expect(failed, told).toBe(false)
  expect(told).toContain('No slices are written: the build has no “outdir”.')
})

it.skipIf(!bunHost)('says why a description is refused, and shows nothing of our sources', async () => {
  const project = await projectOf('broken', { specs: './openapi.yaml' })
  const { failed, told } = await built(bunHost!, project)
  expect(failed).toBe(true)
  expect(told).toMatch(/openapi\.yaml is not valid YAML/)
  expect(told).not.toMatch(/^\s*\d+ \||^\s+at |console\.ts/m)
})

it.skipIf(!bunHost)('leaves no slices behind when the program cannot be built', async () => {
  const project = await projectOf('parcels', { specs: './openapi.yaml' })
  await writeFile(join(project.root, 'entry.js'), "import './none.js'\n")
  const { failed, told } = await built(bunHost!, project)
  expect(failed).toBe(true)
  expect(told).toContain('none.js')
  expect(await filesIn(project.outDir)).toEqual({})
})

it.skipIf(!bunHost).for([
  ['went well', './openapi.yaml', 'slices/one', 'Build completed'],
  ['failed', './missing.yaml', 'slices/one', 'Failed: '],
  ['was refused', './openapi.yaml', 'slices/two', 'Failed: '],
])('builds from the same object of options again after a build that %s', async ([, specs, assetsDir, text]) => {
  const project: BunProject = {
    ...(await projectOf('parcels', { specs: './openapi.yaml', assetsDir: 'slices/one' })),
    others: [{ specs: './openapi.yaml', assetsDir: 'slices/two' }],
    before: [{ specs: specs!, assetsDir: assetsDir! }],
  }
  const { failed, told, slices } = await built(bunHost!, project)
  expect(failed, told).toBe(false)
  expect(told).toContain(text)
  expect(Object.keys(slices)).toEqual(expect.arrayContaining(['one/index.csv', 'two/index.csv']))
})
