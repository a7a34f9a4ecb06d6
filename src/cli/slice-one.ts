import type { Forecast, Progress, SliceResult } from '../core/options/request.ts'
import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import { EXIT } from '../core/problems.ts'
import { runForReport, runRequest } from '../run-request.ts'
import { exitCodeOf } from './exit-code.ts'
import { type Asked, explained } from './explained.ts'
import { resultInFlags } from './in-flags.ts'
import type { Interruption } from './interruption.ts'
import type { Output } from './output.ts'
import { refusalOf } from './refusal.ts'

/** What all descriptions of a run share. */
export interface Run extends Asked {
  /** Whether the slices are wanted, or only a report on them. */
  command: 'slice' | 'report'
  failOn: 'error' | 'never'
  /** Whether messages must say which description they are about. */
  isOneOfSeveral: boolean
  interruption: Interruption
  output: Output
}

/** Slices one description and says what became of it. @returns the exit code */
export async function sliceOne(request: ResolvedRequest, run: Run): Promise<number> {
  try {
    const result = await batch(request, run)
    const isReport = run.command === 'report'
    run.output.result(resultInFlags(result, run.flags), isReport)
    // A report was asked for, and here it is, whatever it says.
    return exitCodeOf(result, isReport ? 'never' : run.failOn)
  } catch (error) {
    // Who interrupted the run is told so by the caller.
    if (run.interruption.signal.aborted) return EXIT.someFailed
    const refusal = refusalOf(await explained(error, request, run))
    return run.output.refuse(run.isOneOfSeveral ? { ...refusal, message: `${request.name}: ${refusal.message}` } : refusal)
  }
}

function batch(request: ResolvedRequest, { cwd, command, interruption, output }: Run): Promise<SliceResult> {
  const { signal, unpaused } = interruption
  const onProgress = (progress: Progress): void => {
    // Endpoints in flight finish after an interruption; the last word has been said by then.
    if (signal.aborted) return
    output.onProgress(progress)
    request.onProgress(progress)
  }
  const onForecast = (forecast: Forecast): void => {
    if (!request.dryRun) output.onForecast(forecast)
    request.onForecast(forecast)
  }
  const run = command === 'report' ? runForReport : runRequest
  return run({ ...request, onForecast, onProgress }, { cwd, signal, unpaused, onWaiting: output.onWaiting })
}
