import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import { SliceError } from '../core/problems.ts'
import type { Arguments } from './arguments.ts'
import { type FlagNames, inFlags } from './in-flags.ts'
import { endpointNamed } from './single-endpoint.ts'

/** What is needed to explain why a description was refused. */
export interface Asked {
  cwd: string
  given: Arguments
  flags: FlagNames
}

/** A refusal of the core in the words of the command line. */
export async function explained(error: unknown, request: ResolvedRequest, { cwd, given, flags }: Asked): Promise<unknown> {
  const endpoint = endpointNamed(given)
  const isNotFound = error instanceof SliceError && error.code === 'nothing-selected' && endpoint !== undefined
  if (!isNotFound) return inFlags(withYes(error, given), flags)
  const { endpointNotFound } = await import('./endpoint-not-found.ts')
  return endpointNotFound(request, cwd, endpoint)
}

/** Adds what only a command line can do about too much output. The two flags are refused together. */
export function withYes(error: unknown, given: Arguments): unknown {
  if (!(error instanceof SliceError) || error.code !== 'output-too-large') return error
  const help = `${error.help} With --yes${given.has('max-output') ? ' instead of --max-output' : ''} it is written all the same.`
  return new SliceError(error.code, error.message, help, error.place, { cause: error })
}
