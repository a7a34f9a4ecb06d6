import { type InputOptions, rolldown, watch } from 'rolldown'
import Slices from '../../src/rolldown.ts'
import { failedBy, type Project, passed, type TestHost } from './host.ts'

const optionsOf = ({ options, root }: Project): InputOptions => ({
  cwd: root,
  input: 'entry.js',
  plugins: [Slices(options)],
  onLog: (level, { message }) => console.log(`${level}: ${message}`),
})

export const rolldownHost: TestHost = {
  name: 'rolldown',
  async build(project) {
    try {
      const bundle = await rolldown(optionsOf(project))
      await bundle.write({ dir: project.outDir })
      await bundle.close()
      return passed
    } catch (error) {
      return failedBy(error)
    }
  },
  async watch(project, onBuilt) {
    const watcher = watch({ ...optionsOf(project), output: { dir: project.outDir } })
    watcher.on('event', (event) => {
      if (event.code === 'BUNDLE_END') onBuilt(passed)
      if (event.code === 'ERROR') onBuilt(failedBy(event.error))
    })
    return { close: () => watcher.close() }
  },
}
