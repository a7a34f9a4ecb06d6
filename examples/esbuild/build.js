import { build } from 'esbuild'
import Slices from 'unplugin-openapi-slice/esbuild'

await build({
  entryPoints: ['src/index.js'],
  bundle: true,
  outdir: 'dist',
  plugins: [Slices({ specs: '../openapi.yaml' })],
})
