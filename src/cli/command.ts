import { EXIT } from '../core/problems.ts'
import { argumentsOf } from './arguments.ts'
import { guarded } from './guarded.ts'
import { listenForInterruption } from './interruption.ts'
import { refuseMistyped } from './mistyped.ts'
import type { Output } from './output.ts'
import { requestsOf } from './requests.ts'
import { endpointNamed } from './single-endpoint.ts'
import { sliceOne } from './slice-one.ts'
import type { Tokens } from './tokens.ts'

/** Slices what a command line asks for. @returns the exit code */
export const command = (tokens: Tokens): Promise<number> => guarded(tokens, (output) => slice(tokens, output))

async function slice(tokens: Tokens, output: Output): Promise<number> {
  const cwd = process.cwd()
  refuseMistyped(tokens, cwd)
  const given = argumentsOf(tokens, 'slice')
  const { requests, failOn, flags } = await requestsOf(given, cwd)
  const isOneOfSeveral = requests.length > 1
  const interruption = listenForInterruption()
  const run = { cwd, endpoint: endpointNamed(given), failOn, flags, isOneOfSeveral, signal: interruption.signal, output }
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
