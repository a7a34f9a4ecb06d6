import { defineConfig } from 'vitest/config'
import { assembly } from './build/assembly.ts'

export default defineConfig({ plugins: [assembly()] })
