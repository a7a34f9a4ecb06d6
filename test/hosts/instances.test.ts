import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build as esbuild } from 'esbuild'
import { build as farm } from '@farmfe/core'
import { createRsbuild } from '@rsbuild/core'
import { rspack } from '@rspack/core'
import { rolldown } from 'rolldown'
import { rollup } from 'rollup'
import { build as vite } from 'vite'
import { describe, expect, it, vi } from 'vitest'
import webpack from 'webpack'
import ofEsbuild from '../../src/esbuild.ts'
import ofFarm from '../../src/farm.ts'
import { type Diagnostic, noHost } from '../../src/host/host.ts'
import { createVirtualModules, type VirtualModules } from '../../src/host/virtual.ts'
import type { Options } from '../../src/index.ts'
import ofRolldown from '../../src/rolldown.ts'
import ofRollup from '../../src/rollup.ts'
import ofRsbuild from '../../src/rsbuild.ts'
import ofRspack from '../../src/rspack.ts'
import { createSlicing } from '../../src/slicing.ts'
import ofVite from '../../src/vite.ts'
import ofWebpack from '../../src/webpack.ts'
import { type Project, webpackOutcome } from './host.ts'
import { printedBy } from './output.ts'
import { filesIn, projectOf } from './project.ts'

vi.setConfig({ testTimeout: 60_000 })

/** A host's options, which are without plugins at first, and a build of what they are by then. */
interface Reused {
  options: object
  build(): Promise<unknown>
}

interface Compiler {
  run(done: (error: unknown, stats: Parameters<typeof webpackOutcome>[1]) => void): void
  close(done: () => void): void
}

const compiled = (compiler: Compiler): Promise<void> =>
  new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      const { failed, reports } = webpackOutcome(error, stats)
      compiler.close(() => (failed ? reject(new Error(reports[0]?.text)) : resolve()))
    })
  })

const HOSTS: Record<string, { plugin(options: Options): unknown; of(project: Project): Reused }> = {
  esbuild: {
    plugin: ofEsbuild,
    of({ root, outDir }) {
      const options = { absWorkingDir: root, entryPoints: ['./entry.js'], bundle: true, outdir: outDir, logLevel: 'silent' as const }
      return { options, build: () => esbuild(options) }
    },
  },
  rollup: {
    plugin: ofRollup,
    of({ outDir }) {
      const options = { input: 'entry.js' }
      return { options, build: async () => (await rollup(options)).write({ dir: outDir }) }
    },
  },
  rolldown: {
    plugin: ofRolldown,
    of({ root, outDir }) {
      const options = { cwd: root, input: 'entry.js' }
      return { options, build: async () => (await rolldown(options)).write({ dir: outDir }) }
    },
  },
  vite: {
    plugin: ofVite,
    of({ root, outDir }) {
      const options = { root, configFile: false as const, build: { outDir, rolldownOptions: { input: `${root}/entry.js` } } }
      return { options, build: () => vite(options) }
    },
  },
  webpack: {
    plugin: ofWebpack,
    of({ root, outDir }) {
      const options = { mode: 'production' as const, context: root, entry: './entry.js', output: { path: outDir } }
      return { options, build: () => compiled(webpack(options)) }
    },
  },
  rspack: {
    plugin: ofRspack,
    of({ root, outDir }) {
      const options = { mode: 'production' as const, context: root, entry: './entry.js', output: { path: outDir } }
      return { options, build: () => compiled(rspack(options)) }
    },
  },
  rsbuild: {
    plugin: ofRsbuild,
    of({ root, outDir }) {
      const options = { source: { entry: { index: './entry.js' } }, output: { distPath: { root: outDir } } }
      return { options, build: async () => (await (await createRsbuild({ cwd: root, config: options })).build()).close() }
    },
  },
  farm: {
    plugin: ofFarm,
    of({ root, outDir }) {
      const options = {
        root,
        compilation: { input: { index: './entry.js' }, output: { path: outDir, targetEnv: 'node' as const }, persistentCache: false },
      }
      return { options, build: () => farm(options) }
    },
  },
}

describe.each(Object.entries(HOSTS))('%s', (_, { plugin, of }) => {
  it('builds from the same object of options again, with the same instances and with new ones', async () => {
    const project = await projectOf('parcels')
    const { options, build } = of(project)
    const instances = (): unknown[] => ['slices/one', 'slices/two'].map((assetsDir) => plugin({ specs: './openapi.yaml', assetsDir }))
    await printedBy(async () => {
      Object.assign(options, { plugins: instances() })
      await build()
      await build()
      Object.assign(options, { plugins: instances() })
      await build()
    })
    expect(Object.keys(await filesIn(project.outDir))).toEqual(expect.arrayContaining(['slices/one/index.csv', 'slices/two/index.csv']))
  })
})

describe('a host', () => {
  it('is told once that a build fails, whatever else is wrong', async () => {
    const { root } = await projectOf('parcels')
    const build = {}
    const instances = Array.from({ length: 2 }, () => createVirtualModules(createSlicing({ specs: './openapi.yaml' })))
    for (const instance of instances) instance.join(build)
    const told = async (instance: VirtualModules): Promise<string[]> => {
      const texts: string[] = []
      const fail = (diagnostics: readonly Diagnostic[]): void => void texts.push(diagnostics.map(({ text }) => text).join('\n\n'))
      await instance.begin({ ...noHost, root, fail })
      return texts
    }
    const [first, second] = instances as [VirtualModules, VirtualModules]
    expect(await told(first)).toEqual([])
    expect(await told(second)).toEqual([expect.stringContaining('in the same folder slices.')])
    await writeFile(join(root, 'openapi.yaml'), 'openapi: [\n')
    expect(await told(first)).toEqual([expect.stringContaining('openapi.yaml')])
  })
})
