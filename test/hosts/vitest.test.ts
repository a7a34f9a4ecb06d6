import { spawn } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import Slices from '../../src/vite.ts'
import { build } from '../cli/slice-oas.ts'
import { fileOf, projectOf } from './project.ts'

vi.setConfig({ testTimeout: 60_000 })

beforeAll(build)

const ROOT = join(import.meta.dirname, '../..')

const TEST = (name: string): string => `import slice from 'virtual:openapi-slices/${name}'
import { it } from 'vitest'
it('has a slice', () => console.log('${name}: ' + JSON.stringify(slice.paths)))
`

// By default Vitest 5 has modules on the disk; Vitest 4 when it is told to.
it.for([false, true])('runs tests again whose slices are others now, with modules on the disk: %s', async (fsModuleCache) => {
  const project = await projectOf('parcels')
  const { root } = project
  await mkdir(join(root, 'node_modules'))
  symlinkSync(ROOT, join(root, 'node_modules/unplugin-openapi-slice'))
  for (const name of ['vite', 'vitest']) symlinkSync(join(ROOT, 'node_modules', name), join(root, 'node_modules', name))
  await writeFile(
    join(root, 'vite.config.js'),
    `import Slices from 'unplugin-openapi-slice/vite'
export default { plugins: [Slices({ specs: './openapi.yaml' })], test: { experimental: { fsModuleCache: ${fsModuleCache} } } }
`,
  )
  for (const name of ['listParcels', 'createParcel']) await writeFile(join(root, `${name}.test.js`), TEST(name))
  const { text, write } = await fileOf(project, 'openapi.yaml')
  const broken = 'openapi: [\n'
  await write(broken)
  const steps = [
    { seen: [/2 failed/, /is not valid YAML/], next: text },
    { seen: [/listParcels: .*All parcels/, /createParcel: .*Created/], next: text.replace('All parcels', 'Every parcel') },
    { seen: [/listParcels: .*Every parcel/, /createParcel: .*Created/], next: broken },
    { seen: [/2 failed/, /is not valid YAML/], next: undefined },
  ]
  const child = spawn(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), '--watch'], { cwd: root })
  onTestFinished(() => void child.kill())
  let printed = ''
  const take = (chunk: Buffer): void => {
    printed += stripVTControlCharacters(chunk.toString())
    // Only when it listens again.
    const isSeen = /(?:Waiting|Watching) for file changes/.test(printed) && steps[0]?.seen.every((expected) => expected.test(printed))
    if (!isSeen) return
    const { next } = steps.shift()!
    printed = ''
    if (next === undefined) child.kill()
    else void write(next)
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  await new Promise((resolve) => child.on('close', resolve))
  expect(steps, printed).toEqual([])
})

it('has Vitest 5 keep no slices on the disk, by the name that the function has there', () => {
  const { configureVitest } = Slices({ specs: './openapi.yaml' }) as { configureVitest?(context: object): void }
  let keyOf = (_module: { id: string }): unknown => 'none'
  configureVitest?.({ defineCacheKeyGenerator: (generate: typeof keyOf) => void (keyOf = generate) })
  const ids = ['\0virtual:openapi-slices', '\0virtual:openapi-slices/parcels_GET', '/src/virtual:openapi-slices.js']
  expect(ids.map((id) => keyOf({ id }))).toEqual([false, false, undefined])
  expect(() => configureVitest?.({})).not.toThrow()
})
