import type { SliceResult } from '../core/options/request.ts'
import { EXIT, isOfRun } from '../core/problems.ts'

/** The exit code of a run that was not refused: whoever asked for a version wants to know if that alone is in the way. */
export function exitCodeOf({ failed, problems }: SliceResult, failOn: 'error' | 'never'): number {
  if (problems.some(isOfRun)) return EXIT.cannotWrite
  if (failed === 0 || failOn === 'never') return EXIT.ok
  const reasons = problems.filter(({ severity, endpoints }) => severity === 'error' && endpoints !== undefined)
  return reasons.every(({ code }) => code.startsWith('conversion/')) ? EXIT.cannotConvert : EXIT.someFailed
}
