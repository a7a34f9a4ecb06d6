import { dirname, relative, resolve, sep } from 'node:path'
import { digest, digestOfFile } from '../digest.ts'
import type { Description } from '../load/load.ts'
import { showPath } from '../show-path.ts'
import { filesBehind } from '../named-files.ts'
import type { ResolvedRequest } from '../options/resolve-request.ts'
import type { Group } from '../slice/groups.ts'
import type { Common, Program } from './part.ts'

/** What a run knows before its first slice. */
export interface Begun extends Pick<Common, 'title' | 'version'> {
  request: ResolvedRequest
  description: Description
  cwd: string
  sourceDate: Date | undefined
  /** All files of the run, in its order. */
  whole: readonly Group[]
  /** By file: its shard. */
  shards: readonly number[]
}

/** What makes a shard one of a certain run, and of no other. */
export function commonOf(begun: Begun, program: Program = { version: '', build: '' }): Common {
  const { request, description, cwd, sourceDate, title, version, whole, shards } = begun
  const plan = whole.map(({ file, endpoints }, position) => [file, shards[position], endpoints.map(({ id }) => id)])
  return {
    program,
    source: sourceOf(description, request.ruleset === undefined ? [] : filesBehind(resolve(cwd, request.ruleset))),
    options: decisive(request, showPath(description.files[0]!, cwd)),
    date: sourceDate?.toISOString() ?? null,
    plan: digest(JSON.stringify(plan)),
    files: whole.length,
    title,
    version,
  }
}

/** In the order of their names, for files that are read at the same time arrive in any. */
function sourceOf({ files, digestOf }: Description, others: readonly string[]): Common['source'] {
  const folder = dirname(files[0]!)
  const named = [...files.map((file) => [file, digestOf(file)] as const), ...others.map((file) => [file, digestOfFile(file)] as const)].map(
    ([file, hash]) => [relative(folder, file).replaceAll(sep, '/'), hash ?? null] as const,
  )
  return Object.fromEntries(named.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** The options without those that change nothing in what all shards make together. @param input as messages name it */
function decisive(request: ResolvedRequest, input: string): Common['options'] {
  const { onProgress: _, onForecast: _1, outDir: _2, concurrency: _3, dryRun: _4, force: _5, maxOutput: _6, ...rest } = request
  const { cache: _7, cacheDir: _8, shard: _9, report: _10, groupBy, ...options } = rest
  // A function cannot be told from others; what it does shows in the plan.
  return { ...options, input, groupBy: typeof groupBy === 'function' ? 'function' : groupBy }
}
