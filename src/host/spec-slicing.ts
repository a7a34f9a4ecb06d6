import { MemoryCache } from '../core/cache/memory-cache.ts'
import type { Options } from '../core/options/options.ts'
import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import { failuresOf, refusalOf, warningsOf } from './diagnostics.ts'
import type { Diagnostic } from './host.ts'
import { runTold } from './told.ts'

/** What slicing has made and has to tell. */
export interface Outcome {
  /** By name in the build's output. */
  files: Map<string, Uint8Array>
  warnings: Diagnostic[]
  failures: Diagnostic[]
}

export interface SpecJob {
  request: ResolvedRequest
  /** Folder of the slices in the build's output. */
  assetsDir: string
  failOn: Options['failOn']
  cwd: string
}

/** One description, sliced as often as a build is made: only when it has changed, and then only what of it has. */
export interface SpecSlicing {
  /** @param watch is told of each file that was read */
  run(log: (text: string) => void, watch: (file: string) => void): Promise<Outcome>
}

export function createSpecSlicing({ request, assetsDir, failOn, cwd }: SpecJob): SpecSlicing {
  const cache = new MemoryCache()
  // A ruleset may extend others, and what is on the network may change without a word.
  const isRepeatable = request.ruleset === undefined && !request.allow.some((entry) => entry.includes('://'))
  let last: Outcome | undefined
  return {
    async run(log, watch) {
      if (last && isRepeatable && cache.isCurrent()) return last
      try {
        const files = new Map<string, Uint8Array>()
        const sink = cache.sink((file, bytes) => files.set(`${assetsDir}/${file}`, bytes))
        const reuse = request.ruleset === undefined ? cache : undefined
        const result = await runTold({ ...request, outDir: assetsDir }, { cwd, sink, reuse }, log)
        for (const file of result.inputs) watch(file)
        const warnings = warningsOf(result, cwd)
        const failures = failuresOf(result, cwd)
        last = failOn === 'error' ? { files, warnings, failures } : { files, warnings: [...warnings, ...failures], failures: [] }
        return last
      } catch (error) {
        return { files: new Map(), warnings: [], failures: [refusalOf(error, cwd)] }
      }
    },
  }
}
