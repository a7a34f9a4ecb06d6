import type { FinishedRun } from '../../core/batch/finished-run.ts'
import type { ResolvedRequest } from '../../core/options/resolve-request.ts'
import { EXIT, SliceError } from '../../core/problems.ts'
import { nullSink } from '../../core/write/sink.ts'
import { runRequest } from '../../run-request.ts'
import { type Arguments, argumentsOf } from '../arguments.ts'
import { wantsColors } from '../colors.ts'
import { exitCodeOf } from '../exit-code.ts'
import { explained } from '../explained.ts'
import { beFrugalWith } from '../frugal.ts'
import { guarded } from '../guarded.ts'
import { type FlagNames, resultInFlags } from '../in-flags.ts'
import { type Interruption, listenForInterruption } from '../interruption.ts'
import type { Output } from '../output.ts'
import { refusalOf } from '../refusal.ts'
import { requestsOf } from '../requests.ts'
import type { Tokens } from '../tokens.ts'
import type { Checked, CheckedEndpoint } from './checked.ts'
import { reporterNamed } from './reporters.ts'

/** Slices in memory, and says what would fail. @returns the exit code that slicing would have */
export const check = (tokens: Tokens): Promise<number> => guarded(tokens, (output) => checkAll(tokens, output))

async function checkAll(tokens: Tokens, output: Output): Promise<number> {
  const given = argumentsOf(tokens, 'check')
  const report = await reporterNamed(given.get('reporter') as string | undefined)
  const cwd = process.cwd()
  const { requests, failOn, flags } = await requestsOf(given, cwd)
  beFrugalWith(
    requests.map(({ input }) => input),
    cwd,
  )
  const interruption = listenForInterruption()
  const checked: Checked[] = []
  let exitCode: number = EXIT.ok
  for (const request of requests) {
    const one = await checkOne(request, { given, cwd, flags, output, interruption, isOneOfSeveral: requests.length > 1 })
    const interrupted = interruption.exitCode()
    if (interrupted !== undefined) {
      output.stopped(request.name)
      return interrupted
    }
    checked.push(one.checked)
    exitCode ||= one.checked.result ? exitCodeOf(one.checked.result, failOn) : one.exitCode
  }
  interruption.end()
  const [debug, quiet] = [given.has('debug'), given.has('quiet')]
  process.stdout.write(
    report(checked, { cwd, env: process.env, colors: wantsColors(process.stdout.isTTY, process.env), debug, quiet, exitCode }),
  )
  return exitCode
}

interface Context {
  given: Arguments
  cwd: string
  flags: FlagNames
  output: Output
  interruption: Interruption
  isOneOfSeveral: boolean
}

async function checkOne(request: ResolvedRequest, context: Context): Promise<{ checked: Checked; exitCode: number }> {
  const { given, cwd, flags, output, interruption, isOneOfSeveral } = context
  const { signal, unpaused } = interruption
  const onProgress: ResolvedRequest['onProgress'] = (progress) => {
    if (signal.aborted) return
    output.onProgress(progress)
    request.onProgress(progress)
  }
  const about = { name: request.name, input: request.input }
  // Nothing is written, so nothing can be too large, and what an earlier run has left proves nothing.
  const inMemory = { dryRun: true, csv: false, llms: false, report: false, cache: false, maxOutput: Infinity, onProgress }
  let finished: FinishedRun | undefined
  try {
    const result = await runRequest(
      { ...request, ...inMemory },
      { cwd, sink: nullSink, signal, unpaused, onFinished: (run) => void (finished = run) },
    )
    output.rest()
    const inFlags = resultInFlags(result, flags)
    return {
      checked: { ...about, input: finished!.shown, result: inFlags, endpoints: endpointsOf(finished!, inFlags), refusal: undefined },
      exitCode: EXIT.ok,
    }
  } catch (error) {
    const told = await explained(error, request, { cwd, given, flags })
    const refusal = refusalOf(told)
    const named = isOneOfSeveral ? { ...refusal, message: `${request.name}: ${refusal.message}` } : refusal
    const exitCode = signal.aborted ? EXIT.someFailed : output.refuse(named)
    const { code, place } = told instanceof SliceError ? told : { code: 'internal' as const, place: undefined }
    const { message, help } = refusal
    return { checked: { ...about, result: undefined, endpoints: [], refusal: { code, message, help, place } }, exitCode }
  }
}

function endpointsOf({ endpoints }: FinishedRun, { failures }: NonNullable<Checked['result']>): CheckedEndpoint[] {
  const failed = new Map(failures.map((failure) => [`${failure.method} ${failure.path}`, failure]))
  return endpoints.map(({ endpoint: { id, method, path }, row }) => {
    const elapsed = row.extraction_time_ms === '' ? undefined : Number(row.extraction_time_ms)
    return { method, path, failure: failed.get(id), elapsed }
  })
}
