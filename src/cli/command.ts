import { EXIT } from '../core/problems.ts'
import { argumentsOf } from './arguments.ts'
import { beFrugalWith } from './frugal.ts'
import { guarded } from './guarded.ts'
import type { Interruption } from './interruption.ts'
import { refuseMistyped } from './mistyped.ts'
import type { Output } from './output.ts'
import { requestsOf } from './requests.ts'
import { sliceOne } from './slice-one.ts'
import type { Tokens } from './tokens.ts'

/** Slices what a command line asks for, into files or into a report alone. @returns the exit code */
export const slice = (tokens: Tokens, command: 'slice' | 'report', interruption: Interruption): Promise<number> =>
  guarded(tokens, (output) => sliceAll(tokens, command, interruption, output))

async function sliceAll(tokens: Tokens, command: 'slice' | 'report', interruption: Interruption, output: Output): Promise<number> {
  const cwd = process.cwd()
  if (command === 'slice') refuseMistyped(tokens, cwd)
  const given = argumentsOf(tokens, command)
  const { requests, failOn, flags } = await requestsOf(given, cwd)
  const isOneOfSeveral = requests.length > 1
  beFrugalWith(
    requests.map(({ input }) => input),
    cwd,
  )
  const run = { cwd, command, given, failOn, flags, isOneOfSeveral, interruption, output }
  let exitCode: number = EXIT.ok
  for (const request of requests) {
    if (isOneOfSeveral) output.title(request.name)
    const code = await sliceOne(request, run)
    exitCode ||= code
    const interrupted = interruption.exitCode()
    if (interrupted === undefined) continue
    output.stopped(request.name)
    return interrupted
  }
  interruption.end()
  return exitCode
}
