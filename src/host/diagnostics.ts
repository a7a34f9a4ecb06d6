import { resolve } from 'node:path'
import type { FailedEndpoint, SliceResult } from '../core/options/request.ts'
import { plainLine } from '../core/printable.ts'
import { formatPlace, messageOf, type Place, type Problem, SliceError } from '../core/problems.ts'
import { plain } from '../report/plain.ts'
import { type Diagnostic, PLUGIN } from './host.ts'

/** A log is read from its end: more errors than these would push the first ones out of sight. */
const MAX_TOLD = 20

/** More endpoints than these say nothing new about one problem. */
const MAX_NAMED = 3

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

/** The failed endpoints of one description: a diagnostic for each cause, so that a host can lead to its place. */
export function failuresOf(result: SliceResult, cwd: string): Diagnostic[] {
  if (result.failed === 0) return []
  const causes = grouped(result.failures, ({ reason, place }) => `${place} ${reason}`)
  const told = causes.slice(0, MAX_TOLD).map((failures) => causeOf(failures, result.problems, cwd))
  const count = `${result.failed} of ${result.total} ${result.total === 1 ? 'endpoint' : 'endpoints'}`
  told[0] = { ...told[0]!, text: `${count} of ${plain(result.name)} could not be sliced:\n${told[0]!.text}` }
  const untold = causes.slice(MAX_TOLD).flat().length
  if (untold > 0) told.push({ text: `… and ${untold} more endpoints. slice-oas lists them all.`, place: undefined })
  return told
}

function causeOf(failures: readonly FailedEndpoint[], problems: readonly Problem[], cwd: string): Diagnostic {
  const { reason, help, place } = failures[0]!
  const names = failures.map(({ method, path }) => `${method} ${path}`)
  const more = names.length - MAX_NAMED
  const named = [...names.slice(0, MAX_NAMED), ...(more > 0 ? [`${more} more`] : [])]
  const where = place === undefined ? '' : ` (${place})`
  const problem = problems.find(({ message, place: found }) => message === reason && (found && formatPlace(found)) === place)
  return { text: `${plain(`✗ ${listed(named)} — ${reason}${where}`)}\n  ${plain(help)}`, place: placeIn(cwd, problem?.place) }
}

const listed = (names: readonly string[]): string => [names.slice(0, -1).join(', '), names.at(-1)!].filter(Boolean).join(' and ')

/** One for each kind of warning, with the place of its first. */
export function warningsOf({ warnings }: SliceResult, cwd: string): Diagnostic[] {
  return grouped(warnings, ({ code }) => code).map((alike) => {
    const { code, message, help, place } = alike[0]!
    const where = place?.line === undefined ? '' : ` (${formatPlace(place)})`
    const more = alike.length === 1 ? '' : ` … and ${alike.length - 1} more`
    return { text: `${plain(`${alike.length} × ${code}: ${message}${where}${more}`)}\n  ${plain(help)}`, place: placeIn(cwd, place) }
  })
}

/** What has the same key, together, in the order of the first of each. */
export function grouped<Value>(values: readonly Value[], keyOf: (value: Value) => string): [Value, ...Value[]][] {
  const groups = new Map<string, [Value, ...Value[]]>()
  for (const value of values) {
    const group = groups.get(keyOf(value))
    if (group) group.push(value)
    else groups.set(keyOf(value), [value])
  }
  return [...groups.values()]
}

/** Places of the core count from 1 and name files relative to `cwd`. Hosts print names of files as they are, so odd ones are kept from them. */
function placeIn(cwd: string, place: Place | undefined): Diagnostic['place'] {
  if (place?.line === undefined || place.file.includes('://') || plainLine(place.file) !== place.file) return undefined
  return { file: resolve(cwd, place.file), line: place.line, column: place.column ?? 1 }
}
