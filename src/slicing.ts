import { isDeepStrictEqual } from 'node:util'
import type { Options } from './core/options/options.ts'
import { MemoryCache } from './core/cache/memory-cache.ts'
import { failuresOf, refusalOf, warningsOf } from './host/diagnostics.ts'
import { fingerprintOf } from './host/fingerprint.ts'
import type { Diagnostic, Host } from './host/host.ts'
import { type Plan, planOf } from './host/plan.ts'
import { runTold } from './host/told.ts'

/** Slices the declared descriptions into the assets of a build, as often as it builds. */
export interface Slicing {
  run(host: Host): Promise<void>
  /** Absolute paths of all files that were read, also by runs that failed: what a watcher must watch. */
  readonly inputs: ReadonlySet<string>
  /** The files of the last run that did not fail, by name in the build's output. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** What a run made and has to tell. */
interface Outcome {
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

/** @param options undefined to read `unplugin.config.ts`, again for each run */
export function createSlicing(options: Options | undefined): Slicing {
  const inputs = new Set<string>()
  let last: ReadonlyMap<string, Uint8Array> = new Map()
  let memory: Memory | undefined
  /** By folder of the assets: the files of the last run, for the next. */
  let caches = new Map<string, MemoryCache>()
  let given: Options | undefined
  let turn: Promise<unknown> = Promise.resolve()
  return {
    inputs,
    get files() {
      return last
    },
    run(host) {
      // The environments of one build come at the same time: the first slices, and the others find its work done.
      const mine = turn.then(() => run(host))
      turn = mine.catch(() => {})
      return mine
    },
  }

  async function run(host: Host): Promise<void> {
    // A run may stop before it has read what an earlier one has; a mended file must be noticed all the same.
    for (const file of inputs) host.watch(file)
    const { files, warnings, failures } = await outcomeIn(host)
    for (const warning of warnings) host.warn(warning)
    if (failures.length > 0) return host.fail(failures)
    // Only now, because some hosts write at once, and a build that fails should leave nothing behind.
    last = files
    for (const [file, bytes] of files) host.emit(file, bytes)
  }

  async function outcomeIn(host: Host): Promise<Outcome> {
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
