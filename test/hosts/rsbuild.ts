import { createRsbuild, type RsbuildInstance } from '@rsbuild/core'
import Slices from '../../src/rsbuild.ts'
import { type Outcome, type Project, type TestHost, webpackOutcome } from './host.ts'

const rsbuildOf = ({ root, outDir, options, others = [] }: Project): Promise<RsbuildInstance> =>
  createRsbuild({
    cwd: root,
    config: {
      source: { entry: { index: './entry.js' } },
      output: { distPath: { root: outDir } },
      plugins: [options, ...others].map((each) => Slices(each)),
    },
  })

export const rsbuildHost: TestHost = {
  name: 'rsbuild',
  async build(project) {
    const rsbuild = await rsbuildOf(project)
    let outcome: Outcome | undefined
    // Also called for a build that failed, before it rejects.
    rsbuild.onAfterBuild(({ stats }) => {
      outcome = webpackOutcome(undefined, stats)
    })
    try {
      const { close } = await rsbuild.build()
      await close()
      return outcome!
    } catch (error) {
      return outcome ?? { failed: true, reports: [{ severity: 'error', text: String(error), place: undefined }] }
    }
  },
  async watch(project, onBuilt) {
    const rsbuild = await rsbuildOf(project)
    rsbuild.onAfterBuild(({ stats }) => onBuilt(webpackOutcome(undefined, stats)))
    return rsbuild.build({ watch: true })
  },
}
