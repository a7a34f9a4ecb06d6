import { join } from 'node:path'
import { build } from '@farmfe/core'
import Slices from '../../src/farm.ts'
import type { Outcome, TestHost } from './host.ts'
import { watchProcess } from './watch-process.ts'

/** Node 20 does not run TypeScript by itself. */
const JITI = join(import.meta.dirname, '../../node_modules/jiti/lib/jiti-cli.mjs')

const passed: Outcome = { failed: false, reports: [] }

const failed = (text: string): Outcome => ({ failed: true, reports: [{ severity: 'error', text, place: undefined }] })

export const farmHost: TestHost = {
  name: 'farm',
  async build({ root, outDir, options, others = [] }) {
    try {
      await build({
        root,
        compilation: { input: { index: './entry.js' }, output: { path: outDir, targetEnv: 'node' } },
        plugins: [options, ...others].map((each) => Slices(each)),
      })
      return passed
    } catch (error) {
      return failed(String(error))
    }
  },
  async watch(project, onBuilt) {
    return watchProcess(process.execPath, [JITI, join(import.meta.dirname, 'farm-watch.ts')], project, onBuilt)
  },
}
