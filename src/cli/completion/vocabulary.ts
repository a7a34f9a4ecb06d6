import { entryCodes } from '../../core/problems/catalogue.ts'
import { type Command, type CommandName, COMMANDS, NAMED } from '../commands.ts'
import { choicesOf, type Flag, FLAGS, isNegatable } from '../flags.ts'

/** The names that the command is installed under. */
export const PROGRAMS = ['slice-oas', 'unplugin-openapi-slice']

/** A flag as a shell completes it. */
export interface Word {
  /** With dashes. */
  written: string
  short: string | undefined
  text: string
  /** What may follow: certain words, a file, a folder, or anything; `none` for a switch. */
  value: readonly string[] | 'file' | 'folder' | 'any' | 'none'
}

/** A command as a shell completes it; `slice` is what there is without a name. */
export interface Verb {
  name: CommandName
  text: string
  /** What may stand behind it: certain words, a file, folders, or nothing. */
  argument: readonly string[] | 'file' | 'folder'
  flags: readonly Word[]
}

/** Everything that can be written on a command line, from the tables that help is made of. */
export const vocabulary = (): Verb[] => [verbOf('slice'), ...NAMED.map(verbOf)]

function verbOf(name: CommandName): Verb {
  const { argument, choices, text, takes, texts = {} }: Command = COMMANDS[name]
  const words = argument === 'code' ? entryCodes() : (choices ?? [])
  const behind = argument === 'file' ? 'file' : argument === 'folders' ? 'folder' : words
  return { name, text, argument: behind, flags: takes.flatMap((flag) => wordsOf(flag, texts[flag])) }
}

/** A switch that can be taken back is two words; one that is only ever taken back is one. */
function wordsOf(name: string, ownText: string | undefined): Word[] {
  const flag = FLAGS[name]!
  const { short, shown = '', text } = flag
  const plain = { written: `--${name}`, short, text: ownText ?? text, value: valueOf(flag) }
  const negated = { ...plain, written: `--no-${name}`, short: undefined }
  if (shown.startsWith('--no-')) return [negated]
  return shown.startsWith('--[no-]') && isNegatable(flag) ? [plain, negated] : [plain]
}

function valueOf(flag: Flag): Word['value'] {
  if (flag.value === undefined) return 'none'
  const choices = choicesOf(flag)
  if (choices.length > 0) return choices
  return flag.value === 'file' || flag.value === 'folder' ? flag.value : 'any'
}
