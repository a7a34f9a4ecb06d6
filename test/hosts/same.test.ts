import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import gulp from 'gulp'
import { beforeAll, expect, it, vi } from 'vitest'
import slices from '../../src/gulp.ts'
import { build, sliceOas } from '../cli/slice-oas.ts'
import { hosts } from './all.ts'
import { printedBy } from './output.ts'
import { built, filesIn, projectOf, sliced } from './project.ts'

vi.setConfig({ testTimeout: 120_000 })

beforeAll(build)

it('makes the same bytes in every bundler, in Gulp, with the command and with the API', async () => {
  vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000')
  vi.stubEnv('NODE_ENV', 'production')
  const project = await projectOf('parcels', { specs: './harbour/openapi.yaml', format: 'yaml', report: true })
  await cp(join(import.meta.dirname, '../../playground/specs/harbour'), join(project.root, 'harbour'), { recursive: true })
  const expected = await sliced({ input: './harbour/openapi.yaml', report: true })
  expect(Object.keys(expected)).toHaveLength(142)

  for (const host of hosts) {
    const { slices } = await built(host, { ...project, outDir: join(project.root, `dist-${host.name}`) })
    expect(slices, host.name).toEqual(expected)
  }
  await printedBy(() => pipeline(gulp.src('harbour/openapi.yaml'), slices({ report: true }), gulp.dest('by-gulp')))
  expect(await filesIn(join(project.root, 'by-gulp'))).toEqual(expected)
  const env = { SOURCE_DATE_EPOCH: '1700000000' }
  const { code, stderr } = await sliceOas(['harbour/openapi.yaml', '--output-dir', 'by-command', '--report'], { cwd: project.root, env })
  expect(code, stderr).toBe(0)
  const { '.openapi-slice.json': _manifest, ...byCommand } = await filesIn(join(project.root, 'by-command'))
  expect(byCommand).toEqual(expected)
})
