import { build } from '@farmfe/core'
import Slices from '../../src/farm.ts'
import { failedBy, passed, type TestHost } from './host.ts'

export const farmHost: TestHost = {
  name: 'farm',
  async build({ root, outDir, options }) {
    try {
      await build({
        root,
        compilation: { input: { index: './entry.js' }, output: { path: outDir, targetEnv: 'node' }, persistentCache: false },
        plugins: [Slices(options)],
      })
      return passed
    } catch (error) {
      return failedBy(error)
    }
  },
}
