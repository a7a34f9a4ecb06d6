import { type RollupOptions, rollup, watch } from 'rollup'
import Slices from '../../src/rollup.ts'
import { failedBy, type Project, type Report, rollupReport, type TestHost } from './host.ts'

function optionsOf({ options, others = [] }: Project, warnings: Report[]): RollupOptions {
  return {
    input: 'entry.js',
    plugins: [options, ...others].map((each) => Slices(each)),
    onLog: (level, log) => {
      if (level === 'warn') warnings.push(rollupReport('warning', log))
      else console.log(log.message)
    },
  }
}

export const rollupHost: TestHost = {
  name: 'rollup',
  async build(project) {
    const warnings: Report[] = []
    try {
      const bundle = await rollup(optionsOf(project, warnings))
      await bundle.write({ dir: project.outDir })
      return { failed: false, reports: warnings }
    } catch (error) {
      return failedBy(error, warnings)
    }
  },
  async watch(project, onBuilt) {
    const watcher = watch({ ...optionsOf(project, []), output: { dir: project.outDir } })
    watcher.on('event', (event) => {
      if (event.code === 'BUNDLE_END') onBuilt({ failed: false, reports: [] })
      if (event.code === 'ERROR') onBuilt(failedBy(event.error))
    })
    return { close: () => watcher.close() }
  },
}
