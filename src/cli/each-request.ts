import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import { EXIT } from '../core/problems.ts'
import { type Arguments, argumentsOf } from './arguments.ts'
import type { CommandName } from './commands.ts'
import { explained } from './explained.ts'
import type { Output } from './output.ts'
import { refusalOf } from './refusal.ts'
import { requestsOf } from './requests.ts'
import type { Tokens } from './tokens.ts'

/** Does something with each description; one that is refused does not stop the others. */
export async function eachRequest(
  tokens: Tokens,
  command: CommandName,
  output: Output,
  work: (request: ResolvedRequest, cwd: string) => Promise<number>,
): Promise<{ exitCode: number; given: Arguments; isOneOfSeveral: boolean }> {
  const given = argumentsOf(tokens, command)
  const cwd = process.cwd()
  const { requests, flags } = await requestsOf(given, cwd)
  const isOneOfSeveral = requests.length > 1
  let exitCode: number = EXIT.ok
  for (const request of requests) {
    const code = await work(request, cwd).catch(async (error: unknown) => {
      const refusal = refusalOf(await explained(error, request, { cwd, given, flags }))
      return output.refuse(isOneOfSeveral ? { ...refusal, message: `${request.name}: ${refusal.message}` } : refusal)
    })
    exitCode ||= code
  }
  return { exitCode, given, isOneOfSeveral }
}
