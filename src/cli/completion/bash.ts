import { PROGRAMS, type Verb, vocabulary, type Word } from './vocabulary.ts'

/** Completion for bash 3.2 and later, which is what macOS has. */
export function bash(): string {
  const verbs = vocabulary()
  const named = verbs.filter(({ name }) => name !== 'slice')
  return `# bash completion for slice-oas
_slice_oas() {
  local IFS=$'\\n' current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} verb=slice word
  # “=” is a word of its own.
  if [[ $current == '=' ]]; then current=''; elif [[ $previous == '=' ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      ${named.map(({ name }) => name).join('|')}) verb=$word; break ;;
    esac
  done
  case $previous in
${valueCases(verbs).join('\n')}
  esac
  case $verb in
${verbs.map(verbCase).join('\n')}
  esac
  if [[ $verb == slice ]]; then COMPREPLY+=($(compgen -W ${list(named.map(({ name }) => name))} -- "$current")); fi
}
# Names of files are quoted and end in a slash if they are folders; bash 3.2 does without.
_slice_oas_files() {
  COMPREPLY=($(compgen "$1" -- "$current"))
  compopt -o filenames 2>/dev/null
}
complete -F _slice_oas ${PROGRAMS.join(' ')}
`
}

/** A flag takes the same values whatever the command. */
function valueCases(verbs: readonly Verb[]): string[] {
  const flags = new Map(verbs.flatMap((verb) => verb.flags).map((flag) => [flag.written, flag]))
  return [...flags.values()].flatMap((flag) =>
    flag.value === 'none' ? [] : [`    ${patternOf(flag)}) ${replyWith(flag.value)}; return ;;`],
  )
}

const patternOf = ({ written, short }: Word): string => (short === undefined ? written : `${written}|-${short}`)

function verbCase({ name, flags, argument }: Verb): string {
  const words = flags.flatMap(({ written, short }) => (short === undefined ? [written] : [written, `-${short}`]))
  return `    ${name})
      if [[ $current == -* ]]; then ${replyWith(words)}; return; fi
      ${argument.length === 0 ? ':' : replyWith(argument)} ;;`
}

function replyWith(value: readonly string[] | Exclude<Word['value'], 'none'>): string {
  if (value === 'any') return 'COMPREPLY=()'
  if (value === 'file') return '_slice_oas_files -f'
  if (value === 'folder') return '_slice_oas_files -d'
  return `COMPREPLY=($(compgen -W ${list(value as readonly string[])} -- "$current"))`
}

/** Words in lines, since names of files may have spaces. */
const list = (words: readonly string[]): string => `$'${words.join('\\n')}'`
