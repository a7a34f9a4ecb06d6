import type { CommandName } from './commands.ts'
import { listenForInterruption } from './interruption.ts'
import { listenForLostOutput } from './lost-output.ts'
import { canAsk } from './talk/occasion.ts'
import { commandOf, type Tokens, tokensOf } from './tokens.ts'
import { version } from './version.ts'

/** Each is loaded when it is asked for, with what it needs. @returns the exit code */
const RUN: Readonly<Record<CommandName, (tokens: Tokens) => Promise<number>>> = {
  slice: (tokens) => slice(tokens, 'slice'),
  report: (tokens) => slice(tokens, 'report'),
  info: async (tokens) => (await import('./info.ts')).info(tokens),
  list: async (tokens) => (await import('./list.ts')).list(tokens),
  check: async (tokens) => (await import('./check/check.ts')).check(tokens),
  merge: async (tokens) => {
    const interruption = listenForInterruption()
    return (await import('./merge.ts')).merge(tokens, interruption)
  },
  inputs: async (tokens) => (await import('./inputs.ts')).inputs(tokens),
  outputs: async (tokens) => (await import('./outputs.ts')).outputs(tokens),
  init: async (tokens) => (await import('./init/init.ts')).init(tokens),
  explain: async (tokens) => (await import('./explain.ts')).explain(tokens),
  completion: async (tokens) => (await import('./completion/completion.ts')).completion(tokens),
}

/** Runs the command. @returns its exit code */
export async function main(args: readonly string[]): Promise<number> {
  const tokens = tokensOf(args)
  listenForLostOutput(tokens)
  const asksFor = (name: string): boolean => tokens.flags.some((flag) => flag.name === name && !flag.written.startsWith('--no-'))
  const asked = commandOf(tokens)
  if (asksFor('help')) return say((await import('./help.ts')).helpText(asked.command))
  if (asksFor('version')) return say(`${version()}\n`)
  if (args.length === 0 && canAsk(process)) {
    const { guarded } = await import('./guarded.ts')
    return guarded(tokens, () => talkUnlessConfigured(process.cwd()))
  }
  return RUN[asked.command](asked.tokens)
}

/** Signals are listened for from the start, while everything else is loaded. */
async function slice(tokens: Tokens, command: 'slice' | 'report'): Promise<number> {
  const interruption = listenForInterruption()
  return (await import('./command.ts')).slice(tokens, command, interruption)
}

/** Who has declared what to slice need not be asked. */
async function talkUnlessConfigured(cwd: string): Promise<number> {
  const { findConfig } = await import('../config.ts')
  if (findConfig(cwd) !== undefined) return RUN.slice(tokensOf([]))
  const { talk } = await import('./talk/talk.ts')
  return talk(cwd)
}

function say(text: string): number {
  process.stdout.write(text)
  return 0
}
