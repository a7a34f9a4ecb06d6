import { SliceError } from '../core/problems.ts'
import { type CommandName, invocation } from './commands.ts'
import type { Tokens } from './tokens.ts'

/** What stands behind the name of a command that takes one word at most. @throws SliceError `bad-option` */
export function onlyWord({ words }: Tokens, command: CommandName): string | undefined {
  if (words.length <= 1) return words[0]
  throw new SliceError(
    'bad-option',
    `${invocation(command)} takes one word, and there are ${words.length}: ${words.join(', ')}.`,
    `See ${invocation(command)} --help.`,
  )
}
