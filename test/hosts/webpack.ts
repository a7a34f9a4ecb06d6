import webpack from 'webpack'
import Slices from '../../src/webpack.ts'
import { type Outcome, type Project, type TestHost, webpackOutcome } from './host.ts'

const configOf = ({ root, outDir, options, others = [] }: Project): webpack.Configuration => ({
  mode: 'production',
  context: root,
  entry: './entry.js',
  output: { path: outDir },
  plugins: [options, ...others].map((each) => Slices(each)),
})

export const webpackHost: TestHost = {
  name: 'webpack',
  async build(project) {
    const compiler = webpack(configOf(project))
    const outcome = await new Promise<Outcome>((resolve) => compiler.run((error, stats) => resolve(webpackOutcome(error, stats))))
    await new Promise((resolve) => compiler.close(resolve))
    return outcome
  },
  async watch(project, onBuilt) {
    const compiler = webpack(configOf(project))
    compiler.watch({ aggregateTimeout: 20 }, (error, stats) => onBuilt(webpackOutcome(error, stats)))
    return { close: () => new Promise((resolve) => compiler.close(() => resolve())) }
  },
}
