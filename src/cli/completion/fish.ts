import { PROGRAMS, type Verb, vocabulary, type Word } from './vocabulary.ts'

/** Completion for fish. */
export function fish(): string {
  const verbs = vocabulary()
  const names = verbs.flatMap(({ name }) => (name === 'slice' ? [] : [name])).join(' ')
  const lines = PROGRAMS.flatMap((program) => [`complete -c ${program} -f`, ...verbs.flatMap((verb) => linesOf(program, verb, names))])
  return `# fish completion for slice-oas\n${lines.join('\n')}\n`
}

function linesOf(program: string, { name, text, argument, flags }: Verb, names: string): string[] {
  const isFirst = `not __fish_seen_subcommand_from ${names}`
  const when = name === 'slice' ? isFirst : `__fish_seen_subcommand_from ${name}`
  const start = `complete -c ${program} -n ${quoted(when)}`
  const behind = argument.length === 0 ? [] : [`${start} ${argumentWords(argument)}`]
  const itself = name === 'slice' ? [] : [`complete -c ${program} -n ${quoted(isFirst)} -a ${name} -d ${quoted(text)}`]
  return [...itself, ...behind, ...flags.map((flag) => `${start} ${flagWords(flag)}`)]
}

function flagWords({ written, short, text, value }: Word): string {
  const names = `-l ${written.slice(2)}${short === undefined ? '' : ` -s ${short}`}`
  return `${names}${valueWords(value)} -d ${quoted(text)}`
}

function argumentWords(argument: Verb['argument']): string {
  if (argument === 'file') return '-F'
  return argument === 'folder' ? FOLDERS : `-a ${quoted((argument as readonly string[]).join(' '))}`
}

const FOLDERS = "-a '(__fish_complete_directories)'"

function valueWords(value: Word['value']): string {
  if (value === 'none') return ''
  if (value === 'any') return ' -x'
  if (value === 'file') return ' -r -F'
  if (value === 'folder') return ` -x ${FOLDERS}`
  return ` -x -a ${quoted(value.join(' '))}`
}

const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`
