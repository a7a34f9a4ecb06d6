import { type Command, type CommandName, COMMANDS, invocation, NAMED } from './commands.ts'
import { FLAGS } from './flags.ts'

/** How wide a line of help may be. */
const WIDTH = 80

/** The text of `--help`. It fits 80 columns; the reference is `docs/cli.md`. */
export const helpText = (command: CommandName): string => (command === 'slice' ? generalHelp() : commandHelp(command))

function generalHelp(): string {
  const { text, without, takes, examples } = COMMANDS.slice
  return `slice-oas: ${text}
Usage: slice-oas <file> [flags]
       slice-oas [flags]  ${without}

Commands, each with a --help of its own:
${NAMED.map((name) => `  ${usage(name).padEnd(30)} ${COMMANDS[name].text}`).join('\n')}

${groups(takes).join('\n')}
  * repeatable. Flags win over the configuration; --no-<switch> turns one off.

Examples:
${indented(examples)}

Exit codes: 0 done, 1 some endpoints failed, 2 wrong usage, 3 input missing,
  4 input invalid, 5 nothing selected or endpoint not found, 6 cannot write,
  7 only conversion failed, 70 internal error, 130 or 143 interrupted
`
}

function groups(takes: readonly string[]): string[] {
  const names = [...new Set(Object.values(FLAGS).map(({ group }) => group))]
  return names.map((group) => [`${group}:`, ...takes.filter((name) => FLAGS[name]!.group === group).map((name) => lineOf(name))].join('\n'))
}

/** What is particular to a command; flags that slicing has too are only named. */
function commandHelp(command: Exclude<CommandName, 'slice'>): string {
  const { text, without, takes, texts = {}, examples } = COMMANDS[command]
  const isOwn = (name: string): boolean => name in texts || FLAGS[name]!.group === 'Command' || (name === 'input' && command === 'init')
  const shared = takes.filter((name) => !isOwn(name)).map(shownName)
  return `${invocation(command)}: ${text}
Usage: slice-oas ${usage(command)}
${without === undefined ? '' : `       ${invocation(command).padEnd(usage(command).length + 10)}  ${without}\n`}
${takes
  .filter(isOwn)
  .map((name) => lineOf(name, texts[name]))
  .join('\n')}
${shared.length === 0 ? '' : `\nThese too, which slice-oas --help explains:\n${wrapped(shared)}\n`}
Examples:
${indented(examples)}
`
}

function usage(command: Exclude<CommandName, 'slice'>): string {
  const { argument, choices, without }: Command = COMMANDS[command]
  if (argument === undefined) return command
  if (argument === 'folders') return `${command} <folder>...`
  const name = choices?.join('|') ?? argument
  return `${command} ${without === undefined ? `<${name}>` : `[${name}]`}`
}

/** How a flag is written where help names it. */
const shownName = (name: string): string => FLAGS[name]!.shown ?? `--${name}`

function lineOf(name: string, ownText?: string): string {
  const { short, value, text } = FLAGS[name]!
  const written = `${short === undefined ? '   ' : `-${short},`} ${shownName(name)}${value === undefined ? '' : ` <${value}>`}`
  return `  ${written.padEnd(30)} ${ownText ?? text}`
}

const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join('\n')

function wrapped(words: readonly string[]): string {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(`  ${word}`)
  }
  return lines.join('\n')
}
