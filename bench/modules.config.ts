import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'rolldown'

const names = readdirSync('src/core', { recursive: true, encoding: 'utf8' })

/** The sources of the core, each a module of its own. */
export default defineConfig({
  input: names.filter((name) => name.endsWith('.ts') && !name.includes('assembly')).map((name) => join('src/core', name)),
  platform: 'node',
  logLevel: 'warn',
  external: (id, importer) => importer !== undefined && /^[@\w]/.test(id),
  output: { preserveModules: true, preserveModulesRoot: 'src' },
})
