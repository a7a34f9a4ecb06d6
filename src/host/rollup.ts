import type { UnpluginBuildContext } from 'unplugin'
import type { Diagnostic, Host } from './host.ts'
import type { Native } from './native.ts'

/** A message as Rollup and its relatives take it. Lines count from 1, columns from 0. */
interface Message {
  message: string
  /** Empty, or the host would print its own stack, which says nothing to somebody who has to mend a description. */
  stack: ''
  id?: string
  loc?: { file: string; line: number; column: number }
}

/** What Rollup, Rolldown and Vite have in `buildStart` beside what unplugin promises. */
export interface RollupContext extends UnpluginBuildContext {
  info(message: Message): void
  warn(message: Message): void
  error(message: Message): never
}

export const isRollupContext = (context: UnpluginBuildContext): context is RollupContext =>
  'warn' in context && typeof context.warn === 'function'

export function rollupHost(context: RollupContext, native: Native): Host {
  return {
    root: native.root ?? process.cwd(),
    emit: (fileName, source) => context.emitFile({ type: 'asset', fileName, source }),
    watch: (file) => context.addWatchFile(file),
    log: native.log ?? ((message) => context.info({ message, stack: '' })),
    warn: (diagnostic) => context.warn(messageFrom([diagnostic])),
    fail: (diagnostics) => context.error(messageFrom(diagnostics)),
  }
}

/** An error ends the build, so that several have to be told in one. */
function messageFrom(diagnostics: readonly Diagnostic[]): Message {
  const message = diagnostics.map(({ text }) => text).join('\n\n')
  const place = diagnostics.find(({ place }) => place)?.place
  return place ? { message, stack: '', id: place.file, loc: { ...place, column: place.column - 1 } } : { message, stack: '' }
}
