import { cp, rm, writeFile } from 'node:fs/promises'
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
import { type BuildModules, createVirtualModules } from '../../src/host/virtual.ts'
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
import { filesIn, FIXTURES, projectOf } from './project.ts'

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

const IMPORTING = "import { endpoints } from 'virtual:openapi-slices'\nconsole.log(endpoints)\n"

/** What the program of a project has of two descriptions. */
async function importedBy({ outDir }: Project): Promise<string[]> {
  const files = Object.entries(await filesIn(outDir)).filter(([file]) => file.endsWith('.js'))
  return ['/parcels', '/what'].filter((path) => files.some(([, text]) => text.includes(path)))
}

async function importing(fixture: string): Promise<Project> {
  const project = await projectOf(fixture)
  await writeFile(join(project.root, 'entry.js'), IMPORTING)
  return project
}

describe.each(Object.entries(HOSTS))('%s, one instance in several builds', (name, { plugin, of }) => {
  it('slices for each what is in its root folder', async () => {
    const projects = [await importing('parcels'), await importing('names')]
    const plugins = [plugin({ specs: './openapi.yaml' })]
    await printedBy(async () => {
      for (const project of [...projects, projects[0]!]) {
        process.chdir(project.root)
        const { options, build } = of(project)
        Object.assign(options, { plugins })
        await build()
      }
    })
    expect(await Promise.all(projects.map(importedBy))).toEqual([['/parcels'], ['/what']])
    // Farm itself drops what a plugin object emits in a second build.
    if (name === 'farm') return
    for (const [index, slice] of ['parcels_GET.yaml', 'what_GET.yaml'].entries()) {
      const slices = Object.keys(await filesIn(projects[index]!.outDir)).filter((file) => file.startsWith('slices/'))
      expect(slices).toContain(`slices/${slice}`)
      expect(slices).not.toContain(`slices/${['what_GET.yaml', 'parcels_GET.yaml'][index]}`)
    }
  })

  it('has what stands beside it in each, and nothing of others', async () => {
    const project = await importing('parcels')
    await cp(join(FIXTURES, 'names/openapi.yaml'), join(project.root, 'other.yaml'))
    const [shop, admin] = ['./openapi.yaml', './other.yaml'].map((specs, index) => plugin({ specs, assetsDir: `slices/${index}` }))
    const seen: string[][] = []
    await printedBy(async () => {
      for (const plugins of [[shop, admin], [shop], [shop, admin], [admin]]) {
        await rm(project.outDir, { recursive: true, force: true })
        const { options, build } = of(project)
        Object.assign(options, { plugins })
        await build()
        seen.push(await importedBy(project))
      }
    })
    expect(seen).toEqual([['/parcels', '/what'], ['/parcels'], ['/parcels', '/what'], ['/what']])
  })

  // Rollup's working folder is that of the process. The hooks of the others do not tell of which build they are.
  it.skipIf(['rollup', 'rolldown', 'farm'].includes(name))('keeps apart builds at the same time', async () => {
    const projects = [await importing('parcels'), await importing('names')]
    const shared = plugin({ specs: './openapi.yaml', assetsDir: 'slices/shared' })
    const plugins = [[shared, plugin({ specs: './openapi.yaml', assetsDir: 'slices/own' })], [shared]]
    await printedBy(async () => {
      const reused = projects.map((project) => of(project))
      for (const [index, { options }] of reused.entries()) Object.assign(options, { plugins: plugins[index] })
      await Promise.all(reused.map(({ build }) => build()))
    })
    expect(await Promise.all(projects.map(importedBy))).toEqual([['/parcels'], ['/what']])
    const files = await Promise.all(projects.map(async ({ outDir }) => Object.keys(await filesIn(outDir))))
    expect(files[0]).toEqual(expect.arrayContaining(['slices/own/parcels_GET.yaml', 'slices/shared/parcels_GET.yaml']))
    expect(files[1]).toEqual(expect.arrayContaining(['slices/shared/what_GET.yaml']))
  })
})

describe('a host', () => {
  it('is told once that a build fails, whatever else is wrong', async () => {
    const { root } = await projectOf('parcels')
    const build = {}
    const instances = Array.from({ length: 2 }, () => createVirtualModules(createSlicing({ specs: './openapi.yaml' })).join(build))
    const told = async (instance: BuildModules): Promise<string[]> => {
      const texts: string[] = []
      const fail = (diagnostics: readonly Diagnostic[]): void => void texts.push(diagnostics.map(({ text }) => text).join('\n\n'))
      await instance.begin({ ...noHost, root, fail })
      return texts
    }
    const [first, second] = instances as [BuildModules, BuildModules]
    expect(await told(first)).toEqual([])
    expect(await told(second)).toEqual([expect.stringContaining('in the same folder slices.')])
    await writeFile(join(root, 'openapi.yaml'), 'openapi: [\n')
    expect(await told(first)).toEqual([expect.stringContaining('openapi.yaml')])
  })
})
