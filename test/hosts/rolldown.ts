import { type InputOptions, type Plugin, rolldown, watch } from 'rolldown'
import Slices from '../../src/rolldown.ts'
import { failedBy, type Project, type Report, rollupReport, type TestHost } from './host.ts'

function optionsOf({ options, root, others = [] }: Project, warnings: Report[]): InputOptions {
  return {
    cwd: root,
    input: 'entry.js',
    plugins: [options, ...others].map((each) => Slices(each)),
    onLog: (level, log) => {
      if (level === 'warn') warnings.push(rollupReport('warning', log))
      else console.log(log.message)
    },
  }
}

export const rolldownHost: TestHost = {
  name: 'rolldown',
  async build(project) {
    const warnings: Report[] = []
    try {
      const bundle = await rolldown(optionsOf(project, warnings))
      await bundle.write({ dir: project.outDir })
      await bundle.close()
      return { failed: false, reports: warnings }
    } catch (error) {
      return failedBy(error, warnings)
    }
  },
  async watch(project, onBuilt, onChange) {
    const options = optionsOf(project, [])
    const observer: Plugin = { name: 'observer', watchChange: (file) => onChange?.(file) }
    const watcher = watch({ ...options, plugins: [options.plugins, observer], output: { dir: project.outDir } })
    watcher.on('event', (event) => {
      if (event.code === 'BUNDLE_END') onBuilt({ failed: false, reports: [] })
      if (event.code === 'ERROR') onBuilt(failedBy(event.error))
    })
    return { close: () => watcher.close() }
  },
}
