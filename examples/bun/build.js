import Slices from 'unplugin-openapi-slice/bun'

await Bun.build({
  entrypoints: ['./src/index.js'],
  outdir: './dist',
  plugins: [Slices({ specs: '../openapi.yaml' })],
})
