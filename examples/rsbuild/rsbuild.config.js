import { defineConfig } from '@rsbuild/core'
import Slices from 'unplugin-openapi-slice/rsbuild'

export default defineConfig({
  plugins: [Slices({ specs: '../openapi.yaml' })],
})
