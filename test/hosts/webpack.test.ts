import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rspack } from '@rspack/core'
import { beforeAll, expect, it, vi } from 'vitest'
import webpack from 'webpack'
import { build } from '../cli/slice-oas.ts'
import ofRspack from '../../src/rspack.ts'
import ofWebpack from '../../src/webpack.ts'
import { webpackOutcome } from './host.ts'
import { filesIn, projectOf } from './project.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

beforeAll(build)

const DESCRIPTION = `openapi: 3.1.0
info: { title: Drawings, version: 1.0.0 }
paths:
  /drawings/ä: { get: { operationId: drawings, responses: { '200': { description: All drawings } } } }
`

type Run = (done: (error: unknown, stats: Parameters<typeof webpackOutcome>[1]) => void) => void

const HOSTS: Record<string, (options: object) => { run: Run }> = {
  webpack: (options) => webpack({ ...options, plugins: [ofWebpack({ specs: './openapi.yaml' })] }),
  rspack: (options) => rspack({ ...options, plugins: [ofRspack({ specs: './openapi.yaml' })] }),
}

it.each(Object.entries(HOSTS))(
  '%s: a rule of the user for queries does not take the slices whose names have its letters',
  async (_, compilerOf) => {
    const { root, outDir } = await projectOf('parcels')
    await writeFile(join(root, 'openapi.yaml'), DESCRIPTION)
    await writeFile(
      join(root, 'entry.js'),
      "import { endpoints } from 'virtual:openapi-slices'\nimport slice from 'virtual:openapi-slices/drawings'\nconsole.log(endpoints, slice.info.title)\n",
    )
    const compiler = compilerOf({
      mode: 'production',
      context: root,
      entry: './entry.js',
      output: { path: outDir },
      module: { rules: [/raw/, /url/, /slice/, /virtual/].map((resourceQuery) => ({ resourceQuery, type: 'asset/source' })) },
    })
    const { failed, reports } = await new Promise<ReturnType<typeof webpackOutcome>>((resolve) =>
      compiler.run((error, stats) => resolve(webpackOutcome(error, stats))),
    )
    expect(failed, reports.map(({ text }) => text).join('\n')).toBe(false)
    const { 'main.js': program } = await filesIn(outDir)
    const said: unknown[][] = []
    new Function('console', program!)({ log: (...values: unknown[]) => said.push(values) })
    expect(said).toEqual([[[expect.objectContaining({ operationId: 'drawings' })], 'Drawings']])
  },
)
