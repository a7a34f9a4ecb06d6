import { defineConfig } from './src/index.ts'

export default defineConfig({
  specs: ['./playground/specs/harbour/openapi.yaml'],
})
