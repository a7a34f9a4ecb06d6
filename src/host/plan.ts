import { dirname, resolve } from 'node:path'
import { findConfig, loadConfig } from '../config.ts'
import type { Options } from '../core/options/options.ts'
import { type ResolvedOptions, resolveOptions } from '../core/options/resolve-options.ts'
import { SliceError } from '../core/problems.ts'

/** What is to be done in a run. */
export interface Plan extends ResolvedOptions {
  /** Folder that relative paths start from. */
  cwd: string
  /** The options as they were given. */
  given: Options
}

/**
 * @param options of the plugin; without them `unplugin.config.*` of one of the folders is read
 * @param watch is told of each declared file, before anything may fail because of it
 * @throws SliceError
 */
export async function planOf(options: Options | undefined, root: string, watch: (file: string) => void): Promise<Plan> {
  const plan = options ? { ...resolveOptions(options), cwd: root, given: options } : await planFromConfig(root, watch)
  for (const { input, ruleset } of plan.requests) {
    watch(resolve(plan.cwd, input))
    if (ruleset !== undefined) watch(resolve(plan.cwd, ruleset))
  }
  return plan
}

async function planFromConfig(root: string, watch: (file: string) => void): Promise<Plan> {
  const folders = [...new Set([root, process.cwd()])]
  const file = folders.map(findConfig).find((found) => found !== undefined)
  if (file === undefined) {
    const where = folders.join(' or ')
    throw new SliceError(
      'no-specs',
      `The plugin has no options, and there is no unplugin.config.ts in ${where}.`,
      "Name the descriptions in one of the two, for example specs: ['./openapi.yaml'].",
    )
  }
  watch(file)
  const { options } = (await loadConfig(root, file))!
  return { ...resolveOptions(options), cwd: dirname(file), given: options }
}
