import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where tools keep what can be made again, if the project or one around it has packages at all. */
export function cacheFolder(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const packages = join(folder, 'node_modules')
    if (existsSync(packages)) return join(packages, '.cache', 'unplugin-openapi-slice')
    if (folder === dirname(folder)) return undefined
  }
}
