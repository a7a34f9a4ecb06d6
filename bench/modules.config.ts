import { readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { defineConfig } from 'rolldown'

const names = readdirSync('src/core', { recursive: true, encoding: 'utf8' })

/** The sources of the core, each a module of its own. */
export default defineConfig({
  input: names.filter((name) => name.endsWith('.ts') && !name.includes('assembly')).map((name) => join('src/core', name)),
  platform: 'node',
  logLevel: 'warn',
  external: (id, importer) => importer !== undefined && /^[@\w]/.test(id),
  plugins: [
    {
      name: 'packages-stay-where-they-are',
      // If parts of a package lay beside the modules, they would be taken for the whole.
      resolveId: (id, importer) =>
        importer !== undefined && id.includes('/node_modules/')
          ? { id: pathToFileURL(resolve(dirname(importer), id)).href, external: true }
          : null,
    },
  ],
  output: { preserveModules: true, preserveModulesRoot: 'src' },
})
