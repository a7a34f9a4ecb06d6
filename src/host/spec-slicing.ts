import { MemoryCache } from '../core/cache/memory-cache.ts'
import type { Options } from '../core/options/options.ts'
import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import type { IndexRow } from '../core/write/index-csv.ts'
import { failuresOf, refusalOf, warningsOf } from './diagnostics.ts'
import type { Diagnostic } from './host.ts'
import { runTold } from './told.ts'

/** What slicing has made and has to tell. */
export interface Outcome {
  /** By name in the build's output. */
  files: Map<string, Uint8Array>
  warnings: Diagnostic[]
  failures: Diagnostic[]
  /** Undefined if the description was refused as a whole. */
  spec: SlicedSpec | undefined
}

/** What is known of a description that was sliced. */
export interface SlicedSpec {
  /** Folder of its slices in the build's output. */
  folder: string
  rows: IndexRow[]
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
        const rows: IndexRow[] = []
        const onRows = (more: readonly IndexRow[]): void => void rows.push(...more)
        const reuse = request.ruleset === undefined ? cache : undefined
        const result = await runTold({ ...request, outDir: assetsDir }, { cwd, sink, reuse, onRows }, log)
        for (const file of result.inputs) watch(file)
        const warnings = warningsOf(result, cwd)
        const failures = failuresOf(result, cwd)
        const spec = { folder: assetsDir, rows }
        last =
          failOn === 'error' ? { files, warnings, failures, spec } : { files, warnings: [...warnings, ...failures], failures: [], spec }
        return last
      } catch (error) {
        return refused(refusalOf(error, cwd))
      }
    },
  }
}

/** What comes of a description, or of options, that are refused as a whole. */
export const refused = (refusal: Diagnostic): Outcome => ({ files: new Map(), warnings: [], failures: [refusal], spec: undefined })
