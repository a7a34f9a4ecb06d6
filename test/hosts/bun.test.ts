import { expect, it, vi } from 'vitest'
import { bunHost } from './bun.ts'
import { built, projectOf } from './project.ts'

vi.setConfig({ testTimeout: 60_000 })

it.skipIf(!bunHost)('warns when a build has no folder to write slices to', async () => {
  const project = await projectOf('parcels', { specs: './openapi.yaml' })
  expect((await built(bunHost!, project)).told).not.toContain('outdir')
  const { failed, told } = await built(bunHost!, { ...project, outDir: '' })
  expect(failed, told).toBe(false)
  expect(told).toContain('No slices are written: the build has no “outdir”.')
})
