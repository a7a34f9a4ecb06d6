// Runs in Bun: builds the project that is its argument.
import Slices from '../../src/bun.ts'
import type { Project } from './host.ts'

interface BunGlobal {
  build(options: { entrypoints: string[]; outdir: string | undefined; plugins: unknown[]; [option: string]: unknown }): Promise<unknown>
}

const { Bun } = globalThis as unknown as { Bun: BunGlobal }
const { outDir, options, others = [] } = JSON.parse(process.argv[2]!) as Project

// Bun knows no such option as `watch`. If that changes, the process no longer ends, and the tests say so.
await Bun.build({
  entrypoints: ['./entry.js'],
  outdir: outDir || undefined,
  splitting: true,
  minify: true,
  plugins: [options, ...others].map((each) => Slices(each)),
  watch: process.argv[3] === 'watch',
})
console.log('Build completed')
