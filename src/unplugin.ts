import type { UnpluginBuildContext, UnpluginFactory, UnpluginInstance } from 'unplugin'
import type { Options } from './core/options/options.ts'
import { bunHost } from './host/bun.ts'
import { connectEsbuild } from './host/esbuild.ts'
import { farmHooks, farmHost } from './host/farm.ts'
import { type Host, PLUGIN } from './host/host.ts'
import { type Native, unknownNative } from './host/native.ts'
import { isRollupContext, rolldownHooks, rollupHooks, rollupHost } from './host/rollup.ts'
import { rsbuildHooks } from './host/rsbuild.ts'
import { viteHooks } from './host/vite.ts'
import { removeStale, webpackContextOf, webpackHost } from './host/webpack.ts'
import { createSlicing } from './slicing.ts'

/**
 * The plugin for every bundler: slices the declared descriptions at the start of a build and adds the slices, their
 * `index.csv` and `problems.json` to its assets. Without options it reads `unplugin.config.ts`.
 */
export const factory: UnpluginFactory<Options | undefined, false> = (options, { framework }) => {
  const slicing = createSlicing(options)
  const native = unknownNative()
  return {
    name: PLUGIN,
    async buildStart() {
      // esbuild is connected by its own hooks.
      if (framework === 'esbuild') return
      if (native.isServing) return tellServing(native)
      const host = framework === 'farm' ? farmHost(native) : hostOf(this, native)
      if (host) await slicing.run(host)
    },
    vite: { ...rollupHooks(slicing, native), ...viteHooks(native, (file) => slicing.files.has(file)) },
    rollup: rollupHooks(slicing, native),
    rolldown: rolldownHooks(slicing, native),
    webpack: (compiler) => removeStale(compiler, slicing),
    rspack: (compiler) => removeStale(compiler, slicing),
    rsbuild: rsbuildHooks(slicing, native),
    farm: farmHooks(slicing, native),
    esbuild: { setup: (build) => connectEsbuild(build, slicing) },
  }
}

/** What a bundler's configuration takes, by bundler. An entry makes only its own, so that the others are not loaded. */
export type Plugins = UnpluginInstance<Options | undefined, false>

/** @returns undefined where nothing is to be sliced for */
function hostOf(context: UnpluginBuildContext, native: Native): Host | undefined {
  const webpack = webpackContextOf(context)
  if (webpack) return native.keepsAssets(webpack.compiler.name) ? webpackHost(context, webpack, native) : undefined
  return isRollupContext(context) ? rollupHost(context, native) : bunHost(context)
}

/** A development server of Vite keeps no assets. Vitest is one too, and nobody asked it for slices. */
function tellServing({ log }: Native): void {
  if (!process.env['VITEST']) log?.(`${PLUGIN}: the slices are made by the build, not by the development server.`)
}
