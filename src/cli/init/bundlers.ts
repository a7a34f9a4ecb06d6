/** What there is to know about a bundler before it has the plugin. */
export interface Bundler {
  /** As people call it. */
  name: string
  /** The package that a project with it depends on. */
  package: string
  /** Its configuration without the ending, if it has one. */
  config?: string
  /** The entry of this package, such as `vite`. */
  entry: string
  /** What to write where there is no list of plugins to add to. */
  example?: string
}

/** More particular ones first: what stands further down is often there because of them. */
export const BUNDLERS: readonly Bundler[] = [
  { name: 'Rsbuild', package: '@rsbuild/core', config: 'rsbuild.config', entry: 'rsbuild' },
  { name: 'Farm', package: '@farmfe/core', config: 'farm.config', entry: 'farm' },
  { name: 'Vite', package: 'vite', config: 'vite.config', entry: 'vite' },
  { name: 'Rspack', package: '@rspack/core', config: 'rspack.config', entry: 'rspack' },
  { name: 'webpack', package: 'webpack', config: 'webpack.config', entry: 'webpack' },
  { name: 'Rolldown', package: 'rolldown', config: 'rolldown.config', entry: 'rolldown' },
  { name: 'Rollup', package: 'rollup', config: 'rollup.config', entry: 'rollup' },
  {
    name: 'Gulp',
    package: 'gulp',
    config: 'gulpfile',
    entry: 'gulp',
    example: "export const slice = () => gulp.src('openapi.yaml').pipe(slices()).pipe(gulp.dest('slices'))",
  },
  { name: 'esbuild', package: 'esbuild', entry: 'esbuild', example: 'await build({ …, plugins: [Slices()] })' },
  { name: 'Bun', package: '@types/bun', entry: 'bun', example: 'await Bun.build({ …, plugins: [Slices()] })' },
]

/** Endings of configurations, in the order that bundlers look for them. */
export const ENDINGS = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs']
