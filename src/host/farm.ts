import type { UnpluginOptions } from 'unplugin'
import type { Native } from './native.ts'

type FarmPlugin = NonNullable<UnpluginOptions['farm']>

/** The hooks that only Farm has. */
export function farmHooks(native: Native): FarmPlugin {
  return {
    configResolved({ root }) {
      native.root = root
    },
  }
}
