import { isAbsolute, relative, resolve, sep } from 'node:path'

/** A file as services that know the repository name it: relative to its root, with forward slashes; absolute if it is elsewhere. */
export function repositoryPath(file: string, cwd: string, root: string | undefined): string {
  if (file.includes('://')) return file
  const absolute = resolve(cwd, file)
  const path = relative(root === undefined || root === '' ? cwd : root, absolute)
  return (path.startsWith('..') || isAbsolute(path) ? absolute : path).replaceAll(sep, '/')
}
