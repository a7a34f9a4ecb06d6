import type { UnpluginBuildContext } from 'unplugin'
import { type Host, PLUGIN } from './host.ts'
import type { Native } from './native.ts'

/**
 * Farm and Bun, which offer a plugin no channel for messages in `buildStart`. Neither watches files for it: Bun has no
 * watch mode, and Farm takes a watched file for a module and starts a build only once.
 */
export function consoleHost(context: UnpluginBuildContext, native: Native): Host {
  const said = (text: string): string => `[${PLUGIN}] ${text}`
  return {
    root: native.root ?? process.cwd(),
    emit: (fileName, source) => context.emitFile({ type: 'asset', fileName, source }),
    watch: () => {},
    log: (text) => console.log(said(text)),
    warn: ({ text }) => console.warn(said(text)),
    fail: (diagnostics) => {
      const text = said(diagnostics.map(({ text }) => text).join('\n\n'))
      if (!native.isFragile) throw withoutStack(text)
      console.error(text)
      process.exitCode = 1
    },
  }
}

/** These hosts print the stack of what is thrown, which says nothing to somebody who has to mend a description. */
const withoutStack = (text: string): Error => Object.assign(new Error(text), { stack: text })
