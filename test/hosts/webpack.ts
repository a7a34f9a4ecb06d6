import webpack from 'webpack'
import Slices from '../../src/webpack.ts'
import { failedBy, type Outcome, type Project, type TestHost } from './host.ts'

const configOf = ({ root, outDir, options }: Project): webpack.Configuration => ({
  mode: 'production',
  context: root,
  entry: './entry.js',
  output: { path: outDir },
  plugins: [Slices(options)],
})

const outcomeOf = (error: Error | null, stats: webpack.Stats | undefined): Outcome =>
  stats ? { failed: stats.hasErrors(), messages: stats.toString({ colors: false }) } : failedBy(error)

export const webpackHost: TestHost = {
  name: 'webpack',
  async build(project) {
    const compiler = webpack(configOf(project))
    const outcome = await new Promise<Outcome>((resolve) => compiler.run((error, stats) => resolve(outcomeOf(error, stats))))
    await new Promise((resolve) => compiler.close(resolve))
    return outcome
  },
  async watch(project, onBuilt) {
    const compiler = webpack(configOf(project))
    compiler.watch({ aggregateTimeout: 20 }, (error, stats) => onBuilt(outcomeOf(error, stats)))
    return { close: () => new Promise((resolve) => compiler.close(() => resolve())) }
  },
}
