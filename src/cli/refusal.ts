import { inspect } from 'node:util'
import { createColors } from 'picocolors'
import { EXIT, formatPlace, messageOf, SliceError } from '../core/problems.ts'
import { plain, plainLines } from '../report/plain.ts'

/** Why the command, or the slicing of one description, ends without a result. */
export interface Refusal {
  message: string
  place: string | undefined
  help: string
  exitCode: number
  /** What was thrown, for `--debug`. */
  error: unknown
}

/** What is said about something thrown. */
export function refusalOf(error: unknown): Refusal {
  const told = isWithoutFolder(error) ? new SliceError('input-missing', 'The folder you are in no longer exists.', CHANGE_FOLDER) : error
  if (!(told instanceof SliceError)) return internal(error)
  const { message, help, place, exitCode } = told
  return { message, place: place && formatPlace(place), help, exitCode, error }
}

/** The lines of a refusal, without newlines. */
export function refusalLines({ message, place, help, error }: Refusal, { colors, debug }: { colors: boolean; debug: boolean }): string[] {
  const paint = createColors(colors)
  return [
    `${paint.red('✗')} ${plain(message)}`,
    ...(place === undefined ? [] : [`  Where: ${plain(place)}`]),
    `  What to do: ${plain(help)}`,
    ...(debug ? [paint.dim(plainLines(inspect(error, { depth: 5 })))] : []),
  ]
}

/** Whatever asks for the working folder may be the first to notice that it was removed. */
const isWithoutFolder = (error: unknown): boolean => error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd'

const CHANGE_FOLDER = 'Change to another folder, and run it again.'

function internal(error: unknown): Refusal {
  return {
    message: `Something went wrong inside slice-oas: ${messageOf(error)}`,
    place: undefined,
    help: 'Run it again with --debug for details, and please report it with them.',
    exitCode: EXIT.internal,
    error,
  }
}
