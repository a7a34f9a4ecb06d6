import type { UnpluginBuildContext, UnpluginFactory, UnpluginInstance } from 'unplugin'
import type { Options } from './core/options/options.ts'
import { bunHooks, bunHost } from './host/bun.ts'
import { connectEsbuild } from './host/esbuild.ts'
import { farmHooks, farmHost } from './host/farm.ts'
import { type Host, PLUGIN } from './host/host.ts'
import { type Native, unknownNative } from './host/native.ts'
import { isRollupContext, keepsAssets, rolldownHooks, rollupHooks, rollupHost } from './host/rollup.ts'
import { rsbuildHooks } from './host/rsbuild.ts'
import { viteHooks } from './host/vite.ts'
import { createVirtualModules, type VirtualModules } from './host/virtual.ts'
import { connectWebpack, webpackContextOf, webpackHost } from './host/webpack.ts'
import { createSlicing } from './slicing.ts'

/**
 * The plugin for every bundler: slices the declared descriptions at the start of a build and adds the slices, their
 * `index.csv` and `problems.json` to its assets. Without options it reads `unplugin.config.ts`.
 */
export const factory: UnpluginFactory<Options | undefined, false> = (options, { framework }) => {
  const slicing = createSlicing(options)
  const virtual = createVirtualModules(slicing)
  const native = unknownNative()
  return {
    name: PLUGIN,
    async buildStart(input?: object) {
      // Only Rollup and its relatives tell of the build here.
      if (input) virtual.join(input)
      // esbuild is connected by its own hooks.
      if (framework === 'esbuild') return
      // While developing, Vite's server is who slices.
      if (native.isServing) return
      const host = framework === 'farm' ? farmHost(native) : hostOf(this, native, virtual)
      await virtual.begin(host)
    },
    vite: { ...rollupHooks(slicing, virtual, native), ...viteHooks(slicing, virtual, native) },
    rollup: rollupHooks(slicing, virtual, native),
    rolldown: rolldownHooks(slicing, virtual, native),
    webpack: (compiler) => connectWebpack(compiler, slicing, virtual, native),
    rspack: (compiler) => connectWebpack(compiler, slicing, virtual, native),
    rsbuild: rsbuildHooks(slicing, virtual, native),
    farm: farmHooks(slicing, virtual, native),
    bun: bunHooks(virtual),
    esbuild: { setup: (build) => connectEsbuild(build, virtual) },
  }
}

/** What a bundler's configuration takes, by bundler. An entry makes only its own, so that the others are not loaded. */
export type Plugins = UnpluginInstance<Options | undefined, false>

/** @returns undefined where nothing is to be sliced for */
function hostOf(context: UnpluginBuildContext, native: Native, virtual: VirtualModules): Host | undefined {
  const webpack = webpackContextOf(context)
  if (webpack) return native.keepsAssets(webpack.compiler.name) ? webpackHost(context, webpack, native) : undefined
  if (!isRollupContext(context)) return bunHost(context, virtual)
  return !native.isServing && keepsAssets(context) ? rollupHost(context, native) : undefined
}
