import { EXIT } from '../core/problems.ts'
import { argumentsOf } from './arguments.ts'
import { listenForInterruption } from './interruption.ts'
import { type Output, outputFor } from './output.ts'
import { refusalOf } from './refusal.ts'
import { requestsOf } from './requests.ts'
import { endpointNamed } from './single-endpoint.ts'
import { sliceOne } from './slice-one.ts'
import type { Tokens } from './tokens.ts'

/** Slices what a command line asks for. @returns the exit code */
export async function command(tokens: Tokens): Promise<number> {
  const output = outputFor(tokens)
  const refuse = (error: unknown): number => output.refuse(refusalOf(error))
  process.on('uncaughtException', (error) => process.exit(refuse(error)))
  return slice(tokens, output).catch(refuse)
}

async function slice(tokens: Tokens, output: Output): Promise<number> {
  const given = argumentsOf(tokens)
  const cwd = process.cwd()
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
