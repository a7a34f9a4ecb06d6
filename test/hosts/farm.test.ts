import { it, vi } from 'vitest'
import { farmHost } from './farm.ts'
import { projectOf } from './project.ts'
import { watching } from './watching.ts'

vi.setConfig({ testTimeout: 60_000 })

it('does not end `farm watch` when a description has a mistake', async () => {
  const watcher = await watching(farmHost, await projectOf('half-broken', { specs: './openapi.yaml' }))
  await watcher.until(({ files }) => 'index.js' in files && !('slices/index.csv' in files))
})
