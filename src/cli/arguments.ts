import { nearestName } from '../core/options/nearest-name.ts'
import { SliceError } from '../core/problems.ts'
import { type CommandName, COMMANDS, invocation } from './commands.ts'
import { FLAGS, isNegatable } from './flags.ts'
import type { Tokens, WrittenFlag } from './tokens.ts'

export type FlagValue = boolean | string | string[]

/** A command line whose flags exist and have values. By flag name; `--no-csv` is `csv` with `false`. */
export type Arguments = ReadonlyMap<string, FlagValue>

/** Checks the flags of a command line. @throws SliceError `bad-option` */
export function argumentsOf({ flags, words }: Tokens, command: CommandName): Arguments {
  const given = new Map<string, FlagValue>()
  for (const flag of flags) take(flag, given, command)
  if (COMMANDS[command].argument === 'file') for (const word of words) takeInput(word, given)
  refuseForeign(flags, command)
  refuseContradictions(given)
  return given
}

function take(written: WrittenFlag, given: Map<string, FlagValue>, command: CommandName): void {
  const flag = Object.hasOwn(FLAGS, written.name) ? FLAGS[written.name] : undefined
  const isNegated = written.written.startsWith('--no-')
  if (!flag || (isNegated && !isNegatable(flag))) throw unknownFlag(written.written, command)
  if (flag.value === undefined) return void given.set(written.name, switchOf(written, isNegated))
  const value = valueOf(written, flag.value)
  if (written.name === 'input') return takeInput(value, given)
  given.set(written.name, flag.isRepeatable ? [...((given.get(written.name) as string[] | undefined) ?? []), value] : value)
}

function switchOf({ written, value }: WrittenFlag, isNegated: boolean): boolean {
  if (value === undefined) return !isNegated
  throw new SliceError(
    'bad-option',
    `${written} takes no value, and ${JSON.stringify(value)} was given.`,
    `Write ${written} alone, or leave it out.`,
  )
}

/** A word with a dash in front is the next flag, not a value: the value was forgotten. */
function valueOf({ written, value, isInline }: WrittenFlag, expected: string): string {
  if (value !== undefined && (isInline || !/^-./.test(value))) return value
  const example = `Write ${written} <${expected}>`
  const found = value === undefined ? 'nothing follows' : `${value} follows`
  throw new SliceError(
    'bad-option',
    `${written} needs a value, but ${found}.`,
    value === undefined ? `${example}.` : `${example}; a value that begins with a dash is written ${written}=${value}.`,
  )
}

function takeInput(value: string, given: Map<string, FlagValue>): void {
  if (value.trim() === '') {
    throw new SliceError(
      'bad-option',
      'The path of the description is empty.',
      'Name its file, such as openapi.yaml. Where a variable of the shell stands for it, check that it is set.',
    )
  }
  const before = given.get('input')
  if (before !== undefined && before !== value) {
    throw new SliceError(
      'bad-option',
      `There are two input files, ${String(before)} and ${value}.`,
      'Name one, or declare several as “specs” in unplugin.config.ts. Patterns such as "/users/*" need quotes.',
    )
  }
  given.set('input', value)
}

function unknownFlag(written: string, command: CommandName): SliceError {
  const { takes } = COMMANDS[command]
  const nearest = written.startsWith('--')
    ? (nearestName(written, spellings(takes)) ?? nearestName(written, spellings(Object.keys(FLAGS))))
    : undefined
  return new SliceError(
    'bad-option',
    `There is no flag ${written}.`,
    nearest ? `Did you mean ${nearest}?` : `See ${invocation(command)} --help for all flags.`,
  )
}

const spellings = (names: readonly string[]): string[] =>
  names.flatMap((name) => [`--${name}`, ...(isNegatable(FLAGS[name]!) ? [`--no-${name}`] : [])])

/** A flag that would do nothing is a misunderstanding, and a silent one. */
function refuseForeign(flags: readonly WrittenFlag[], command: CommandName): void {
  const foreign = flags.find(({ name }) => !COMMANDS[command].takes.includes(name))
  if (!foreign) return
  const others = (Object.keys(COMMANDS) as CommandName[]).filter((name) => COMMANDS[name].takes.includes(foreign.name)).map(invocation)
  throw new SliceError(
    'bad-option',
    `${invocation(command)} does not take ${foreign.written}; that is for ${others.join(', ').replace(/, ([^,]+)$/, ' and $1')}.`,
    `Leave out ${foreign.written}. What it takes is shown by ${invocation(command)} --help.`,
  )
}

/** What selects several endpoints, beside `--path`, which names one. */
const SELECTS_SEVERAL = ['batch', 'filter', 'filter-type', 'tag', 'operation-id', 'exclude', 'deprecated', 'allow-empty']

function refuseContradictions(given: Arguments): void {
  if (given.has('yes') && given.has('max-output')) {
    throw new SliceError('bad-option', '--max-output sets a limit, and --yes lifts it.', 'Leave out one of them.')
  }
  if (!given.has('path')) return
  const other = SELECTS_SEVERAL.find((name) => given.has(name))
  if (other !== undefined) {
    throw new SliceError(
      'bad-option',
      `--path names one endpoint, and --${other} selects several.`,
      `Leave out one of them; --filter "/users/*" selects by pattern.`,
    )
  }
  const methods = given.get('method')
  if (!Array.isArray(methods) || methods.length !== 1) {
    throw new SliceError(
      'bad-option',
      'A path is one endpoint only together with one method.',
      'Write, for example, --path "/users/{id}" --method GET.',
    )
  }
}
