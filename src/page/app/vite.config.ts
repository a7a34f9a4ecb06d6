import { defineConfig } from 'vite'
import { singleFile } from '../../../build/single-file.ts'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [singleFile('page.html')],
  logLevel: 'warn',
  build: {
    outDir: '../../../dist',
    // What else is built goes there too.
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    cssCodeSplit: false,
  },
})
