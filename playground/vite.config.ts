import { defineConfig } from 'vite'
import Slices from '../src/vite.ts'

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [Slices()],
  build: { outDir: 'dist', emptyOutDir: true },
})
