import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Bundler, BUNDLERS, ENDINGS } from './bundlers.ts'

/** A bundler of a project, and its configuration as far as there is one. */
export interface Recognised extends Bundler {
  /** Relative to the project. */
  file: string | undefined
}

export interface Project {
  bundlers: readonly Recognised[]
  /** Whether this package is among the dependencies. */
  isInstalled: boolean
  /** The command that adds it. */
  install: string
}

const PACKAGE = 'unplugin-openapi-slice'

/** Which package manager is used, by the file that it keeps. */
const INSTALL: readonly [file: string, command: string][] = [
  ['pnpm-lock.yaml', `pnpm add -D ${PACKAGE}`],
  ['yarn.lock', `yarn add -D ${PACKAGE}`],
  ['bun.lock', `bun add -d ${PACKAGE}`],
  ['bun.lockb', `bun add -d ${PACKAGE}`],
]

/** Looks at the configurations and the `package.json` of a folder. */
export function projectIn(folder: string): Project {
  const dependencies = dependenciesIn(folder)
  const [, install = `npm install -D ${PACKAGE}`] = INSTALL.find(([file]) => existsSync(join(folder, file))) ?? []
  return { bundlers: bundlersIn(folder, dependencies), isInstalled: dependencies.has(PACKAGE), install }
}

/** A configuration says for sure that a bundler is used; without any, the dependencies say it, the first one that fits. */
function bundlersIn(folder: string, dependencies: ReadonlySet<string>): Recognised[] {
  const configured = BUNDLERS.flatMap((bundler) => {
    const file = bundler.config === undefined ? undefined : configIn(folder, bundler.config)
    return file === undefined ? [] : [{ ...bundler, file }]
  })
  if (configured.length > 0) return configured
  const used = BUNDLERS.find((bundler) => dependencies.has(bundler.package))
  return used ? [{ ...used, file: undefined }] : []
}

const configIn = (folder: string, stem: string): string | undefined =>
  ENDINGS.map((ending) => `${stem}.${ending}`).find((file) => existsSync(join(folder, file)))

/** None if there is no manifest, or if it cannot be read: then there is nothing to recognise. */
function dependenciesIn(folder: string): Set<string> {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, object | undefined>
    return new Set([...Object.keys(manifest['dependencies'] ?? {}), ...Object.keys(manifest['devDependencies'] ?? {})])
  } catch {
    return new Set()
  }
}
