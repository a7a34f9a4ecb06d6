import { defineConfig } from 'unplugin-openapi-slice'

export default defineConfig({
  specs: ['specs/shop.yaml', { input: 'specs/kitchen.yaml', exclude: '/health' }],
  format: 'json',
  allow: '../common/specs',
})
