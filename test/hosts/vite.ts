import { build, createServer, type InlineConfig, type Plugin, type PluginOption, type ViteDevServer } from 'vite'
import type { Options } from '../../src/index.ts'
import Slices from '../../src/vite.ts'
import { failedBy, type Project, type Report, rollupReport, type TestHost } from './host.ts'

const configOf = ({ root, outDir, options, others = [] }: Project, warnings: Report[]): InlineConfig => ({
  root,
  configFile: false,
  plugins: [options, ...others].map((each) => Slices(each)),
  build: {
    outDir,
    rolldownOptions: {
      input: `${root}/entry.js`,
      onwarn: (warning, show) => {
        warnings.push(rollupReport('warning', warning))
        show(warning)
      },
    },
  },
})

/** A development server for the description of a project, on a port of its own, before it listens. */
export const devServerOf = (
  root: string,
  options: Partial<Options> = {},
  plugins: PluginOption = Slices({ specs: './openapi.yaml', ...options }),
): Promise<ViteDevServer> =>
  createServer({ root, configFile: false, logLevel: 'silent', plugins: [plugins], server: { port: 0, host: '127.0.0.1' } })

export const viteHost: TestHost = {
  name: 'vite',
  async build(project) {
    const warnings: Report[] = []
    try {
      await build(configOf(project, warnings))
      return { failed: false, reports: warnings }
    } catch (error) {
      return failedBy(error, warnings)
    }
  },
  async watch(project, onBuilt, onChange) {
    const config = configOf(project, [])
    const observer: Plugin = { name: 'observer', watchChange: (file) => onChange?.(file) }
    const watcher = await build({ ...config, plugins: [...config.plugins!, observer], build: { ...config.build, watch: {} } })
    if (!('on' in watcher)) throw new Error('Vite gave no watcher')
    watcher.on('event', (event) => {
      if (event.code === 'BUNDLE_END') onBuilt({ failed: false, reports: [] })
      if (event.code === 'ERROR') onBuilt(failedBy(event.error))
    })
    return { close: () => watcher.close() }
  },
}
