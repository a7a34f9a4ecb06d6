import { createUnplugin, type UnpluginBuildContext, type UnpluginInstance } from 'unplugin'
import type { Options } from './core/options/options.ts'
import { consoleHost } from './host/console.ts'
import { connectEsbuild } from './host/esbuild.ts'
import { farmHooks } from './host/farm.ts'
import { type Host, PLUGIN } from './host/host.ts'
import { type Native, unknownNative } from './host/native.ts'
import { isRollupContext, rollupHost } from './host/rollup.ts'
import { rsbuildHooks } from './host/rsbuild.ts'
import { viteHooks } from './host/vite.ts'
import { webpackContextOf, webpackHost } from './host/webpack.ts'
import { createSlicing } from './slicing.ts'

/**
 * The plugin for every bundler: slices the declared descriptions at the start of a build and adds the slices, their
 * `index.csv` and `problems.json` to its assets. Without options it reads `unplugin.config.ts`.
 */
export const unplugin: UnpluginInstance<Options | undefined, false> = createUnplugin((options: Options | undefined, { framework }) => {
  const slicing = createSlicing(options)
  const native = unknownNative()
  const isAsset = (file: string): boolean => slicing.assets.has(file)
  return {
    name: PLUGIN,
    async buildStart() {
      // esbuild is connected by its own hooks.
      if (framework === 'esbuild') return
      if (native.isServing) tellServing(native)
      else await slicing.run(hostOf(this, native))
    },
    vite: viteHooks(native, isAsset),
    rsbuild: rsbuildHooks(native, isAsset),
    farm: farmHooks(native),
    esbuild: { setup: (build) => connectEsbuild(build, slicing) },
  }
})

function hostOf(context: UnpluginBuildContext, native: Native): Host {
  const webpack = webpackContextOf(context)
  if (webpack) return webpackHost(context, webpack, native)
  return isRollupContext(context) ? rollupHost(context, native) : consoleHost(context, native)
}

/** A development server of Vite keeps no assets. Vitest is one too, and nobody asked it for slices. */
function tellServing({ log }: Native): void {
  if (!process.env['VITEST']) log?.(`${PLUGIN}: the slices are made by the build, not by the development server.`)
}
