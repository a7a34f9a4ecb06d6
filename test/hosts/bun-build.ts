// Runs in Bun: builds the project that is its argument.
import Slices from '../../src/bun.ts'
import type { Options } from '../../src/index.ts'
import type { Project } from './host.ts'

export interface BunProject extends Project {
  /** What the plugin was called with for builds before, with the same object of options, whatever became of them. */
  before?: Options[]
}

interface BunGlobal {
  build(options: { entrypoints: string[]; outdir: string | undefined; plugins: unknown[]; [option: string]: unknown }): Promise<unknown>
}

const { Bun } = globalThis as unknown as { Bun: BunGlobal }
const { outDir, options, others = [], before = [] } = JSON.parse(process.argv[2]!) as BunProject

const build = {
  entrypoints: ['./entry.js'],
  outdir: outDir || undefined,
  splitting: true,
  minify: true,
  plugins: [] as unknown[],
  // Bun knows no such option as `watch`. If that changes, the process no longer ends, and the tests say so.
  watch: process.argv[3] === 'watch',
}
const instancesOf = (first: Options | undefined): unknown[] => [first, ...others].map((each) => Slices(each))

for (const each of before) {
  build.plugins = instancesOf(each)
  try {
    await Bun.build(build)
  } catch (error) {
    console.log(`Failed: ${String(error)}`)
  }
}
build.plugins = instancesOf(options)
await Bun.build(build)
console.log('Build completed')
