import { defineConfig } from 'rolldown'
import { declarations } from './build/declarations.ts'
import { thirdPartyLicences } from './build/licences.ts'
import { constantByItself, withoutGraphql } from './build/redocly.ts'
import { buildId } from './build/build-id.ts'
import manifest from './package.json' with { type: 'json' }

const names = [...Object.values(manifest.exports), ...Object.values(manifest.bin)].flatMap(
  (file) => /dist\/(\w+)\.js$/.exec(file)?.[1] ?? [],
)

/** Here unplugin finds a package and loaders of its own by their paths; for the others, the little that they need of it is built in. */
const NEED_UNPLUGIN = /src\/(?:webpack|rspack|rsbuild)\.ts$/

/** Few files, and for each way of being used only what it needs; what is rarely needed is imported when it is. */
export default defineConfig({
  // The loader is for webpack and Rspack, which want a file.
  input: Object.fromEntries([...names, 'virtual-loader'].map((name) => [name, `src/${name}.ts`])),
  platform: 'node',
  logLevel: 'warn',
  checks: { bundlerTimings: false },
  external: (id, importer = '') => (id === 'unplugin' ? NEED_UNPLUGIN.test(importer) : Object.hasOwn(manifest.dependencies, id)),
  // None of the packages does anything when it is imported, and not all of them say so.
  treeshake: { moduleSideEffects: [{ test: /node_modules/, sideEffects: false }] },
  // Caches are of one build.
  transform: { define: { __BUILD__: JSON.stringify(buildId(manifest.version)), __VERSION__: JSON.stringify(manifest.version) } },
  plugins: [withoutGraphql(), constantByItself(), declarations(), thirdPartyLicences('THIRD-PARTY-LICENSES.txt')],
  output: {
    dir: 'dist',
    chunkFileNames: 'chunks/[name].js',
    // What is always loaded together is one file; with the modules that these need.
    codeSplitting: {
      groups: [
        { name: 'command-line', test: /src\/cli\/(?:main|commands|flags|tokens)\.ts$/, priority: 4 },
        // Redocly and unplugin need it, both seldom.
        { name: 'picomatch', test: /node_modules\/picomatch\//, priority: 4 },
        // The little that every front end says with.
        { name: 'plain', test: /src\/(?:report\/(?:plain|frame)|core\/printable)\.ts$/, priority: 4 },
        { name: 'adapters', test: /node_modules\/unplugin\//, priority: 3 },
        { name: 'front', test: /src\/(?:config|run-request|core\/options\/resolve-options|report\/\w+)\.ts$/, priority: 3 },
        // What explains needs the rules of conversion, which need no more than this.
        { name: 'model', test: /src\/core\/(?:model\/|link\/(?:names|resolve|resources)\.ts)/, priority: 2.5 },
        { name: 'core', test: /src\/core\/batch\/batch\.ts$/, priority: 2 },
        { name: 'linter', test: /src\/core\/validate\/linter\.ts$/, priority: 1 },
        {
          name: 'command',
          test: /src\/cli\/(?:command|arguments|exit-code|explained|frugal|guarded|output|refusal|requests)\.ts$/,
          priority: 0.5,
        },
      ],
    },
    comments: { legal: false, jsdoc: false, annotation: true },
  },
})
