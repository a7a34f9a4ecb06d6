import { isDeepStrictEqual } from 'node:util'
import { MemoryCache } from '../core/cache/memory-cache.ts'
import type { Options } from '../core/options/options.ts'
import { failuresOf, refusalOf, warningsOf } from './diagnostics.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { Diagnostic, Host } from './host.ts'
import { type Plan, planOf } from './plan.ts'
import { runTold } from './told.ts'

/** What a run made and has to tell. */
export interface Outcome {
  files: Map<string, Uint8Array>
  warnings: Diagnostic[]
  failures: Diagnostic[]
}

/** A run that need not be made again as long as nothing has changed. */
interface Memory {
  outcome: Outcome
  given: Options
  /** Of all files that were read. */
  fingerprint: string
}

/**
 * What the builds of a plugin get: made anew if anything has changed since the last time.
 *
 * @param inputs absolute paths of all files that were read, which is added to
 */
export function outcomes(options: Options | undefined, inputs: Set<string>): (host: Host) => Promise<Outcome> {
  let memory: Memory | undefined
  /** By folder of the assets: the files of the last run, for the next. */
  let caches = new Map<string, MemoryCache>()
  let given: Options | undefined
  return async (host) => {
    const watch = (file: string): void => {
      inputs.add(file)
      host.watch(file)
    }
    try {
      const begun = Date.now()
      const plan = await planOf(options, host.root, watch)
      const known = await remembered(plan)
      if (known) return known
      if (!isDeepStrictEqual(given, plan.given)) caches = new Map()
      given = plan.given
      const outcome = await slicePlan(plan, caches, host, watch)
      const fingerprint = isRepeatable(plan) ? await fingerprintOf(inputs, begun) : undefined
      memory = fingerprint === undefined ? undefined : { outcome, given: plan.given, fingerprint }
      return outcome
    } catch (error) {
      return { files: new Map(), warnings: [], failures: [refusalOf(error, host.root)] }
    }
  }

  async function remembered({ given }: Plan): Promise<Outcome | undefined> {
    if (!memory || !isDeepStrictEqual(given, memory.given)) return undefined
    return (await fingerprintOf(inputs)) === memory.fingerprint ? memory.outcome : undefined
  }
}

/** Whether a run reads nothing but its inputs. A ruleset may extend others, and what is on the network may change. */
const isRepeatable = ({ requests }: Plan): boolean =>
  requests.every(({ ruleset, allow }) => ruleset === undefined && !allow.some((entry) => entry.includes('://')))

async function slicePlan(plan: Plan, caches: Map<string, MemoryCache>, host: Host, watch: (file: string) => void): Promise<Outcome> {
  const { requests, assetsDirs, failOn, cwd } = plan
  const outcome: Outcome = { files: new Map(), warnings: [], failures: [] }
  for (const [index, request] of requests.entries()) {
    const assetsDir = assetsDirs[index]!
    try {
      const reuse = caches.get(assetsDir) ?? new MemoryCache()
      caches.set(assetsDir, reuse)
      const sink = reuse.sink((file, bytes) => outcome.files.set(`${assetsDir}/${file}`, bytes))
      const result = await runTold({ ...request, outDir: assetsDir }, { cwd, sink, reuse }, (text) => host.log(text))
      for (const file of result.inputs) watch(file)
      outcome.warnings.push(...warningsOf(result, cwd))
      outcome[failOn === 'error' ? 'failures' : 'warnings'].push(...failuresOf(result, cwd))
    } catch (error) {
      outcome.failures.push(refusalOf(error, cwd))
    }
  }
  return outcome
}
