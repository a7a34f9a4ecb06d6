import { type RollupOptions, type RollupWatcherEvent, rollup, watch } from 'rollup'
import Slices from '../../src/rollup.ts'
import { failedBy, type Outcome, type Project, passed, type TestHost } from './host.ts'

const optionsOf = ({ options }: Project): RollupOptions => ({
  input: 'entry.js',
  plugins: [Slices(options)],
  onLog: (level, { message }) => console.log(`${level}: ${message}`),
})

export const rollupHost: TestHost = {
  name: 'rollup',
  async build(project) {
    try {
      const bundle = await rollup(optionsOf(project))
      await bundle.write({ dir: project.outDir })
      return passed
    } catch (error) {
      return failedBy(error)
    }
  },
  async watch(project, onBuilt) {
    const watcher = watch({ ...optionsOf(project), output: { dir: project.outDir } })
    watcher.on('event', (event) => tell(event, onBuilt))
    return { close: () => watcher.close() }
  },
}

function tell(event: RollupWatcherEvent, onBuilt: (outcome: Outcome) => void): void {
  if (event.code === 'BUNDLE_END') onBuilt(passed)
  if (event.code === 'ERROR') onBuilt(failedBy(event.error))
}
