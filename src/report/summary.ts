import { createColors } from 'picocolors'
import type { FailedEndpoint, SliceResult } from '../core/options/request.ts'
import { isOfRun, PHASES, type Phase, type Place, type Problem } from '../core/problems.ts'
import { plain } from './plain.ts'

export interface SummaryOptions {
  colors: boolean
  /** Adds phases, codes and pointers. */
  debug: boolean
  /** Whether a report is all that was written. */
  isReport?: boolean
  /** The lines of a place, where they are to be shown. */
  frameOf?: (place: Place) => readonly string[]
  /** Whether the files become a part of a build's output. */
  isInBuild?: boolean
}

type Colors = ReturnType<typeof createColors>

/** A log is read from its end: more failures than these would push the first ones out of sight. */
const MAX_LISTED = 20

/** What became of a run, in lines without newlines: counts, time, where; failed endpoints with remedies; warnings. */
export function summaryLines(result: SliceResult, { colors, debug, isReport = false, isInBuild = false }: SummaryOptions): string[] {
  const paint = createColors(colors)
  return [
    headline(result, paint),
    ...facts(result, { isReport, isInBuild }),
    ...failureLines(result, { colors, debug }),
    ...troubleLines(result, { colors }),
    ...warningLines(result.warnings, { colors }),
  ]
}

function headline({ extracted, failed }: SliceResult, paint: Colors): string {
  const text = `${extracted} extracted, ${failed} failed`
  if (failed === 0) return paint.green(`✓ ${text}`)
  return extracted === 0 ? paint.red(`✗ ${text}`) : paint.yellow(`✓ ${text}`)
}

function facts(
  { passRate, elapsed, files, outDir, indexPath, llmsPath, reportPath, dryRun, unchanged }: SliceResult,
  { isReport, isInBuild }: { isReport: boolean; isInBuild: boolean },
): string[] {
  const count = `${files.length} ${files.length === 1 ? 'file' : 'files'}`
  const folder = isInBuild ? folderInBuild(outDir) : plain(outDir)
  return [
    ...(unchanged ? ['  Nothing has changed since the last run.'] : []),
    `  Pass rate: ${percentage(passRate)}`,
    `  Time: ${duration(elapsed)}`,
    ...(isReport ? [] : [dryRun ? `  Dry run: ${count} would be written to ${folder}` : `  Folder: ${folder} (${count})`]),
    ...(indexPath === undefined ? [] : [`  Index: ${plain(indexPath)}`]),
    ...(llmsPath === undefined ? [] : [`  For language models: ${plain(llmsPath)}`]),
    ...(reportPath === undefined ? [] : [`  Report: ${plain(reportPath)}`]),
  ]
}

const folderInBuild = (folder: string): string => `${folder === '.' ? '' : `${plain(folder)}, in `}the output of the build`

/** Each failed endpoint with its reason and place, and on the next line what to do. */
export function failureLines({ failures, problems, dryRun }: SliceResult, { colors, debug, frameOf }: SummaryOptions): string[] {
  const paint = createColors(colors)
  const frameLines = (place: Place | undefined): string[] => (place && frameOf ? frameOf(place).map((line) => `  ${paint.dim(line)}`) : [])
  const listed = failures
    .slice(0, MAX_LISTED)
    .flatMap((failure) => [
      paint.red(failedEndpointLine(failure)),
      ...frameLines(problemOf(failure, problems)?.place),
      `  ${plain(failure.help)}`,
      ...(debug ? [paint.dim(`  ${detail(failure, problems)}`)] : []),
    ])
  const more = failures.length - MAX_LISTED
  // A dry run writes no report.
  const all = dryRun ? 'slice-oas check --reporter json' : 'problems.json'
  return more > 0 ? [...listed, `… and ${more} more, see ${all}`] : listed
}

function failedEndpointLine({ method, path, reason, place }: FailedEndpoint): string {
  return plain(`✗ ${method} ${path} — ${reason}${place === undefined ? '' : ` (${place})`}`)
}

const problemOf = ({ method, path, reason }: FailedEndpoint, problems: readonly Problem[]): Problem | undefined =>
  problems.find(({ message, endpoints }) => message === reason && endpoints?.includes(`${method} ${path}`))

function detail(failure: FailedEndpoint, problems: readonly Problem[]): string {
  const problem = problemOf(failure, problems)
  const facts = [`phase ${failure.phase}, ${PHASES[failure.phase as Phase]}`, problem?.code, problem?.place?.pointer]
  return facts
    .filter((fact) => fact !== undefined)
    .map(plain)
    .join(' · ')
}

/** What keeps the output from being complete, whatever became of the endpoints. */
function troubleLines({ problems }: SliceResult, { colors }: Pick<SummaryOptions, 'colors'>): string[] {
  const paint = createColors(colors)
  return problems.filter(isOfRun).flatMap(({ message, help }) => [paint.red(plain(`✗ ${message}`)), `  ${plain(help)}`])
}

/** A line for each kind of warning. */
export function warningLines(warnings: readonly Problem[], { colors }: Pick<SummaryOptions, 'colors'>): string[] {
  const paint = createColors(colors)
  const codes = [...new Set(warnings.map(({ code }) => code))]
  return codes.map((code) => {
    const [first, ...others] = warnings.filter((warning) => warning.code === code)
    const more = others.length === 0 ? '' : ` … and ${others.length} more`
    return paint.yellow(plain(`! ${others.length + 1} × ${code}: ${first!.message}${more}`))
  })
}

/** Never 100% when something failed. */
export const percentage = (share: number): string => `${Math.floor(share * 1000) / 10}%`

const duration = (milliseconds: number): string =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`
