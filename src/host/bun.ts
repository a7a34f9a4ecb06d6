import type { UnpluginBuildContext, UnpluginOptions } from 'unplugin'
import { consoleHost } from './console.ts'
import { type Host, noHost, PLUGIN } from './host.ts'
import type { BuildModules } from './virtual.ts'
import { IMPORTED } from './virtual-ids.ts'
import type { Works } from './work.ts'

/** By build, of which each plugin has its own, what writes the slices: unplugin does so at once, and a build that fails should leave nothing. */
const pending = new WeakMap<Build, (() => void)[]>()

/** Bun builds once, and offers a plugin no channel for messages. */
export function bunHost(context: UnpluginBuildContext, modules: BuildModules): Host {
  const { build } = context.getNativeBuildContext!() as { build: Build }
  const emits: (() => void)[] = []
  pending.set(build, emits)
  return {
    ...consoleHost,
    root: process.cwd(),
    emit: (fileName, source) => void emits.push(() => context.emitFile({ type: 'asset', fileName, source })),
    fail(diagnostics) {
      // Of a build that does not even start, Bun tells no end.
      modules.leave()
      consoleHost.fail(diagnostics)
    },
  }
}

type BunPlugin = NonNullable<UnpluginOptions['bun']>

/** What is used of a build, whose types come with Bun. */
interface Build {
  config: { outdir?: string }
  onEnd(end: (result: { success: boolean }) => void): void
  onResolve(filter: { filter: RegExp }, resolve: (imported: { path: string }) => object): void
  onLoad(filter: { filter: RegExp; namespace: string }, load: (imported: { path: string }) => Promise<object>): void
}

const NO_FOLDER = 'No slices are written: the build has no “outdir”.\nName a folder there. What programs import of slices needs none.'

/** The hooks that only Bun has. Its builds slice at their start in any case. */
export const bunHooks = (works: Works): BunPlugin => ({
  setup(build: Build) {
    const modules = works(process.cwd()).virtual.join(build.config)
    build.onEnd(({ success }) => {
      modules.leave()
      if (success) for (const emit of pending.get(build) ?? []) emit()
    })
    if (!build.config.outdir) consoleHost.warn({ text: NO_FOLDER, place: undefined })
    build.onResolve({ filter: IMPORTED }, ({ path }) => ({ path, namespace: PLUGIN }))
    build.onLoad({ filter: /^/, namespace: PLUGIN }, async ({ path }) => ({ contents: await modules.code(path, noHost), loader: 'js' }))
  },
})
