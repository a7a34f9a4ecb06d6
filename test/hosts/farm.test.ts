import { expect, it, vi } from 'vitest'
import { farmHost } from './farm.ts'
import { built, projectOf } from './project.ts'
import { watching } from './watching.ts'

vi.setConfig({ testTimeout: 60_000 })

it('does not end `farm watch` when a description has a mistake', async () => {
  const watcher = await watching(farmHost, await projectOf('half-broken', { specs: './openapi.yaml' }))
  await watcher.until(({ files }) => 'index.js' in files && !('slices/index.csv' in files))
})

it('emits the slices again when its cache holds the rest of the build', async () => {
  const project = await projectOf('parcels', { specs: './openapi.yaml' })
  const { slices } = await built(farmHost, project)
  expect(Object.keys(slices)).toHaveLength(5)
  const again = await built(farmHost, { ...project, outDir: `${project.outDir}-again` })
  expect(Object.keys(again.slices)).toEqual(Object.keys(slices))
})
