import { join, resolve } from 'node:path'
import { styleText } from 'node:util'
import type { FailedEndpoint, SliceResult } from '../../core/options/request.ts'
import { EXIT, isOfRun, type Problem } from '../../core/problems.ts'
import { plain } from '../../report/plain.ts'
import { percentage } from '../../report/summary.ts'
import { exitCodeOf } from '../exit-code.ts'
import { counted } from './words.ts'

/** More would push the beginning out of sight; all of them are in the overview. */
const MAX_LISTED = 5

/**
 * What became of a run, in plain language, in lines without newlines.
 * @param input the source, as it was named
 * @param cwd what the folder of the files starts from
 */
export function endingLines(result: SliceResult, input: string, cwd: string): string[] {
  const { extracted, failures, warnings, problems, outDir } = result
  return [
    ...resultLines(result),
    // A terminal may be in another folder than the file that was dragged into it.
    ...(extracted === 0 ? [] : [`  Folder: ${plain(resolve(cwd, outDir))}`]),
    ...(failures.length === 0 ? [] : ['', ...failures.slice(0, MAX_LISTED).flatMap(failureLines), ...moreLine(failures.length)]),
    ...problems
      .filter(isOfRun)
      .flatMap(({ message, help }) => ['', `${styleText('red', '✗')} ${plain(message)}`, `  What to do: ${plain(help)}`]),
    ...(warnings.length === 0 ? [] : ['', ...warningLines(warnings)]),
    '',
    'What next?',
    ...(failures.length === 0 ? [] : [`  ${remedyOf(result, input)}`]),
    `  ${lookAt(result)}`,
  ]
}

function remedyOf(result: SliceResult, input: string): string {
  if (exitCodeOf(result, 'error') === EXIT.cannotConvert) return 'If you need them all, do it again and keep the version of your file.'
  return `Correct ${plain(input)} in these places, and do it again with the command above.`
}

function lookAt({ files, outDir, indexPath, extracted }: SliceResult): string {
  const [only] = files
  if (only && files.length === 1) return `Look into ${plain(join(outDir, only.file))}.`
  if (indexPath === undefined) return `Look into ${plain(outDir)}.`
  const what = extracted === 0 ? 'it says of every endpoint why' : 'it lists all files'
  return `Open ${plain(indexPath)} in a spreadsheet: ${what}.`
}

function resultLines({ total, extracted, failed, files, outDir, passRate, elapsed, unchanged }: SliceResult): string[] {
  const where = `${counted(files.length, 'file')} ${files.length === 1 ? 'is' : 'are'} in ${plain(outDir)}`
  const pass = total === 1 ? 'It passed' : `All ${total.toLocaleString('en')} passed`
  const time = `It took ${duration(elapsed)}.`
  if (failed === 0) {
    const again = unchanged ? ' Nothing has changed since the last time.' : ''
    return [`${styleText('green', '✓')} Done: ${where}.`, `  ${pass} every check (${percentage(passRate)}). ${time}${again}`]
  }
  const some = extracted === 0 ? [] : [`${styleText('green', '✓')} ${where}.`]
  return [
    ...some,
    `${styleText('red', '✗')} ${counted(failed, 'endpoint')} of ${total.toLocaleString('en')} could not be written.`,
    `  ${percentage(passRate)} passed every check. ${time}`,
  ]
}

const duration = (milliseconds: number): string =>
  milliseconds < 1000 ? 'less than a second' : `${(milliseconds / 1000).toFixed(1)} seconds`

const failureLines = ({ method, path, reason, place, help }: FailedEndpoint): string[] => [
  plain(`${method} ${path}: ${reason}`),
  `  Where: ${plain(place ?? 'in the whole of it')}`,
  `  What to do: ${plain(help)}`,
]

const moreLine = (count: number): string[] =>
  count > MAX_LISTED ? [`… and ${count - MAX_LISTED} more; the overview index.csv has them all.`] : []

/** A line for each kind of remark. */
function warningLines(warnings: readonly Problem[]): string[] {
  const first = new Map<string, Problem>()
  for (const warning of warnings) if (!first.has(warning.code)) first.set(warning.code, warning)
  return ['Worth knowing:', ...[...first.values()].slice(0, MAX_LISTED).map(({ message, help }) => `  ${plain(`${message} ${help}`)}`)]
}
