import { build, type InlineConfig } from 'vite'
import Slices from '../../src/vite.ts'
import { failedBy, type Project, passed, type TestHost } from './host.ts'

const configOf = ({ root, outDir, options }: Project): InlineConfig => ({
  root,
  configFile: false,
  plugins: [Slices(options)],
  build: { outDir, rolldownOptions: { input: `${root}/entry.js` } },
})

export const viteHost: TestHost = {
  name: 'vite',
  async build(project) {
    try {
      await build(configOf(project))
      return passed
    } catch (error) {
      return failedBy(error)
    }
  },
  async watch(project, onBuilt) {
    const config = configOf(project)
    const watcher = await build({ ...config, build: { ...config.build, watch: {} } })
    if (!('on' in watcher)) throw new Error('Vite gave no watcher')
    watcher.on('event', (event) => {
      if (event.code === 'BUNDLE_END') onBuilt(passed)
      if (event.code === 'ERROR') onBuilt(failedBy(event.error))
    })
    return { close: () => watcher.close() }
  },
}
