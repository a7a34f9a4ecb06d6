import type { UnpluginBuildContext, UnpluginFactory, UnpluginInstance } from 'unplugin'
import type { Options } from './core/options/options.ts'
import { bunHooks, bunHost } from './host/bun.ts'
import { connectEsbuild } from './host/esbuild.ts'
import { farmHooks, farmHost } from './host/farm.ts'
import { type Host, PLUGIN } from './host/host.ts'
import { type Native, unknownNative } from './host/native.ts'
import { isRollupContext, keepsAssets, rollupHooks, rollupHost, rootOf } from './host/rollup.ts'
import { rsbuildHooks } from './host/rsbuild.ts'
import { viteHooks } from './host/vite.ts'
import type { BuildModules } from './host/virtual.ts'
import { connectWebpack, webpackContextOf, webpackHost } from './host/webpack.ts'
import { createWorks, type Works } from './host/work.ts'

/**
 * The plugin for every bundler: slices the declared descriptions at the start of a build and adds the slices, their
 * `index.csv` and `problems.json` to its assets. Without options it reads `unplugin.config.ts`.
 */
export const factory: UnpluginFactory<Options | undefined, false> = (options, { framework }) => {
  const works = createWorks(options)
  const native = unknownNative()
  return {
    name: PLUGIN,
    async buildStart(input?: Input) {
      // esbuild is connected by its own hooks, and while developing, Vite's server is who slices.
      if (framework === 'esbuild' || native.isServing) return
      if (framework === 'rolldown') native.root = input?.cwd
      // Vite's plugins have joined by its configuration, which is one for all environments.
      const joined = framework === 'vite' ? undefined : input
      const { modules, host } = framework === 'farm' ? farmBuild(works, native) : buildOf(this, joined, works, native)
      await modules.begin(host)
    },
    vite: { ...rollupHooks(works, native), ...viteHooks(works, native) },
    rollup: rollupHooks(works, native),
    rolldown: rollupHooks(works, native),
    webpack: (compiler) => connectWebpack(compiler, works, native),
    rspack: (compiler) => connectWebpack(compiler, works, native),
    rsbuild: rsbuildHooks(works, native),
    farm: farmHooks(works, native),
    bun: bunHooks(works),
    esbuild: { setup: (build) => connectEsbuild(build, works) },
  }
}

/** What a bundler's configuration takes, by bundler. An entry makes only its own, so that the others are not loaded. */
export type Plugins = UnpluginInstance<Options | undefined, false>

/** Only Rollup and its relatives tell of the build at its start. The working folder is told by Rolldown. */
interface Input {
  cwd?: string
}

interface Start {
  modules: BuildModules
  /** Undefined where nothing is to be sliced for. */
  host: Host | undefined
}

const farmBuild = (works: Works, native: Native): Start => {
  const host = farmHost(native)
  return { modules: works(host.root).virtual.latest, host }
}

function buildOf(context: UnpluginBuildContext, input: Input | undefined, works: Works, native: Native): Start {
  const webpack = webpackContextOf(context)
  if (webpack) {
    const { compiler } = webpack
    const host = native.keepsAssets(compiler.name) ? webpackHost(context, webpack, native) : undefined
    return { modules: works(compiler.context).virtual.join(compiler), host }
  }
  if (!isRollupContext(context)) {
    const modules = works(process.cwd()).virtual.latest
    return { modules, host: bunHost(context, modules) }
  }
  const { virtual } = works(rootOf(context, native))
  const modules = input ? virtual.join(input) : virtual.latest
  return { modules, host: keepsAssets(context) ? rollupHost(context, native) : undefined }
}
