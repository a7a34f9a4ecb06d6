import { type Configuration, rspack } from '@rspack/core'
import Slices from '../../src/rspack.ts'
import { type Outcome, type Project, type TestHost, webpackOutcome } from './host.ts'

const configOf = ({ root, outDir, options, others = [] }: Project): Configuration => ({
  mode: 'production',
  context: root,
  entry: './entry.js',
  output: { path: outDir },
  plugins: [options, ...others].map((each) => Slices(each)),
})

export const rspackHost: TestHost = {
  name: 'rspack',
  async build(project) {
    const compiler = rspack(configOf(project))
    const outcome = await new Promise<Outcome>((resolve) => compiler.run((error, stats) => resolve(webpackOutcome(error, stats))))
    await new Promise((resolve) => compiler.close(resolve))
    return outcome
  },
  async watch(project, onBuilt) {
    const compiler = rspack(configOf(project))
    compiler.watch({ aggregateTimeout: 20 }, (error, stats) => onBuilt(webpackOutcome(error, stats)))
    return { close: () => new Promise((resolve) => compiler.close(() => resolve())) }
  },
}
