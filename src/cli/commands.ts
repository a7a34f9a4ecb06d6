import { FLAGS } from './flags.ts'

/** One command, for help, for completion and for the check of a command line. */
export interface Command {
  /** What stands behind its name; absent where nothing does. */
  argument?: 'file' | 'folders' | 'code' | 'shell'
  /** What the argument may be, if only certain words may be. */
  choices?: readonly string[]
  /** In a few words. */
  text: string
  /** What happens without the argument. */
  without?: string
  /** The flags it takes. One that would do nothing is a misunderstanding, and is refused. */
  takes: readonly string[]
  /** What a flag means here, where it is not what it means elsewhere. */
  texts?: Readonly<Record<string, string>>
  examples: readonly string[]
}

const all = Object.keys(FLAGS)
const selection = all.filter((name) => FLAGS[name]!.group === 'Selection')
const always = ['debug', 'help', 'version']
/** What decides how a description is read. */
const reading = ['input', 'name', 'allow', 'subtypes', 'refs-in-data', 'root-extensions', 'config', ...always]
const except = (...names: readonly string[]): string[] => all.filter((name) => !names.includes(name))

const declared = 'what unplugin.config.ts declares'

/** What the command does without the name of another one. */
const slice: Command = {
  argument: 'file',
  text: 'one self-contained OpenAPI file per endpoint',
  without: `${declared}; without one, it asks`,
  takes: except('json', 'reporter'),
  examples: [
    'slice-oas openapi.yaml -o ./slices --filter "/users/**" --exclude "/users/me"',
    'slice-oas openapi.yaml --path "/users/{id}" --method GET --format json',
  ],
}

/** The commands with names of their own, in the order of help. */
const named = {
  info: {
    argument: 'file',
    text: 'what it is and which versions it can become',
    without: declared,
    takes: [...selection, ...reading, 'json'],
    examples: ['slice-oas info openapi.yaml', 'slice-oas info openapi.yaml --filter "/users/**" --json'],
  },
  list: {
    argument: 'file',
    text: 'its endpoints, as a table',
    without: declared,
    takes: ['input', 'name', 'allow', ...selection, 'json', 'config', ...always],
    examples: ['slice-oas list openapi.yaml --tag orders', 'slice-oas list openapi.yaml --json'],
  },
  check: {
    argument: 'file',
    text: 'what would fail; writes nothing',
    without: declared,
    takes: [
      ...['output-version', 'format', 'group-by', 'strict', 'inherited', 'validate', 'ruleset', 'concurrency', 'reporter', 'quiet'],
      ...selection,
      ...reading,
    ],
    examples: ['slice-oas check openapi.yaml --reporter github', 'slice-oas check openapi.yaml --reporter sarif > openapi.sarif'],
  },
  report: {
    argument: 'file',
    text: 'a page to look at its slices, and nothing else',
    without: declared,
    takes: except('json', 'reporter', 'csv', 'llms', 'report', 'shard', 'dry-run', 'max-output', 'yes', 'cache', 'cache-dir'),
    examples: ['slice-oas report openapi.yaml -o ./slices'],
  },
  merge: {
    argument: 'folders',
    text: 'joins the parts that --shard has made',
    takes: ['output-dir', 'force', 'max-output', 'yes', 'quiet', ...always],
    texts: { 'output-dir': 'where the whole goes (slices)' },
    examples: ['slice-oas openapi.yaml --shard 1/2 -o parts/1', 'slice-oas merge parts/1 parts/2 -o slices'],
  },
  inputs: {
    argument: 'file',
    text: 'the files that slicing reads, as JSON',
    without: declared,
    takes: except('json', 'reporter', 'dry-run', 'quiet', 'timing'),
    examples: ['slice-oas inputs openapi.yaml', 'slice-oas inputs > inputs.json'],
  },
  outputs: {
    argument: 'file',
    text: 'the files that slicing writes, as JSON',
    without: declared,
    takes: except('json', 'reporter', 'dry-run', 'quiet', 'timing'),
    examples: ['slice-oas outputs openapi.yaml --filter "/users/**"', 'slice-oas outputs > outputs.json'],
  },
  init: {
    argument: 'file',
    text: 'a configuration, and the plugin in your bundler',
    without: 'on a terminal it asks for the file',
    takes: ['input', 'yes', ...always],
    texts: { yes: 'add the plugin to the bundler without asking' },
    examples: ['slice-oas init openapi.yaml', 'slice-oas init openapi.yaml --yes'],
  },
  explain: {
    argument: 'code',
    text: 'what a problem or an exit code means',
    without: 'all codes',
    takes: always,
    examples: ['slice-oas explain unresolved-reference', 'slice-oas explain 4'],
  },
  completion: {
    argument: 'shell',
    choices: ['bash', 'zsh', 'fish'],
    text: 'for your shell: bash, zsh or fish',
    takes: always,
    examples: ['source <(slice-oas completion bash)   # in ~/.bashrc', 'slice-oas completion fish | source     # in config.fish'],
  },
} satisfies Record<string, Command>

/** What a command line may ask for. */
export type CommandName = 'slice' | keyof typeof named

export const COMMANDS: Readonly<Record<CommandName, Command>> = { slice, ...named }

/** The commands that are asked for by name. */
export const NAMED = Object.keys(named) as Exclude<CommandName, 'slice'>[]

/** As it is written: `slice-oas info`. */
export const invocation = (command: CommandName): string => (command === 'slice' ? 'slice-oas' : `slice-oas ${command}`)
