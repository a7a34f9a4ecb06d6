import Slices from 'unplugin-openapi-slice/rolldown'

export default {
  input: 'src/index.js',
  output: { dir: 'dist' },
  plugins: [Slices({ specs: '../openapi.yaml' })],
}
