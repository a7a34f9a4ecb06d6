import { createRsbuild, type RsbuildInstance } from '@rsbuild/core'
import Slices from '../../src/rsbuild.ts'
import { failedBy, type Project, passed, type TestHost } from './host.ts'

const rsbuildOf = ({ root, outDir, options }: Project): Promise<RsbuildInstance> =>
  createRsbuild({
    cwd: root,
    config: { source: { entry: { index: './entry.js' } }, output: { distPath: { root: outDir } }, plugins: [Slices(options)] },
  })

export const rsbuildHost: TestHost = {
  name: 'rsbuild',
  async build(project) {
    const rsbuild = await rsbuildOf(project)
    try {
      const { close } = await rsbuild.build()
      await close()
      return passed
    } catch (error) {
      return failedBy(error)
    }
  },
  async watch(project, onBuilt) {
    const rsbuild = await rsbuildOf(project)
    rsbuild.onAfterBuild(({ stats }) => onBuilt({ failed: stats?.hasErrors() ?? true, messages: stats?.toString({ colors: false }) ?? '' }))
    return rsbuild.build({ watch: true })
  },
}
