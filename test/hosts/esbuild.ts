import { type BuildOptions, build, context } from 'esbuild'
import Slices from '../../src/esbuild.ts'
import { failedBy, type Project, type TestHost } from './host.ts'

const optionsOf = ({ root, outDir, options }: Project): BuildOptions => ({
  absWorkingDir: root,
  entryPoints: ['./entry.js'],
  outdir: outDir,
  plugins: [Slices(options)],
})

export const esbuildHost: TestHost = {
  name: 'esbuild',
  async build(project) {
    try {
      const { warnings } = await build({ ...optionsOf(project), logLevel: 'info' })
      return { failed: false, messages: warnings.map(({ text }) => text).join('\n') }
    } catch (error) {
      return failedBy(error)
    }
  },
  async watch(project, onBuilt) {
    const options = optionsOf(project)
    const observer = {
      name: 'observer',
      setup: ({ onEnd }: { onEnd: (done: (result: { errors: { text: string }[] }) => void) => void }) =>
        onEnd(({ errors }) => onBuilt({ failed: errors.length > 0, messages: errors.map(({ text }) => text).join('\n') })),
    }
    const watcher = await context({ ...options, logLevel: 'silent', plugins: [...options.plugins!, observer] })
    await watcher.watch()
    return { close: () => watcher.dispose() }
  },
}
