import { PROGRAMS, type Verb, vocabulary, type Word } from './vocabulary.ts'

/** Completion for zsh, to be put into a folder of its `fpath` or to be sourced. */
export function zsh(): string {
  const verbs = vocabulary()
  const [slice, ...named] = verbs
  return `#compdef ${PROGRAMS.join(' ')}
_slice_oas() {
  local -a verbs=(
${named.map(({ name, text }) => `    ${quoted(`${name}:${text}`)}`).join('\n')}
  )
  local verb=\${words[(r)(${named.map(({ name }) => name).join('|')})]}
  case $verb in
${named.map((verb) => `    ${verb.name}) _arguments -s ${specs(verb, true)} ;;`).join('\n')}
    *) _arguments -s ${specs(slice!, false)} '*: :_slice_oas_first' ;;
  esac
}
_slice_oas_first() {
  local expl
  _describe -t commands command verbs
  _files
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _slice_oas "$@"; else compdef _slice_oas ${PROGRAMS.join(' ')}; fi
`
}

/** What `_arguments` is told: flags, then what stands by itself behind the name of the command. */
function specs({ flags, argument }: Verb, isNamed: boolean): string {
  const words = flags.flatMap(specOf)
  if (isNamed) words.push(quoted('1: :'), ...(argument.length === 0 ? [] : [quoted(`*:argument:${action(argument)}`)]))
  return words.map((word) => `\\\n      ${word}`).join(' ')
}

function specOf({ written, short, text, value }: Word): string[] {
  const explained = `[${text.replace(/[[\]]/g, '\\$&')}]`
  const behind = value === 'none' ? '' : `:value:${action(value)}`
  const long = quoted(`*${written}${value === 'none' ? '' : '='}${explained}${behind}`)
  return short === undefined ? [long] : [long, quoted(`*-${short}${explained}${behind}`)]
}

function action(value: readonly string[] | Exclude<Word['value'], 'none'>): string {
  if (value === 'any') return ' '
  if (value === 'file') return '_files'
  if (value === 'folder') return '_files -/'
  return `(${(value as readonly string[]).join(' ')})`
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
