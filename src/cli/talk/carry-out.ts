import type { SliceResult } from '../../core/options/request.ts'
import type { ResolvedRequest } from '../../core/options/resolve-request.ts'
import { plain } from '../../report/plain.ts'
import { runRequest } from '../../run-request.ts'
import { argumentsOf } from '../arguments.ts'
import { exitCodeOf } from '../exit-code.ts'
import { explained } from '../explained.ts'
import { beFrugalWith } from '../frugal.ts'
import { resultInFlags } from '../in-flags.ts'
import { listenForInterruption } from '../interruption.ts'
import type { Output } from '../output.ts'
import { refusalOf } from '../refusal.ts'
import { requestsOf } from '../requests.ts'
import { tokensOf } from '../tokens.ts'
import { type Answers, argumentsFor } from './answers.ts'
import { endingLines } from './ending.ts'
import { guidedProgress } from './guided-progress.ts'
import { end, showCommand, tell } from './prompts.ts'

/** Does exactly what the command line does that was shown. @returns the exit code */
export async function carryOut(answers: Answers, output: Output, cwd: string): Promise<number> {
  const words = argumentsFor(answers)
  const given = argumentsOf(tokensOf(words), 'slice')
  const { requests, flags, failOn } = await requestsOf(given, cwd)
  const request = requests[0]!
  beFrugalWith([request.input], cwd)
  const interruption = listenForInterruption()
  const progress = guidedProgress()
  const onProgress: ResolvedRequest['onProgress'] = (now) => {
    if (!interruption.signal.aborted) progress.onProgress(now)
  }
  let result: SliceResult
  try {
    const { signal, unpaused } = interruption
    const onWaiting = (text: string): void => tell(['', plain(text)])
    result = resultInFlags(await runRequest({ ...request, onProgress }, { cwd, signal, unpaused, onWaiting }), flags)
  } catch (error) {
    progress.end()
    const code = interruption.exitCode()
    if (code === undefined) return output.refuse(refusalOf(await explained(error, request, { cwd, given, flags })))
    end('Stopped. Files that are there already are whole; the same command finishes the rest.')
    return code
  }
  progress.end()
  interruption.end()
  tell(endingLines(result, answers.input, cwd))
  end('And this makes a page to look at in your browser:')
  showCommand(['report', ...words])
  return exitCodeOf(result, failOn)
}
