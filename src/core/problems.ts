/**
 * Problems are values. Each has a code of this closed list, a place and a remedy; front ends decide how to show them.
 * What concerns one endpoint is collected; what concerns a whole description or request is thrown as a `SliceError`.
 */

/** The exit code of the command that goes with a refusal. */
export const EXIT = {
  ok: 0,
  someFailed: 1,
  usage: 2,
  inputMissing: 3,
  inputInvalid: 4,
  nothingSelected: 5,
  cannotWrite: 6,
  cannotConvert: 7,
  internal: 70,
} as const

/** Refusals of a whole request, each with its exit code. */
const REFUSALS = {
  'bad-option': EXIT.usage,
  'bad-pattern': EXIT.usage,
  'bad-config': EXIT.usage,
  'no-specs': EXIT.usage,
  'input-missing': EXIT.inputMissing,
  'input-not-a-file': EXIT.inputMissing,
  'input-unreadable': EXIT.inputMissing,
  'input-changing': EXIT.inputMissing,
  'input-empty': EXIT.inputInvalid,
  'not-utf8': EXIT.inputInvalid,
  'syntax-error': EXIT.inputInvalid,
  'duplicate-key': EXIT.inputInvalid,
  'endless-alias': EXIT.inputInvalid,
  'too-deep': EXIT.inputInvalid,
  'not-openapi': EXIT.inputInvalid,
  'unsupported-version': EXIT.inputInvalid,
  'nothing-selected': EXIT.nothingSelected,
  'part-missing': EXIT.inputMissing,
  'part-damaged': EXIT.inputInvalid,
  'part-repeated': EXIT.inputInvalid,
  'part-differs': EXIT.inputInvalid,
  'output-too-large': EXIT.cannotWrite,
  'output-in-use': EXIT.cannotWrite,
  'cannot-write': EXIT.cannotWrite,
  'cannot-convert': EXIT.cannotConvert,
} as const

export type RefusalCode = keyof typeof REFUSALS

/** The exit code that goes with a refusal, see `EXIT`. */
export const refusalExitCode = (code: RefusalCode): number => REFUSALS[code]

/** Codes of problems that concern endpoints. `redocly/…` is a rule of Redocly's linter, `conversion/…` a change. */
export type ProblemCode =
  | 'unresolved-reference'
  | 'refused-reference'
  | 'circular-reference'
  | 'undefined-security-scheme'
  | 'unresolved-link'
  | 'merged-path-item'
  | 'not-an-operation'
  | 'not-together'
  | 'no-operations'
  | 'webhooks-left-out'
  | 'unknown-root-field'
  | 'oversized-extension'
  | 'relative-url'
  | 'odd-reference'
  | 'reference-below-id'
  | 'short-version'
  | 'linter-failed'
  | 'incomplete'
  | 'not-minimal'
  | 'not-equivalent'
  | 'audit-differs'
  | 'not-rendered'
  | 'not-ours'
  | 'write-failed'
  | 'not-removed'
  | 'unmatched-filter'
  | 'nothing-selected'
  | `redocly/${string}`
  | `conversion/${string}`

export type Severity = 'error' | 'warning'

/** The seven phases of validation, in order. */
export const PHASES = {
  1: 'file structure',
  2: 'operation integrity',
  3: 'response integrity',
  4: 'reference resolution',
  5: 'component completeness',
  6: 'payload equivalence',
  7: 'version validation',
} as const

export type Phase = keyof typeof PHASES

/** Where in the source. `line` and `column` count from 1. */
export interface Place {
  /** Path of the file as the user would write it, relative to the working folder where that is shorter. */
  file: string
  line?: number
  column?: number
  /** JSON Pointer as a URI fragment, such as `#/paths/~1users/get`. */
  pointer: string
}

export interface Problem {
  code: ProblemCode
  severity: Severity
  phase: Phase
  /** What happened, in plain words. */
  message: string
  /** What to do about it. */
  help: string
  place?: Place
  /** The endpoints concerned, as `GET /users`; absent when it is the description as a whole. Problems of the same ones share the list. */
  endpoints?: readonly string[]
}

/** Whether it is an error, and of no endpoint: the run could not write what goes with the slices. */
export const isOfRun = ({ severity, endpoints }: Problem): boolean => severity === 'error' && endpoints === undefined

/** A request or description that is refused as a whole. */
export class SliceError extends Error {
  override readonly name = 'SliceError'
  readonly code: RefusalCode
  readonly help: string
  readonly place: Place | undefined

  constructor(code: RefusalCode, message: string, help: string, place?: Place, options?: ErrorOptions) {
    super(readable(message), options)
    this.code = code
    this.help = readable(help)
    this.place = place
  }

  /** The exit code of the command, see `EXIT`. */
  get exitCode(): number {
    return refusalExitCode(this.code)
  }
}

/** `openapi.yaml:12:5`, as terminals and editors make a link of. */
export function formatPlace({ file, line, column, pointer }: Place): string {
  if (line === undefined) return pointer === '#' ? file : `${file} (${pointer})`
  return `${file}:${line}${column === undefined ? '' : `:${column}`}`
}

/** Names that are longer are shown by their ends. */
const MAX_WORD = 200

/** So are messages with names of many words: nobody reads on for longer. */
const MAX_MESSAGE = 1_000

/** A message as people can read it: what a description calls its parts may be megabytes long. */
export function readable(message: string): string {
  if (message.length <= MAX_WORD) return message
  const words = message.split(' ').map((word) => shortened(word, MAX_WORD))
  return shortened(words.join(' '), MAX_MESSAGE)
}

const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most / 2).toWellFormed()}…${text.slice(-most / 4).toWellFormed()}`

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The same inside a sentence: without the full stop that it may end in. */
export const clauseOf = (error: unknown): string => messageOf(error).trimEnd().replace(/\.$/, '')

/** The same of the first line: what stands below it may be a whole stack. */
export const firstClauseOf = (error: unknown): string => clauseOf(messageOf(error).split('\n')[0])
