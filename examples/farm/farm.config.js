import { defineConfig } from '@farmfe/core'
import Slices from 'unplugin-openapi-slice/farm'

export default defineConfig({
  compilation: { input: { index: './src/index.js' }, output: { targetEnv: 'node' } },
  plugins: [Slices({ specs: '../openapi.yaml' })],
})
