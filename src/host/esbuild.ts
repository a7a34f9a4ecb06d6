import { hash } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'
import type { UnpluginOptions } from 'unplugin'
import { lineOf } from '../report/frame.ts'
import { type Diagnostic, type Host, noHost, PLUGIN } from './host.ts'
import { staleFiles } from './stale.ts'
import type { BuildModules } from './virtual.ts'
import { IMPORTED } from './virtual-ids.ts'
import type { Works } from './work.ts'

type Build = Parameters<NonNullable<NonNullable<UnpluginOptions['esbuild']>['setup']>>[0]

/** A message as esbuild takes it. Lines count from 1, columns from 0. */
interface Message {
  text: string
  location: { file: string; line: number; column: number; lineText: string } | null
}

/**
 * esbuild by its own interface: there, unplugin's `emitFile` writes at once and only where there is an `outdir`, and its
 * `addWatchFile` throws.
 */
export function connectEsbuild(build: Build, works: Works): void {
  const { absWorkingDir: root = process.cwd(), logLevel } = build.initialOptions
  const isQuiet = logLevel !== undefined && !['info', 'debug', 'verbose'].includes(logLevel)
  const output = outputOf(build, root)
  const modules = works(root).virtual.join(build.initialOptions)
  build.onStart(async () => {
    modules.leave()
    const errors: Message[] = []
    const warnings: Message[] = []
    output.clear()
    const host: Host = {
      root,
      emit: (file, bytes) => output.add(file, bytes),
      watch: () => {},
      log: (text) => isQuiet || console.log(`[${PLUGIN}] ${text}`),
      warn: (diagnostic) => void warnings.push(messageFrom(diagnostic)),
      fail: (diagnostics) => void errors.push(...diagnostics.map(messageFrom)),
    }
    await modules.begin(host)
    return { errors, warnings }
  })
  answerLoads(build, modules)
  build.onEnd(async (result) => {
    if (result.errors.length > 0) return
    if (result.outputFiles) result.outputFiles.push(...output.inMemory())
    else await output.write()
  })
}

/** The files of the build in progress. */
function outputOf({ initialOptions }: Build, root: string) {
  const { outdir, outfile } = initialOptions
  const folder = resolve(root, outdir ?? (outfile === undefined ? '.' : dirname(outfile)))
  const files = new Map<string, Uint8Array>()
  const stale = staleFiles()
  return {
    clear: () => files.clear(),
    add: (file: string, bytes: Uint8Array) => files.set(file, bytes),
    inMemory: () =>
      [...files].map(([file, contents]) => ({
        path: join(folder, file),
        contents,
        hash: hash('sha1', contents, 'base64'),
        text: Buffer.from(contents).toString(),
      })),
    async write(): Promise<void> {
      const [{ makeFolder }, { putFile }] = await Promise.all([import('../core/write/folder.ts'), import('../core/write/whole-file.ts')])
      for (const [file, contents] of files) {
        const path = join(folder, file)
        makeFolder(dirname(path))
        putFile(path, [contents])
      }
      await stale.remove(folder, files.keys())
    },
  }
}

/**
 * Builds slice at their start in any case. esbuild only watches what the answer of a hook brings along, so the first file
 * that is loaded in a build brings our files along; for every file that would take long. To resolve entry points for it
 * would disturb plugins that do so too.
 */
function answerLoads(build: Build, modules: BuildModules): void {
  let isTold = false
  const untold = (): { watchFiles?: string[] } => {
    if (isTold) return {}
    isTold = true
    return { watchFiles: modules.slicings.flatMap(({ inputs }) => [...inputs]) }
  }
  build.onStart(() => void (isTold = false))
  build.onResolve({ filter: IMPORTED }, ({ path }) => ({ path, namespace: PLUGIN, sideEffects: false }))
  build.onLoad({ filter: /^/, namespace: PLUGIN }, async ({ path }) => {
    try {
      return { contents: await modules.code(path, noHost), loader: 'js', ...untold() }
    } catch (error) {
      return { errors: [{ text: (error as Error).message }], ...untold() }
    }
  })
  // esbuild asks no more hooks of a plugin after an answer. So this comes last, and only our own modules have one before it.
  build.onLoad({ filter: /^/ }, () => (isTold ? undefined : untold()))
}

function messageFrom({ text, place }: Diagnostic): Message {
  return { text, location: place ? { ...place, column: place.column - 1, lineText: lineOf(place) } : null }
}
