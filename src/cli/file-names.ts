import { relative, sep } from 'node:path'

/** Files as build systems name them: from the working folder, with forward slashes, each once, in an order that never changes. */
export const fileNames = (paths: readonly string[], cwd: string): string[] =>
  [...new Set(paths.map((path) => relative(cwd, path).replaceAll(sep, '/')))].toSorted()
