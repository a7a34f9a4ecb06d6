import { resolve } from 'node:path'
import { failureLines } from '../report/summary.ts'
import { plain } from '../report/plain.ts'
import type { SliceResult } from '../core/options/request.ts'
import { formatPlace, messageOf, type Place, SliceError } from '../core/problems.ts'

/** What slicing needs of a bundler, whichever it is. */
export interface Host {
  /** Folder that relative paths in the options start from. */
  readonly root: string
  /** Adds a file to the build's output; the name is relative to its folder. */
  emit(file: string, bytes: Uint8Array): void
  /** Builds again when this file changes. Comes before anything that may fail. */
  watch(file: string): void
  log(text: string): void
  warn(diagnostic: Diagnostic): void
  /** Fails the build, and never a watcher. Called once and last: some hosts throw, others collect. */
  fail(diagnostics: readonly Diagnostic[]): void
}

/** Something to tell through the bundler's own channel for errors and warnings. */
export interface Diagnostic {
  /** In plain words, with what to do; may have several lines. */
  text: string
  /** Where in the source, for hosts that show it. */
  place: { file: string; line: number; column: number } | undefined
}

/** The name that messages are attributed to. */
export const PLUGIN = 'unplugin-openapi-slice'

/** Places of the core count from 1 and name files relative to `cwd`. */
function placeIn(cwd: string, place: Place | undefined): Diagnostic['place'] {
  if (place?.line === undefined || place.file.includes('://')) return undefined
  return { file: resolve(cwd, place.file), line: place.line, column: place.column ?? 1 }
}

/** Why a description, or the options, were refused as a whole. */
export function refusalOf(error: unknown, cwd: string): Diagnostic {
  if (!(error instanceof SliceError)) {
    const help = `This is a mistake of ${PLUGIN}. Please report it with the description, or a part of it that shows it.`
    return { text: `${plain(messageOf(error))}\n${help}`, place: undefined }
  }
  const { message, help, place } = error
  // Some messages have their line already.
  const where = place?.line === undefined || message.includes(`line ${place.line}`) ? '' : ` (${formatPlace(place)})`
  return { text: `${plain(message)}${plain(where)}\n${plain(help)}`, place: placeIn(cwd, place) }
}

/** The failed endpoints of one description. */
export function failureOf(result: SliceResult, cwd: string): Diagnostic {
  const count = `${result.failed} of ${result.total} ${result.total === 1 ? 'endpoint' : 'endpoints'}`
  const first = result.problems.find(({ severity }) => severity === 'error')
  return {
    text: [`${count} of ${plain(result.name)} could not be sliced:`, ...failureLines(result, { colors: false, debug: false })].join('\n'),
    place: placeIn(cwd, first?.place),
  }
}
