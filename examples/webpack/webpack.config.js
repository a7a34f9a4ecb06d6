import Slices from 'unplugin-openapi-slice/webpack'

export default {
  mode: 'production',
  entry: './src/index.js',
  plugins: [Slices({ specs: '../openapi.yaml' })],
}
