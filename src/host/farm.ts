import type { UnpluginOptions } from 'unplugin'
import type { Native } from './native.ts'

type FarmPlugin = NonNullable<UnpluginOptions['farm']>

/** The hooks that only Farm has. */
export function farmHooks(native: Native): FarmPlugin {
  return {
    configResolved({ root, compilation }) {
      native.root = root
      // `farm watch` and `farm start` are in development mode, and end when a plugin throws. So may `farm build` be.
      native.isFragile = compilation?.mode === 'development'
    },
  }
}
