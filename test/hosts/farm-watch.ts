// Runs as a process of its own, since Farm gives nobody a way to end its watcher: watches the project that is its argument.
import { watch } from '@farmfe/core'
import Slices from '../../src/farm.ts'
import type { Project } from './host.ts'

const { root, outDir, options } = JSON.parse(process.argv[2]!) as Project

await watch({
  root,
  compilation: { input: { index: './entry.js' }, output: { path: outDir, targetEnv: 'node' } },
  plugins: [Slices(options)],
})
