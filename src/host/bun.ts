import type { UnpluginBuildContext } from 'unplugin'
import { consoleHost } from './console.ts'
import type { Host } from './host.ts'

/** Bun builds once, and offers a plugin no channel for messages. */
export const bunHost = (context: UnpluginBuildContext): Host => ({
  ...consoleHost,
  root: process.cwd(),
  emit: (fileName, source) => context.emitFile({ type: 'asset', fileName, source }),
})
