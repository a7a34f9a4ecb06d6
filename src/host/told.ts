import { createColors } from 'picocolors'
import type { SliceResult } from '../core/options/request.ts'
import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import { plain } from '../report/plain.ts'
import { forecastLines } from '../report/forecast.ts'
import { type ProgressOutput, progressReporter } from '../report/progress.ts'
import { summaryLines } from '../report/summary.ts'
import { type RunContext, runRequest } from '../run-request.ts'

type Log = (text: string) => void

/** Slices one description and tells of its progress and its outcome, but not of problems: hosts have channels for these. */
export async function runTold(request: ResolvedRequest, context: RunContext, log: Log): Promise<SliceResult> {
  log(plain(`Slicing ${request.input}`))
  const progress = progressReporter(outputOf(log))
  const onForecast: ResolvedRequest['onForecast'] = (forecast) => {
    for (const line of forecastLines(forecast)) log(line)
    request.onForecast(forecast)
  }
  const onProgress: ResolvedRequest['onProgress'] = (step) => {
    progress.onProgress(step)
    request.onProgress(step)
  }
  let result: SliceResult
  try {
    result = await runRequest({ ...request, onForecast, onProgress }, context)
  } finally {
    progress.end()
  }
  const style = { colors: createColors().isColorSupported, debug: false, isInBuild: true }
  log(summaryLines({ ...result, failures: [], warnings: [] }, style).join('\n'))
  return result
}

/** Hosts wait for slices, so that a line may move on their terminal; elsewhere their log is the place. */
function outputOf(log: Log): ProgressOutput {
  const { stdout, env } = process
  if (stdout.isTTY && !env['CI']) return { isTTY: true, write: (text) => void stdout.write(text) }
  return { isTTY: false, write: (text) => log(text.trimEnd()) }
}
