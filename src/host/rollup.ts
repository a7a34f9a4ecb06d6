import { dirname, resolve } from 'node:path'
import type { UnpluginBuildContext } from 'unplugin'
import { frameOf } from '../report/frame.ts'
import type { Diagnostic, Host } from './host.ts'
import type { Native } from './native.ts'
import { staleFiles } from './stale.ts'
import type { BuildModules } from './virtual.ts'
import { IMPORTED, isVirtual, RESOLVED } from './virtual-ids.ts'
import type { Works } from './work.ts'

/** A message as Rollup and its relatives take it. Lines count from 1, columns from 0. */
interface Message {
  message: string
  /** Empty, or the host would print its own stack, which says nothing to somebody who has to mend a description. */
  stack: ''
  id?: string
  loc?: { file: string; line: number; column: number }
  frame?: string | undefined
}

/** What Rollup, Rolldown and Vite have in `buildStart` beside what unplugin promises. */
export interface RollupContext extends UnpluginBuildContext {
  /** In Vite. */
  environment?: { config: { root: string; build: { emitAssets: boolean } } }
  info(message: Message): void
  warn(message: Message): void
  error(message: Message): never
}

export const isRollupContext = (context: UnpluginBuildContext): context is RollupContext =>
  'warn' in context && typeof context.warn === 'function'

/** Vite throws away the files of builds for the server, unless it is told otherwise. */
export const keepsAssets = ({ environment }: RollupContext): boolean => environment?.config.build.emitAssets ?? true

/** Of the build that asks, where it tells that; else of the one that began last. */
export const rootOf = ({ environment }: Pick<RollupContext, 'environment'>, { root }: Native): string =>
  environment?.config.root ?? root ?? process.cwd()

export function rollupHost(context: RollupContext, native: Native): Host {
  return {
    root: rootOf(context, native),
    emit: (fileName, source) => context.emitFile({ type: 'asset', fileName, source }),
    watch: (file) => context.addWatchFile(file),
    log: native.log ?? ((message) => context.info({ message, stack: '' })),
    warn: (diagnostic) => context.warn(messageFrom([diagnostic])),
    fail: (diagnostics) => context.error(messageFrom(diagnostics)),
  }
}

/** What of an output's options tells where it goes. */
interface Output {
  dir?: string | undefined
  file?: string | undefined
}

interface RollupHooks {
  writeBundle(output: Output): Promise<void>
  resolveId: { filter: { id: RegExp }; handler(id: string): string | undefined }
  load: { filter: { id: RegExp }; handler(id: string): Promise<VirtualModule | undefined> }
}

interface VirtualModule {
  code: string
  moduleSideEffects: false
}

/**
 * The hooks that Rollup and its relatives share. Of the outputs that a watcher writes again and again, what is old goes.
 * Versions without filters call a hook for everything, so that they ask by themselves.
 */
export function rollupHooks(works: Works, native: Native): RollupHooks {
  const stale = staleFiles()
  return {
    resolveId: { filter: { id: IMPORTED }, handler: (id) => (isVirtual(id) ? `\0${id}` : undefined) },
    load: {
      filter: { id: RESOLVED },
      async handler(this: RollupContext, id) {
        if (!RESOLVED.test(id)) return undefined
        const modules = works(rootOf(this, native)).virtual.latest
        const code = modules.code(id.slice(1), rollupHost(this, native))
        return { code: await (native.isTesting ? watched(code, this, modules) : code), moduleSideEffects: false }
      },
    },
    async writeBundle(this: RollupContext, { dir, file }) {
      const folder = dir ?? (file === undefined ? '.' : dirname(file))
      const root = rootOf(this, native)
      await stale.remove(resolve(root, folder), works(root).slicing.last.files.keys())
    },
  }
}

/**
 * Vitest runs a test again when a file changes of a module that it has loaded. So what cannot be made is loaded too, and
 * throws in the test.
 */
async function watched(code: Promise<string>, context: RollupContext, { slicings }: BuildModules): Promise<string> {
  const known = await code.catch((error: Error) => `throw new Error(${JSON.stringify(error.message)})\n`)
  for (const file of slicings.flatMap(({ inputs }) => [...inputs])) context.addWatchFile(file)
  return known
}

/** An error ends the build, so that several have to be told in one. */
function messageFrom(diagnostics: readonly Diagnostic[]): Message {
  const message = diagnostics.map(({ text }) => text).join('\n\n')
  const place = diagnostics.find(({ place }) => place)?.place
  if (!place) return { message, stack: '' }
  return { message, stack: '', id: place.file, loc: { ...place, column: place.column - 1 }, frame: frameOf(place) }
}
