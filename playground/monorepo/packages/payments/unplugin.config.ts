import { defineConfig } from 'unplugin-openapi-slice'

export default defineConfig({
  specs: 'specs/payments.yaml',
  format: 'json',
  allow: '../common/specs',
})
