import { relative, sep } from 'node:path'

/** How messages name a file: as the user would write it, relative to the working folder if it is inside, with forward slashes. */
export function showPath(file: string, cwd: string): string {
  if (file.includes('://')) return file
  const path = relative(cwd, file)
  return (path.startsWith('..') ? file : path || '.').replaceAll(sep, '/')
}
