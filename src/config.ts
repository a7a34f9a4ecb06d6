import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
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
  if (/\.(?:json|ya?ml)$/.test(extname(path))) {
    const { parse } = await import('yaml')
    return parse(await readFile(path, 'utf8'))
  }
  // Node 20 cannot import TypeScript; the loader is only brought in when a configuration needs it.
  const { createJiti } = await import('jiti')
  return createJiti(import.meta.url, { moduleCache: false, fsCache: false }).import(path, { default: true })
}
