import { readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { UnpluginOptions } from 'unplugin'
import type { Slicing } from '../slicing.ts'
import { type Diagnostic, type Host, PLUGIN } from './host.ts'

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
export function connectEsbuild(build: Build, slicing: Slicing): void {
  const { absWorkingDir: root = process.cwd(), logLevel } = build.initialOptions
  const isQuiet = logLevel !== undefined && !['info', 'debug', 'verbose'].includes(logLevel)
  const output = outputOf(build, root)
  build.onStart(async () => {
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
    await slicing.run(host)
    return { errors, warnings }
  })
  watchThroughEntries(build, slicing)
  build.onEnd(async (result) => {
    if (result.errors.length > 0) return
    if (result.outputFiles) result.outputFiles.push(...output.inMemory())
    else await output.write()
  })
}

/** The files of the build in progress, and those that an earlier build of this watcher left. */
function outputOf({ initialOptions }: Build, root: string) {
  const { outdir, outfile } = initialOptions
  const folder = resolve(root, outdir ?? (outfile === undefined ? '.' : dirname(outfile)))
  const files = new Map<string, Uint8Array>()
  let written: ReadonlySet<string> = new Set()
  return {
    clear: () => files.clear(),
    add: (file: string, bytes: Uint8Array) => files.set(resolve(folder, file), bytes),
    inMemory: () => [...files].map(([path, contents]) => ({ path, contents, hash: '', text: Buffer.from(contents).toString() })),
    async write(): Promise<void> {
      for (const [path, contents] of files) {
        await mkdir(dirname(path), { recursive: true })
        await writeFile(path, contents)
      }
      for (const path of written) if (!files.has(path)) await rm(path, { force: true })
      written = new Set(files.keys())
    },
  }
}

/** esbuild only watches what a resolved path brings along, so the entry points bring our files along. */
function watchThroughEntries(build: Build, slicing: Slicing): void {
  const seen = Symbol('seen')
  build.onResolve({ filter: /.*/ }, async ({ path, kind, pluginData, ...from }) => {
    if (kind !== 'entry-point' || pluginData === seen) return undefined
    const found = await build.resolve(path, { ...from, kind, pluginData: seen })
    return { ...found, watchFiles: [...slicing.inputs] }
  })
}

function messageFrom({ text, place }: Diagnostic): Message {
  return { text, location: place ? { ...place, column: place.column - 1, lineText: lineOf(place) } : null }
}

/** For the frame around the place in esbuild's output. */
function lineOf({ file, line }: NonNullable<Diagnostic['place']>): string {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[line - 1] ?? ''
  } catch {
    return ''
  }
}
