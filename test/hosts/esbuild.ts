import { type BuildOptions, type BuildResult, build, context, type Message, type Plugin } from 'esbuild'
import Slices from '../../src/esbuild.ts'
import { type Outcome, type Project, type Report, type TestHost } from './host.ts'

const optionsOf = ({ root, outDir, options, others = [] }: Project): BuildOptions => ({
  absWorkingDir: root,
  entryPoints: ['./entry.js'],
  outdir: outDir,
  bundle: true,
  splitting: true,
  format: 'esm',
  plugins: [options, ...others].map((each) => Slices(each)),
})

function outcomeOf({ errors, warnings }: Pick<BuildResult, 'errors' | 'warnings'>): Outcome {
  const report = (severity: Report['severity'], { text, location }: Message): Report => ({
    severity,
    text,
    place: location ? { file: location.file, line: location.line, column: location.column + 1 } : undefined,
  })
  const reports = [...warnings.map((each) => report('warning', each)), ...errors.map((each) => report('error', each))]
  return { failed: errors.length > 0, reports }
}

export const esbuildHost: TestHost = {
  name: 'esbuild',
  async build(project) {
    try {
      return outcomeOf(await build({ ...optionsOf(project), logLevel: 'info' }))
    } catch (error) {
      return outcomeOf(error as BuildResult)
    }
  },
  async watch(project, onBuilt) {
    const options = optionsOf(project)
    const observer: Plugin = { name: 'observer', setup: ({ onEnd }) => onEnd((result) => onBuilt(outcomeOf(result))) }
    const watcher = await context({ ...options, logLevel: 'silent', plugins: [...options.plugins!, observer] })
    await watcher.watch()
    return { close: () => watcher.dispose() }
  },
}
