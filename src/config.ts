import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cacheFolder } from './cache-folder.ts'
import type { Options } from './core/options/options.ts'
import { messageOf, SliceError } from './core/problems.ts'

const NAMES = ['ts', 'mts', 'js', 'mjs', 'json', 'yaml', 'yml'].map((extension) => `unplugin.config.${extension}`)

export interface LoadedConfig {
  /** Absolute path. */
  file: string
  options: Options
}

/**
 * Reads the configuration file of a project.
 *
 * @param file its path if it was named; otherwise `unplugin.config.*` of the folder is looked for
 * @returns undefined if none was named and there is none
 * @throws SliceError `bad-config`
 */
export async function loadConfig(cwd: string, file?: string): Promise<LoadedConfig | undefined> {
  const path = file === undefined ? findConfig(cwd) : resolve(cwd, file)
  if (path === undefined) return undefined
  if (!existsSync(path)) throw new SliceError('bad-config', `There is no configuration file ${file}.`, 'Check the path behind --config.')
  const options = await read(path).catch((error: unknown) => {
    throw new SliceError(
      'bad-config',
      `${path} cannot be loaded: ${messageOf(error).split('\n')[0]}.`,
      'Correct the file; it should end with “export default defineConfig({ … })”.',
      undefined,
      { cause: error },
    )
  })
  if (typeof options !== 'object' || options === null) {
    throw new SliceError('bad-config', `${path} exports no options.`, 'Let it end with “export default defineConfig({ specs: […] })”.')
  }
  return { file: path, options: options as Options }
}

/** The absolute path of a folder's configuration file, if there is one. */
export const findConfig = (cwd: string): string | undefined => NAMES.map((name) => resolve(cwd, name)).find((name) => existsSync(name))

async function read(path: string): Promise<unknown> {
  const extension = extname(path)
  if (extension === '.json') return withoutSchema(JSON.parse(await readFile(path, 'utf8')))
  if (extension === '.yaml' || extension === '.yml') {
    return withoutSchema((await import('yaml')).parse(await readFile(path, 'utf8')))
  }
  return (await readNatively(path, extension)) ?? readAnew(path)
}

/** What editors are told is none of the options. */
function withoutSchema(options: unknown): unknown {
  if (typeof options !== 'object' || options === null || !('$schema' in options) || typeof options.$schema !== 'string') return options
  const { $schema: _, ...rest } = options
  return rest
}

/** Node never reads a module twice. */
const readBefore = new Set<string>()

/** By Node itself, which is much quicker; undefined if it cannot, and for what it has read before. */
async function readNatively(path: string, extension: string): Promise<unknown> {
  const isTypeScript = extension.endsWith('ts')
  if (readBefore.has(path) || (isTypeScript && !('typescript' in process.features && process.features.typescript))) return undefined
  readBefore.add(path)
  try {
    const { default: options } = (await import(pathToFileURL(path).href)) as { default?: unknown }
    return options
  } catch {
    // Such as TypeScript that needs more than its types taken away. If it is something else, it comes up again.
    return undefined
  }
}

/** The file and all that it imports, as they are now, whatever Node understands of them. */
async function readAnew(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti')
  const folder = cacheFolder(dirname(path))
  // What was compiled is run the next time, so not where others could put it, too.
  const fsCache = folder === undefined ? false : join(folder, 'config')
  return createJiti(import.meta.url, { moduleCache: false, fsCache }).import(path, { default: true })
}
