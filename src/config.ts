import { existsSync, type Stats, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cacheFolder } from './cache-folder.ts'
import type { Options } from './core/options/options.ts'
import { firstClauseOf, messageOf, type Place, SliceError } from './core/problems.ts'
import { showPath } from './core/show-path.ts'
import { reasonOf } from './core/write/reason.ts'

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
  const found = foundAt(path, cwd)
  if (!found) throw new SliceError('bad-config', `There is no configuration file ${file}.`, 'Check the path behind --config.')
  if (found.isDirectory()) {
    throw new SliceError('bad-config', `${showPath(path, cwd)} is a folder, not a file.`, 'Name the file that has the configuration.')
  }
  const options = await settling(read(path, cwd)).catch((error: unknown) => {
    throw refusal(error, path, cwd)
  })
  if (typeof options !== 'object' || options === null) throw withoutOptions(path, cwd)
  return { file: path, options: options as Options }
}

/** @throws SliceError where it leads in a circle, or stands where nobody may look */
function foundAt(path: string, cwd: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (error) {
    throw refusal(error, path, cwd)
  }
}

/** The absolute path of a folder's configuration file, if there is one. */
export const findConfig = (cwd: string): string | undefined => NAMES.map((name) => resolve(cwd, name)).find((name) => existsSync(name))

/** How options are written in what is data; everything else is a program. */
const EXAMPLES: Readonly<Record<string, string>> = {
  '.json': '{ "specs": ["./openapi.yaml"] }',
  '.yaml': 'specs: [./openapi.yaml]',
  '.yml': 'specs: [./openapi.yaml]',
}

function withoutOptions(path: string, cwd: string): SliceError {
  const shown = showPath(path, cwd)
  const example = EXAMPLES[extname(path)]
  if (example !== undefined) return new SliceError('bad-config', `${shown} has no options.`, `Write them into it, for example ${example}.`)
  return new SliceError('bad-config', `${shown} exports no options.`, 'Let it end with “export default defineConfig({ specs: […] })”.')
}

/** Why a configuration could not be loaded. */
function refusal(error: unknown, path: string, cwd: string): SliceError {
  const shown = showPath(path, cwd)
  const refuse = (message: string, help: string, place?: Place): SliceError =>
    new SliceError('bad-config', message, help, place, { cause: error })
  if (error instanceof SliceError) return refuse(error.message, error.help, error.place)
  // A program may fail to read files of its own.
  if ((error as NodeJS.ErrnoException | undefined)?.path === path) {
    return refuse(`${shown} cannot be read: ${reasonOf(error)}.`, 'Check that you may read it.')
  }
  const mistake = mistakeIn(messageOf(error), cwd)
  if (mistake) {
    const { reason, place } = mistake
    const where = `${place.file === shown ? '' : `${place.file}, `}line ${place.line}, column ${place.column}`
    return refuse(
      `${shown} cannot be loaded: ${reason} (${where}).`,
      'Correct it at this line; the mistake can also be just before it.',
      place,
    )
  }
  const missing = packageMissing(error)
  if (missing !== undefined) {
    const install = `Install it (npm install -D ${missing})`
    return refuse(
      `${shown} cannot be loaded: it needs the package ${missing}, which is not installed here.`,
      missing === OWN ? `${install}, or write the options into unplugin.config.yaml, which needs no package.` : `${install}.`,
    )
  }
  return refuse(
    `${shown} cannot be loaded: ${firstClauseOf(error)}.`,
    'Correct the file; it should end with “export default defineConfig({ … })”.',
  )
}

const OWN = 'unplugin-openapi-slice'

/** The package that a program imports and that is not there, by the words that all hosts have for it. */
function packageMissing(error: unknown): string | undefined {
  const isMissing = ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'].includes((error as NodeJS.ErrnoException | undefined)?.code ?? '')
  return isMissing ? /^Cannot find (?:module|package) '((?:@[\w.-]+\/)?[\w-][\w.-]*)'/.exec(messageOf(error))?.[1] : undefined
}

/** What stops a program, or one that it imports, from being understood, as jiti tells it: its columns count from 0. */
function mistakeIn(message: string, cwd: string): { reason: string; place: Place } | undefined {
  const [, reason, file, line, column] = /^ParseError: (.+?)\.?\s*\n\s*(.+):(\d+):(\d+)$/.exec(message) ?? []
  if (reason === undefined || file === undefined) return undefined
  return { reason, place: { file: showPath(file, cwd), line: Number(line), column: Number(column) + 1, pointer: '#' } }
}

/** One listener for all that is waited for: Node warns when there are many. */
const waiting = new Set<() => void>()
const giveUpAll = (): void => waiting.forEach((giveUp) => giveUp())

/** Node ends without a word when nothing is under way any more, whatever is still waited for. @throws Error for what never comes */
async function settling<Result>(work: Promise<Result>): Promise<Result> {
  let giveUp = (): void => {}
  const idle = new Promise<never>((_, reject) => (giveUp = () => reject(new Error('what it waits for never comes'))))
  if (waiting.size === 0) process.on('beforeExit', giveUpAll)
  waiting.add(giveUp)
  try {
    return await Promise.race([work, idle])
  } finally {
    waiting.delete(giveUp)
    if (waiting.size === 0) process.off('beforeExit', giveUpAll)
  }
}

async function read(path: string, cwd: string): Promise<unknown> {
  const extension = extname(path)
  if (extension in EXAMPLES) return withoutSchema(await readData(path, showPath(path, cwd)))
  return (await readNatively(path, extension)) ?? readAnew(path)
}

async function readData(path: string, shown: string): Promise<unknown> {
  // Editors of Windows write a mark in front.
  const text = (await readFile(path, 'utf8')).replace(/^\ufeff/, '')
  if (text.trim() === '') return undefined
  try {
    return path.endsWith('.json') ? JSON.parse(text) : (await import('yaml')).parse(text)
  } catch {
    // What reads descriptions says where the mistake is. It takes longer to load, so it is asked only now.
    const [{ parseSource }, { Notes }] = await Promise.all([import('./core/load/parse.ts'), import('./core/load/notes.ts')])
    return parseSource(text, path, shown, new Notes())
  }
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
