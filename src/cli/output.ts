import { isOfRun } from '../core/problems.ts'
import type { Forecast, Progress, SliceResult } from '../core/options/request.ts'
import { forecastLines } from '../report/forecast.ts'
import { plain } from '../report/plain.ts'
import { progressReporter } from '../report/progress.ts'
import { summaryLines } from '../report/summary.ts'
import { timingLines } from '../report/timing.ts'
import { wantsColors } from './colors.ts'
import { dryRunLines } from './dry-run.ts'
import { type Refusal, refusalLines } from './refusal.ts'
import type { Tokens } from './tokens.ts'

/** What the command says: results to stdout, progress and trouble to stderr. */
export interface Output {
  /** Before one of several descriptions. */
  title(name: string): void
  /** While another run writes to the same folder. */
  onWaiting(text: string): void
  onForecast(forecast: Forecast): void
  onProgress(progress: Progress): void
  /** After the last endpoint of a description, if nothing else is said about it. */
  rest(): void
  /** @param isReport whether a report is all that was written */
  result(result: SliceResult, isReport: boolean): void
  /** @returns the exit code */
  refuse(refusal: Refusal): number
  /** After an interruption, with what has been done so far. */
  stopped(name: string): void
}

/** How much is said depends on `--quiet` and `--debug`, which count even if the rest of the command line is refused. */
export function outputFor({ flags }: Tokens): Output {
  const { stdout, stderr } = process
  // A negation of these is refused, and nothing may be added to that.
  const has = (flag: string): boolean => flags.some(({ name, written }) => name === flag && !written.startsWith('--no-'))
  const [quiet, debug] = [has('quiet'), has('debug')]
  const styleOf = ({ isTTY }: NodeJS.WriteStream) => ({ colors: wantsColors(isTTY, process.env), debug })
  const say = (stream: NodeJS.WriteStream, lines: readonly string[]): void => void stream.write(lines.map((line) => `${line}\n`).join(''))
  const reporter = progressReporter(stderr)
  let latest: Progress | undefined
  /** What came before the first run. */
  let begun = performance.now()

  return {
    title(name) {
      latest = undefined
      if (!quiet) say(stdout, [`${plain(name)}:`])
    },
    onWaiting(text) {
      say(stderr, [plain(text)])
    },
    onForecast(forecast) {
      if (!quiet) say(stderr, forecastLines(forecast))
    },
    onProgress(progress) {
      latest = progress
      if (!quiet) reporter.onProgress(progress)
    },
    rest: () => reporter.end(),
    result(result, isReport) {
      reporter.end()
      const stream = quiet ? stderr : stdout
      if (!quiet || result.failed > 0 || result.problems.some(isOfRun)) {
        say(stream, [...(result.dryRun && !quiet ? dryRunLines(result) : []), ...summaryLines(result, { ...styleOf(stream), isReport })])
      }
      if (!has('timing')) return
      say(stderr, timingLines(result, { start: begun, memory: process.resourceUsage().maxRSS * 1024 }))
      begun = 0
    },
    refuse(refusal) {
      reporter.end()
      say(stderr, refusalLines(refusal, styleOf(stderr)))
      return refusal.exitCode
    },
    stopped(name) {
      reporter.end()
      say(stderr, stoppedLines(name, latest))
    },
  }
}

function stoppedLines(name: string, progress: Progress | undefined): string[] {
  if (!progress) return ['Stopped before the first endpoint was done.', '  What to do: Run it again.']
  const { done, total } = progress
  return [
    `Stopped: ${done} of ${total} endpoints of ${plain(name)} were done.`,
    '  What to do: Run it again; the next run finishes the folder.',
  ]
}
