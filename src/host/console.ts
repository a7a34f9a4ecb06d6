import { type Diagnostic, type Host, PLUGIN } from './host.ts'

/** What the hosts share that offer a plugin no channel for messages in `buildStart`, and watch no files for it. */
export const consoleHost: Pick<Host, 'watch' | 'log' | 'warn' | 'fail'> = {
  watch: () => {},
  log: (text) => console.log(said(text)),
  warn: ({ text }) => console.warn(said(text)),
  fail: (diagnostics) => {
    throw withoutStack(saidOf(diagnostics))
  },
}

export const saidOf = (diagnostics: readonly Diagnostic[]): string => said(diagnostics.map(({ text }) => text).join('\n\n'))

const said = (text: string): string => `[${PLUGIN}] ${text}`

/** These hosts print the stack of what is thrown, which says nothing to somebody who has to mend a description. */
function withoutStack(text: string): Error {
  const { stackTraceLimit } = Error
  // Bun shows the lines of code where an error was made, whatever its stack says afterwards.
  Error.stackTraceLimit = 0
  try {
    return Object.assign(new Error(text), { stack: text })
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}
