import type { SliceRequest } from '../core/options/request.ts'
import { resolveRequest } from '../core/options/resolve-request.ts'
import { runMerge } from '../run-merge.ts'
import { argumentsOf } from './arguments.ts'
import { exitCodeOf } from './exit-code.ts'
import { withYes } from './explained.ts'
import { flagOfOption } from './flags.ts'
import { guarded } from './guarded.ts'
import { inFlags, resultInFlags } from './in-flags.ts'
import type { Interruption } from './interruption.ts'
import type { Output } from './output.ts'
import { overridesOf } from './requests.ts'
import type { Tokens } from './tokens.ts'

/** Joins what the shards of a run have made. @returns the exit code that the run would have had in one */
export const merge = (tokens: Tokens, interruption: Interruption): Promise<number> =>
  guarded(tokens, (output) => mergeAll(tokens, interruption, output))

async function mergeAll(tokens: Tokens, { signal, exitCode, end }: Interruption, output: Output): Promise<number> {
  try {
    const given = argumentsOf(tokens, 'merge')
    const set = Object.fromEntries(overridesOf(given)) as Partial<SliceRequest>
    // What is read are the parts; everything else is as it is for a run.
    const { outDir, force, maxOutput } = resolveRequest({ ...set, input: 'parts' })
    const request = { folders: tokens.words, outDir, force, maxOutput, onProgress: output.onProgress }
    const context = { cwd: process.cwd(), signal, onWaiting: output.onWaiting }
    const result = await runMerge(request, context).catch((error: unknown) => {
      throw withYes(error, given)
    })
    output.result(resultInFlags(result, flagOfOption), false)
    return exitCodeOf(result, 'error')
  } catch (error) {
    if (!signal.aborted) throw inFlags(error, flagOfOption)
    output.stopped('the whole')
    return exitCode()!
  } finally {
    end()
  }
}
