import { existsSync, lstatSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { shortDigest } from '../digest.ts'
import { isObject } from '../model/json.ts'
import { allowsNetwork } from '../options/allowed.ts'
import type { SliceResult } from '../options/request.ts'
import type { ResolvedRequest } from '../options/resolve-request.ts'
import type { Problem } from '../problems.ts'
import { hasStamp, type ReadFiles } from '../read-files.ts'
import { INDEX, LLMS, LOCK, MANIFEST, PAGE, REPORT, SHARD } from '../write/names.ts'
import type { Entries } from './entries.ts'
import { recalled, type Remembered, remembered } from './remembered.ts'
import type { Kept, Reuse } from './reuse.ts'

/** A file as a run left it: its bytes, and milliseconds since 1970. */
type Stamp = readonly [size: number, changed: number]

/** How a run found a file: the SHA-256 of its contents, and its stamp if that tells whether it has been written to since. */
type Input = readonly [digest: string, stamp?: string]

/** What a run leaves for the next. Paths are relative, so that a cache may move with its project. */
interface Entry {
  /** By file. */
  inputs: Record<string, Input>
  /** By file, how it was left. */
  outputs: Record<string, Stamp>
  result: Remembered
}

/** Whether the outcome depends on more than can be told: on functions, on rulesets, which read what they like, or on the network. */
export const dependsOnMore = ({ ruleset, groupBy, allow }: ResolvedRequest): boolean =>
  ruleset !== undefined || typeof groupBy === 'function' || allowsNetwork(allow)

/** What of a request decides what is written. */
export function decisiveOf(request: ResolvedRequest): object {
  const { onProgress: _, concurrency: __, force: ___, cache: ____, cacheDir: _____, ...decisive } = request
  return decisive
}

/** By file of the output. */
type KeptFiles = Record<string, Kept & { fingerprint: string; stamp: Stamp }>

export interface CacheContext {
  /** Where runs are remembered. */
  entries: Entries
  cwd: string
  /** What makes the same request give other files: the version of this program, the date of the build, the folder. */
  also: readonly unknown[]
}

/**
 * What earlier runs of the same request knew. Nothing is taken on trust: inputs that somebody may have written to are read
 * and hashed, outputs looked at, and an entry that was damaged is none.
 */
export class RunCache implements Reuse {
  readonly #entries: Entries
  readonly #name: string
  readonly #cwd: string
  readonly #outDir: string
  readonly #reports: readonly string[]
  readonly #found: KeptFiles = {}
  #kept: KeptFiles | undefined

  private constructor({ entries, cwd }: CacheContext, name: string, { outDir, shard }: ResolvedRequest) {
    this.#entries = entries
    this.#name = name
    this.#cwd = cwd
    this.#outDir = resolve(cwd, outDir)
    this.#reports = [MANIFEST, REPORT, ...(shard ? [SHARD] : [])]
  }

  /** @returns undefined for requests whose outcome depends on more than can be told */
  static for(request: ResolvedRequest, context: CacheContext): RunCache | undefined {
    const decisive = decisiveOf(request)
    if (request.dryRun || dependsOnMore(request)) return undefined
    const text = JSON.stringify([decisive, ...context.also])
    return new RunCache(context, shortDigest(text), request)
  }

  /** The result of the last run, if neither what it read nor what it wrote has changed since, and no run is under way or was killed. */
  unchanged(files: ReadFiles): SliceResult | undefined {
    const entry = this.#entries.read(this.#name)
    if (!isEntry(entry) || existsSync(join(this.#outDir, LOCK))) return undefined
    const inputs = Object.keys(entry.inputs)
    if (inputs.length === 0 || !inputs.every((file) => isAsRead(files, resolve(this.#cwd, file), entry.inputs[file]!))) return undefined
    for (const file in entry.outputs) if (!isAsLeft(join(this.#outDir, file), entry.outputs[file]!)) return undefined
    this.#learnStamps(entry, files)
    return recalled(
      entry.result,
      inputs.map((file) => resolve(this.#cwd, file)),
    )
  }

  /** What was read only to find that it is the same need not be read the next time. */
  #learnStamps(entry: Entry, files: ReadFiles): void {
    const learnt = Object.keys(entry.inputs).flatMap((file) => {
      const stamp = files.stampOf(resolve(this.#cwd, file))
      return stamp === undefined ? [] : [[file, [entry.inputs[file]![0], stamp]] as const]
    })
    if (learnt.length > 0) this.#entries.write(this.#name, { ...entry, inputs: { ...entry.inputs, ...Object.fromEntries(learnt) } })
  }

  find(file: string, fingerprint: string): Kept | undefined {
    this.#kept ??= (this.#entries.read(`${this.#name}-files`) as KeptFiles | undefined) ?? {}
    const kept = Object.hasOwn(this.#kept, file) ? this.#kept[file]! : undefined
    if (kept?.fingerprint !== fingerprint || !isAsLeft(join(this.#outDir, file), kept.stamp)) {
      // It may have been found by what it was.
      Reflect.deleteProperty(this.#found, file)
      return undefined
    }
    this.#found[file] = kept
    return kept
  }

  keep(file: string, fingerprint: string, kept: Kept): void {
    const stamp = stampOf(join(this.#outDir, file))
    if (stamp) this.#found[file] = { fingerprint, stamp, ...kept }
  }

  basis(): unknown {
    return this.#entries.read(`${this.#name}-basis`)
  }

  leave(basis: unknown): void {
    this.#entries.write(`${this.#name}-basis`, basis)
  }

  end(result: SliceResult, files: ReadFiles): void {
    const inputs = result.inputs.map((file) => [relative(this.#cwd, file), files.digestOf(file), files.stampOf(file)] as const)
    const { indexPath, llmsPath, reportPath } = result
    const others = Object.entries({ [INDEX]: indexPath, [LLMS]: llmsPath, [PAGE]: reportPath })
    const reports = [...this.#reports, ...others.flatMap(([file, path]) => (path === undefined ? [] : file))]
    const outputs = [...result.files.map(({ file }) => file), ...reports].map((file) => [file, this.#stampOf(file)] as const)
    this.#entries.write(`${this.#name}-files`, this.#found)
    // A file that could not be had, or came from elsewhere, may be another one next time.
    if (inputs.some(([, hash]) => hash === undefined) || outputs.some(([, stamp]) => !stamp) || result.problems.some(isPassing)) return
    const found = Object.fromEntries(inputs.map(([file, ...input]) => [file, input]))
    this.#entries.write(this.#name, { inputs: found, outputs: Object.fromEntries(outputs), result: remembered(result) })
  }

  /** What was made until then need not be made again. */
  breakOff(): void {
    if (Object.keys(this.#found).length > 0) this.#entries.write(`${this.#name}-files`, { ...this.#kept, ...this.#found })
  }

  #stampOf(file: string): Stamp | undefined {
    return this.#found[file]?.stamp ?? stampOf(join(this.#outDir, file))
  }
}

function isAsRead(files: ReadFiles, path: string, [digest, stamp]: Input): boolean {
  if (stamp !== undefined && hasStamp(path, stamp)) return true
  try {
    files.read(path)
    return files.digestOf(path) === digest
  } catch {
    return false
  }
}

/** A program that differed in what it remembers may have left it. */
const isEntry = (value: unknown): value is Entry =>
  isObject(value) &&
  ['inputs', 'outputs'].every((key) => areLists(value[key])) &&
  isObject(value['result']) &&
  Array.isArray(value['result']['lists'])

const areLists = (value: unknown): boolean => isObject(value) && Object.values(value).every((item) => Array.isArray(item))

/** What may be gone when the disk has recovered, or what stood in the way. */
const isPassing = ({ code }: Problem): boolean => code === 'write-failed' || code === 'not-ours' || code === 'not-removed'

/** Milliseconds: copies of a folder keep no fractions, and round them. */
const TOLERANCE = 2

/** A link is not what we have left. */
function stampOf(path: string): Stamp | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.isFile() ? [found.size, found.mtimeMs] : undefined
}

function isAsLeft(path: string, [size, changed]: Stamp): boolean {
  const now = stampOf(path)
  return now !== undefined && now[0] === size && Math.abs(now[1] - changed) < TOLERANCE
}
