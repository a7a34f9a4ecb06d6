import { dirname, resolve } from 'node:path'
import { createColors } from 'picocolors'
import { sourceDate } from './api.ts'
import { findConfig, loadConfig } from './config.ts'
import { runBatch } from './core/batch/batch.ts'
import { type Options, type ResolvedOptions, resolveOptions } from './core/options/options.ts'
import type { SliceResult } from './core/options/request.ts'
import type { ResolvedRequest } from './core/options/resolve-request.ts'
import { SliceError } from './core/problems.ts'
import { memorySink, type Sink } from './core/write/sink.ts'
import { type Diagnostic, failureOf, type Host, refusalOf } from './host/host.ts'
import { plain } from './report/plain.ts'
import { type ProgressOutput, progressReporter } from './report/progress.ts'
import { summaryLines, warningLines } from './report/summary.ts'

/** Slices the declared descriptions into the assets of a build, as often as it builds. */
export interface Slicing {
  run(host: Host): Promise<void>
  /** Absolute paths of all files that were read, also by runs that failed: what a watcher must watch. */
  readonly inputs: ReadonlySet<string>
  /** The files that were emitted, by name in the build's output. */
  readonly assets: ReadonlySet<string>
}

/** What is to be done in a run. */
interface Plan extends ResolvedOptions {
  /** Folder that relative paths start from. */
  cwd: string
}

/** @param options undefined to read `unplugin.config.ts`, again for each run */
export function createSlicing(options: Options | undefined): Slicing {
  const inputs = new Set<string>()
  const assets = new Set<string>()
  return { inputs, assets, run }

  async function run(host: Host): Promise<void> {
    const failures: Diagnostic[] = []
    const emitted = new Map<string, Uint8Array>()
    // A run may stop before it has read what an earlier one has; a mended file must be noticed all the same.
    for (const file of inputs) host.watch(file)
    try {
      const plan = options ? { ...resolveOptions(options), cwd: host.root } : await planFromConfig(host)
      for (const request of plan.requests) watchDeclared(request, plan.cwd, host)
      for (const index of plan.requests.keys()) failures.push(...(await runOne(plan, index, emitted, host)))
    } catch (error) {
      failures.push(refusalOf(error, host.root))
    }
    if (failures.length > 0) return host.fail(failures)
    // Only now, because some hosts write at once, and a build that fails should leave nothing behind.
    for (const [file, bytes] of emitted) {
      assets.add(file)
      host.emit(file, bytes)
    }
  }

  async function planFromConfig(host: Host): Promise<Plan> {
    const folders = [...new Set([host.root, process.cwd()])]
    const file = folders.map(findConfig).find((found) => found !== undefined)
    if (file === undefined) {
      const where = folders.join(' or ')
      throw new SliceError(
        'no-specs',
        `The plugin has no options, and there is no unplugin.config.ts in ${where}.`,
        "Name the descriptions in one of the two, for example specs: ['./openapi.yaml'].",
      )
    }
    watch(file, host)
    const config = await loadConfig(host.root, file)
    return { ...resolveOptions(config!.options), cwd: dirname(file) }
  }

  function watchDeclared({ input, ruleset }: ResolvedRequest, cwd: string, host: Host): void {
    watch(resolve(cwd, input), host)
    if (ruleset !== undefined) watch(resolve(cwd, ruleset), host)
  }

  function watch(file: string, host: Host): void {
    inputs.add(file)
    host.watch(file)
  }

  /** Slices one description and tells what became of it. @returns what is to fail the build */
  async function runOne(
    { requests, assetsDirs, failOn, cwd }: Plan,
    index: number,
    emitted: Map<string, Uint8Array>,
    host: Host,
  ): Promise<Diagnostic[]> {
    const assetsDir = assetsDirs[index]!
    const request = { ...requests[index]!, outDir: assetsDir }
    try {
      const sink = memorySink((file, bytes) => emitted.set(`${assetsDir}/${file}`, bytes))
      const result = await slice(request, cwd, sink, host)
      for (const file of result.inputs) watch(file, host)
      return tell(result, cwd, failOn, host)
    } catch (error) {
      return [refusalOf(error, cwd)]
    }
  }
}

async function slice(request: ResolvedRequest, cwd: string, sink: Sink, host: Host): Promise<SliceResult> {
  host.log(plain(`Slicing ${request.input}`))
  const progress = progressReporter(progressOutput(host))
  const onProgress: ResolvedRequest['onProgress'] = (step) => {
    progress.onProgress(step)
    request.onProgress(step)
  }
  try {
    return await runBatch({ ...request, onProgress }, sink, { cwd, sourceDate: sourceDate(process.env['SOURCE_DATE_EPOCH']) })
  } finally {
    progress.end()
  }
}

/** Bundlers wait for the start of a build, so that a line may move on their terminal; elsewhere their log is the place. */
function progressOutput(host: Host): ProgressOutput {
  const { stdout, env } = process
  if (stdout.isTTY && !env['CI']) return { isTTY: true, write: (text) => void stdout.write(text) }
  return { isTTY: false, write: (text) => host.log(text.trimEnd()) }
}

function tell(result: SliceResult, cwd: string, failOn: Options['failOn'], host: Host): Diagnostic[] {
  const { warnings } = result
  host.log(summaryLines({ ...result, failures: [], warnings: [] }, { colors: createColors().isColorSupported, debug: false }).join('\n'))
  if (warnings.length > 0) host.warn({ text: warningLines(warnings, { colors: false }).join('\n'), place: undefined })
  if (result.failed === 0) return []
  const failure = failureOf(result, cwd)
  if (failOn === 'error') return [failure]
  host.warn(failure)
  return []
}
