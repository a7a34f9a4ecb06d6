import { defineConfig } from 'rolldown'
import { declarations } from './build/declarations.ts'
import { thirdPartyLicences } from './build/licences.ts'
import { withoutGraphql } from './build/without-graphql.ts'
import { buildId } from './build/build-id.ts'
import manifest from './package.json' with { type: 'json' }

const names = [...Object.values(manifest.exports), ...Object.values(manifest.bin)].flatMap(
  (file) => /dist\/(\w+)\.js$/.exec(file)?.[1] ?? [],
)

/** Few files, and for each way of being used only what it needs; what is rarely needed is imported when it is. */
export default defineConfig({
  input: Object.fromEntries(names.map((name) => [name, `src/${name}.ts`])),
  platform: 'node',
  logLevel: 'warn',
  checks: { bundlerTimings: false },
  external: Object.keys(manifest.dependencies),
  // None of the packages does anything when it is imported, and not all of them say so.
  treeshake: { moduleSideEffects: [{ test: /node_modules/, sideEffects: false }] },
  // Caches are of one build.
  transform: { define: { __BUILD__: JSON.stringify(buildId(manifest.version)) } },
  plugins: [withoutGraphql(), declarations(), thirdPartyLicences('THIRD-PARTY-LICENSES.txt')],
  output: {
    dir: 'dist',
    chunkFileNames: 'chunks/[name].js',
    // What is always loaded together is one file; with the modules that these need.
    codeSplitting: {
      groups: [
        { name: 'command-line', test: /src\/cli\/(?:main|flags|tokens)\.ts$/, priority: 2 },
        { name: 'front', test: /src\/(?:config|run-request|core\/options\/resolve-options|report\/\w+)\.ts$/, priority: 1 },
      ],
    },
    comments: { legal: false, jsdoc: false, annotation: true },
  },
})
