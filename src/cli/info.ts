import { infoOf } from '../core/info.ts'
import { EXIT } from '../core/problems.ts'
import type { SpecInfo } from '../core/spec-info.ts'
import { argumentsOf } from './arguments.ts'
import { explained } from './explained.ts'
import { guarded } from './guarded.ts'
import { infoJson, infoLines } from './info-text.ts'
import type { Output } from './output.ts'
import { refusalOf } from './refusal.ts'
import { requestsOf } from './requests.ts'
import { endpointNamed } from './single-endpoint.ts'
import type { Tokens } from './tokens.ts'

/** Says what descriptions are and which versions their slices can have. @returns the exit code */
export const info = (tokens: Tokens): Promise<number> => guarded(tokens, (output) => describe(tokens, output))

async function describe(tokens: Tokens, output: Output): Promise<number> {
  const given = argumentsOf(tokens, 'info')
  const cwd = process.cwd()
  const { requests, flags } = await requestsOf(given, cwd)
  const found: SpecInfo[] = []
  let exitCode: number = EXIT.ok
  for (const request of requests) {
    try {
      found.push(await infoOf(request, cwd))
    } catch (error) {
      const refusal = refusalOf(await explained(error, request, { cwd, endpoint: endpointNamed(given), flags }))
      exitCode ||= output.refuse(requests.length > 1 ? { ...refusal, message: `${request.name}: ${refusal.message}` } : refusal)
    }
  }
  if (found.length > 0) process.stdout.write(given.has('json') ? infoJson(found) : `${found.flatMap(infoLines).join('\n')}\n`)
  return exitCode
}
