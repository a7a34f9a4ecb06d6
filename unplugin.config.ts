import type { Options } from './src/index.ts'

// In a project of its own this would be `defineConfig({ … })` of the package; the type alone spares loading the sources.
export default {
  specs: ['./playground/specs/harbour/openapi.yaml'],
  report: true,
  // The playground declares them by itself.
  dts: false,
} satisfies Options
