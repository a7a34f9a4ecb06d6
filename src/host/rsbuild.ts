import type { UnpluginOptions } from 'unplugin'
import type { Native } from './native.ts'
import { type Compiler, connectWebpack } from './webpack.ts'
import type { Works } from './work.ts'

type RsbuildPlugin = NonNullable<UnpluginOptions['rsbuild']>

/** What Rsbuild itself leaves out of its list of files; a filter of one's own replaces it. */
const LEFT_OUT = /\.(?:map|LICENSE\.txt|d\.(?:ts|mts|cts))$/

/** The hooks that only Rsbuild has. */
export function rsbuildHooks(works: Works, native: Native): RsbuildPlugin {
  return {
    setup(api) {
      native.keepsAssets = (environment) => api.getNormalizedConfig({ environment: environment! }).output.emitAssets
      api.modifyRspackConfig(({ plugins }) => {
        plugins?.push({ apply: (compiler: Compiler) => connectWebpack(compiler, works, native) })
      })
      native.log = (text) => api.logger.info(text)
      // It prints a line for each file. Thousands of slices would bury the rest; our summary has their number.
      api.modifyEnvironmentConfig(({ performance }) => {
        if (performance.printFileSize === false) return
        const given = performance.printFileSize === true ? {} : performance.printFileSize
        const exclude = given.exclude ?? (({ name }) => LEFT_OUT.test(name))
        const { slicing } = works(api.context.rootPath)
        performance.printFileSize = { ...given, exclude: (asset) => slicing.last.files.has(asset.name) || exclude(asset) }
      })
    },
  }
}
