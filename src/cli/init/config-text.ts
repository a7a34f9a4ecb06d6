import { relative, resolve, sep } from 'node:path'

/** The configuration that `init` writes, which every front end reads. */
export const configText = (spec: string): string => `import { defineConfig } from 'unplugin-openapi-slice'

export default defineConfig({
  specs: [${quoted(spec)}],
})
`

/** A file as a configuration names it: from the project, with forward slashes. */
export function specPath(input: string, cwd: string): string {
  const path = relative(cwd, resolve(cwd, input)).replaceAll(sep, '/')
  return path.startsWith('../') || /^[A-Za-z]:/.test(path) ? path : `./${path}`
}

const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`
