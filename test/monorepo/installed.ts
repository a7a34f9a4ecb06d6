import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../docs/sources.ts'

export interface Manifest {
  name: string
  version: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  bin?: Record<string, string>
}

export const manifestIn = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

/** Where a package of this repository is installed. */
export function folderOfPackage(name: string): string {
  const found = [import.meta.dirname, ROOT].map((at) => join(at, 'node_modules', name)).find((path) => existsSync(path))
  if (found === undefined) throw new Error(`${name} is not among the packages of this repository`)
  return found
}

/** A `package-lock.json`. */
export interface Lock {
  packages: Record<string, { version?: string; resolved?: string; link?: true; dev?: true; dependencies?: Record<string, string> }>
}

const LINKED = '../..'

/** The same with a package as it comes from a registry, instead of the link to where its sources are. */
export function publishedLock({ packages, ...rest }: Lock, { name, version, dependencies = {} }: Manifest): Lock {
  const { [LINKED]: _, ...others } = packages
  const top = { ...packages[''], devDependencies: { ...manifestIn(join(ROOT, 'playground/monorepo')).devDependencies, [name]: version } }
  const brought = Object.keys(dependencies).map((dependency): [string, object] => [
    `node_modules/${name}/node_modules/${dependency}`,
    { version: manifestIn(folderOfPackage(dependency)).version, dev: true },
  ])
  return {
    ...rest,
    packages: { ...others, '': top, [`node_modules/${name}`]: { version, dev: true, dependencies }, ...Object.fromEntries(brought) },
  }
}
