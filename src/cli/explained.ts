import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import { SliceError } from '../core/problems.ts'
import { type FlagNames, inFlags } from './in-flags.ts'
import type { EndpointName } from './single-endpoint.ts'

/** What is needed to explain why a description was refused. */
export interface Asked {
  cwd: string
  /** The one endpoint wanted, if one is named. */
  endpoint: EndpointName | undefined
  flags: FlagNames
}

/** A refusal of the core in the words of the command line. */
export async function explained(error: unknown, request: ResolvedRequest, { cwd, endpoint, flags }: Asked): Promise<unknown> {
  if (error instanceof SliceError && error.code === 'output-too-large') {
    const help = `${error.help} With --yes it is written all the same.`
    return inFlags(new SliceError(error.code, error.message, help, error.place, { cause: error }), flags)
  }
  const isNotFound = error instanceof SliceError && error.code === 'nothing-selected' && endpoint !== undefined
  if (!isNotFound) return inFlags(error, flags)
  const { endpointNotFound } = await import('./endpoint-not-found.ts')
  return endpointNotFound(request, cwd, endpoint)
}
