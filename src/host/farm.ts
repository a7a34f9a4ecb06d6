import type { UnpluginOptions } from 'unplugin'
import { consoleHost, saidOf } from './console.ts'
import type { Host } from './host.ts'
import type { Native } from './native.ts'
import { IMPORTED } from './virtual-ids.ts'
import type { Work, Works } from './work.ts'

type FarmPlugin = NonNullable<UnpluginOptions['farm']>

/** What of a hook's context is needed. */
interface FarmContext {
  emitFile(file: { resolvedPath: string; name: string; content: number[]; resourceType: string }): void
}

/** Files are emitted at the end, see there. Farm takes a watched file for a module, and starts a build only once. */
export const farmHost = ({ root = process.cwd(), isFragile }: Native): Host => ({
  ...consoleHost,
  root,
  emit: () => {},
  fail: (diagnostics) => {
    if (!isFragile) return consoleHost.fail(diagnostics)
    console.error(saidOf(diagnostics))
    process.exitCode = 1
  },
})

/** The hooks that only Farm has. */
export function farmHooks(works: Works, native: Native): FarmPlugin {
  const work = (): Work => works(native.root ?? process.cwd())
  return {
    configResolved(config) {
      const { root, compilation } = config
      native.root = root
      work().virtual.join(config)
      // `farm watch` and `farm start` are in development mode, and end when a plugin throws. So may `farm build` be.
      native.isFragile = compilation?.mode === 'development'
    },
    resolve: {
      filters: { sources: [IMPORTED.source], importers: ['.*'] },
      executor: ({ source }) => ({ resolvedPath: source, external: false, sideEffects: false, query: [], meta: {} }),
    },
    load: {
      filters: { resolvedPaths: [IMPORTED.source] },
      executor: async ({ resolvedPath }) => ({
        content: await work().virtual.latest.code(resolvedPath, farmHost(native)),
        moduleType: 'js',
      }),
    },
    // Of files that are emitted earlier, Farm's cache, which is on by default, leaves nothing.
    finish: {
      executor(_, context) {
        const farm = context as FarmContext
        for (const [name, bytes] of work().slicing.last.files) {
          farm.emitFile({ resolvedPath: name, name, content: [...bytes], resourceType: 'asset' })
        }
      },
    },
  }
}
