import { bunHost } from './bun.ts'
import { esbuildHost } from './esbuild.ts'
import { farmHost } from './farm.ts'
import type { TestHost } from './host.ts'
import { rolldownHost } from './rolldown.ts'
import { rollupHost } from './rollup.ts'
import { rsbuildHost } from './rsbuild.ts'
import { rspackHost } from './rspack.ts'
import { viteHost } from './vite.ts'
import { webpackHost } from './webpack.ts'

/** Every bundler; Bun where its program is installed. */
export const hosts: readonly TestHost[] = [
  viteHost,
  rollupHost,
  rolldownHost,
  webpackHost,
  rspackHost,
  rsbuildHost,
  esbuildHost,
  farmHost,
  ...(bunHost ? [bunHost] : []),
]
