import { resolve } from 'node:path'
import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import { SliceError } from '../core/problems.ts'

/** The files that a description consists of, those that are missing too. Of one that is refused, what it takes to be read again: its root. */
export async function filesOf({ input, allow }: ResolvedRequest, cwd: string): Promise<readonly string[]> {
  const { load } = await import('../core/load/load.ts')
  try {
    return (await load({ input, cwd, allow })).files
  } catch (error) {
    if (error instanceof SliceError) return [resolve(cwd, input)]
    throw error
  }
}
