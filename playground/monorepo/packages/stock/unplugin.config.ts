import { defineConfig } from 'unplugin-openapi-slice'

export default defineConfig({
  specs: 'specs/stock.yaml',
  format: 'json',
  outputVersion: '3.1.x',
})
