import { isAbsolute, join, relative, sep } from 'node:path'

export interface Folders {
  /** Of the project. */
  cwd: string
  workspaceRoot: string
}

/** A path as Nx writes it; undefined for what is outside of the workspace, which Nx does not know. */
export function pathIn({ cwd, workspaceRoot }: Folders, path: string): string | undefined {
  const absolute = isAbsolute(path) ? path : join(cwd, path)
  const inProject = below(cwd, absolute)
  if (inProject !== undefined) return `{projectRoot}/${inProject}`
  const inWorkspace = below(workspaceRoot, absolute)
  return inWorkspace === undefined ? undefined : `{workspaceRoot}/${inWorkspace}`
}

/** A pattern that a file matches: of characters that mean something in patterns, any will do. */
export function patternIn(folders: Folders, file: string): string | undefined {
  const path = pathIn(folders, file)
  return path && path.slice(0, path.indexOf('/')) + path.slice(path.indexOf('/')).replace(/[{}[\]()*?!+@,\\]/g, '?')
}

function below(folder: string, path: string): string | undefined {
  const inside = relative(folder, path)
  return inside === '' || isAbsolute(inside) || inside.split(sep)[0] === '..' ? undefined : inside.replaceAll(sep, '/')
}
