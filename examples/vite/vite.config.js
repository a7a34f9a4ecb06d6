import { defineConfig } from 'vite'
import Slices from 'unplugin-openapi-slice/vite'

export default defineConfig({
  plugins: [Slices({ specs: '../openapi.yaml' })],
})
