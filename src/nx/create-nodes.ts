import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { findConfig, loadConfig } from '../config.ts'
import { resolveOptions } from '../core/options/resolve-options.ts'
import { refusalOf } from '../host/diagnostics.ts'
import { type Nodes, nodesError } from './nx.ts'
import { targetsOf } from './targets.ts'

/** Options of the plugin in `nx.json`. */
export interface NxOptions {
  /** The target that slices all descriptions of a project; one of them is `<targetName>--<name>`. @default 'slices' */
  targetName?: string
}

type CreateNodes = (
  files: readonly string[],
  options: NxOptions | undefined,
  context: { readonly workspaceRoot: string },
) => Promise<Nodes[]>

/** Infers the targets of every project that has a configuration. */
export const createNodes: readonly [pattern: string, create: CreateNodes] = [
  '**/unplugin.config.{ts,mts,js,mjs,json,yaml,yml}',
  async (files, options, { workspaceRoot }) => {
    const found: Nodes[] = []
    const errors: [string, Error][] = []
    // One after the other: a description is held in memory for as long as it is looked at.
    for (const file of files) {
      try {
        found.push([file, await nodesOf(file, options ?? {}, workspaceRoot)])
      } catch (error) {
        errors.push([file, toldOf(error, join(workspaceRoot, dirname(file)))])
      }
    }
    if (errors.length > 0) throw nodesError(errors, found)
    return found
  },
]

async function nodesOf(file: string, { targetName = 'slices' }: NxOptions, workspaceRoot: string): Promise<Nodes[1]> {
  const root = dirname(file)
  const cwd = join(workspaceRoot, root)
  const isProject = existsSync(join(cwd, 'package.json')) || existsSync(join(cwd, 'project.json'))
  if (!isProject || basename(findConfig(cwd)!) !== basename(file)) return {}
  const { requests } = resolveOptions((await loadConfig(cwd, file && basename(file)))!.options)
  return { projects: { [root]: { root, targets: await targetsOf(requests, { cwd, workspaceRoot, targetName, config: basename(file) }) } } }
}

/** In the words of our own, without the stack that Nx prints where there is one. */
function toldOf(error: unknown, cwd: string): Error {
  const told = new Error(refusalOf(error, cwd).text, { cause: error })
  told.stack = told.message
  return told
}
