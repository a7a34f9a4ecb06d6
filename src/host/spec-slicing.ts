import type { FinishedRun } from '../core/batch/finished-run.ts'
import { MemoryCache } from '../core/cache/memory-cache.ts'
import { allowsNetwork } from '../core/options/allowed.ts'
import type { Options } from '../core/options/options.ts'
import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import type { IndexRow } from '../core/write/index-csv.ts'
import { runRequest } from '../run-request.ts'
import { failuresOf, refusalOf, warningsOf } from './diagnostics.ts'
import type { Diagnostic, Host } from './host.ts'
import { runTold } from './told.ts'

/** What slicing one description has made and has to tell. */
export interface Outcome {
  /** Of the description; undefined for what concerns all of them. */
  name: string | undefined
  /** By name in the build's output. */
  files: ReadonlyMap<string, Uint8Array>
  /** What programs can import: the same, and in a dry run what they would be. */
  importable: ReadonlyMap<string, Uint8Array>
  warnings: Diagnostic[]
  failures: Diagnostic[]
  /** Undefined if the description was refused as a whole. */
  spec: SlicedSpec | undefined
}

/** What is known of a description that was sliced. */
export interface SlicedSpec {
  /** Its name among all that are sliced. */
  name: string
  /** Folder of its slices in the build's output. */
  folder: string
  /** The selected endpoints, in source order. */
  endpoints: readonly { tags: readonly string[]; row: IndexRow; file: string }[]
  /** Only kept by a development server: it holds the whole description. */
  run: FinishedRun | undefined
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
  run(host: Host, watch: (file: string) => void): Promise<Outcome>
}

export function createSpecSlicing({ request, assetsDir, failOn, cwd }: SpecJob): SpecSlicing {
  const cache = new MemoryCache()
  // A ruleset may extend others, and what is on the network may change without a word.
  const isRepeatable = request.ruleset === undefined && !allowsNetwork(request.allow)
  let last: Outcome | undefined
  return {
    async run(host, watch) {
      if (last && isRepeatable && cache.isCurrent()) return last
      try {
        const importable = new Map<string, Uint8Array>()
        const kept = cache.sink((file, bytes) => importable.set(`${assetsDir}/${file}`, bytes))
        const sink = { ...kept, dry: () => kept }
        let run: FinishedRun | undefined
        const onFinished = (finished: FinishedRun): void => void (run = finished)
        const reuse = request.ruleset === undefined ? cache : undefined
        const context = { cwd, sink, reuse, onFinished }
        const wanted = { ...request, outDir: assetsDir }
        const result = host.isServing ? await runRequest(wanted, context) : await runTold(wanted, context, (text) => host.log(text))
        for (const file of result.inputs) watch(file)
        const warnings = warningsOf(result, cwd)
        const failures = failuresOf(result, cwd)
        const endpoints = run!.endpoints.map(({ endpoint: { tags }, row, file }) => ({ tags, row, file }))
        const files = request.dryRun ? new Map<string, Uint8Array>() : importable
        const spec = { name: request.name, folder: assetsDir, endpoints, run: host.isServing && run }
        const made = { name: request.name, files, importable, spec }
        last = failOn === 'error' ? { ...made, warnings, failures } : { ...made, warnings: [...warnings, ...failures], failures: [] }
        return last
      } catch (error) {
        return refused(refusalOf(error, cwd), request.name)
      }
    },
  }
}

/** What comes of a description, or of options, that are refused as a whole. */
export const refused = (refusal: Diagnostic, name?: string): Outcome => ({
  name,
  files: new Map(),
  importable: new Map(),
  warnings: [],
  failures: [refusal],
  spec: undefined,
})
