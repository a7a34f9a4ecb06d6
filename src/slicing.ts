import type { Options } from './core/options/options.ts'
import type { Host } from './host/host.ts'
import type { Round, TypesFile } from './host/outcomes.ts'
import type { Outcome, SlicedSpec } from './host/spec-slicing.ts'

/** Slices the declared descriptions into the assets of a build, as often as it builds. */
export interface Slicing {
  run(host: Host): Promise<void>
  /** Absolute paths of all files that were read, also by runs that failed: what a watcher must watch. */
  readonly inputs: ReadonlySet<string>
  /** What the last run that did not fail has made. */
  readonly last: Sliced
  /** Of each description, how the last run went. */
  readonly outcomes: readonly Outcome[]
}

export interface Sliced {
  /** By name in the build's output. */
  files: ReadonlyMap<string, Uint8Array>
  /** What programs can import, by the same names; with `dryRun` too. */
  importable: ReadonlyMap<string, Uint8Array>
  specs: readonly SlicedSpec[]
  types: TypesFile | undefined
}

/** @param options undefined to read `unplugin.config.ts`, again for each run */
export function createSlicing(options: Options | undefined): Slicing {
  const inputs = new Set<string>()
  let last: Sliced = { files: new Map(), importable: new Map(), specs: [], types: undefined }
  let outcomes: Outcome[] = []
  let roundFor: ((host: Host) => Promise<Round>) | undefined
  let turn: Promise<unknown> = Promise.resolve()
  return {
    inputs,
    get last() {
      return last
    },
    get outcomes() {
      return outcomes
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
    // Not before there is something to build: whoever only reads a bundler's configuration would wait for it, too.
    const { createRounds } = await import('./host/outcomes.ts')
    roundFor ??= createRounds(options, inputs)
    const round = await roundFor(host)
    outcomes = round.outcomes
    for (const warning of outcomes.flatMap(({ warnings }) => warnings)) host.warn(warning)
    const failures = outcomes.flatMap((outcome) => outcome.failures)
    // What was good stays, and before there was anything good, what is good of this will do.
    if (failures.length > 0 && !(host.isServing && last.specs.length === 0)) return host.fail(failures)
    // Only now, because some hosts write at once, and a build that fails should leave nothing behind.
    const files = new Map(outcomes.flatMap((outcome) => [...outcome.files]))
    const importable = new Map(outcomes.flatMap((outcome) => [...outcome.importable]))
    last = { files, importable, specs: outcomes.flatMap(({ spec }) => spec ?? []), types: round.types }
    for (const [file, bytes] of files) host.emit(file, bytes)
    if (failures.length > 0) host.fail(failures)
  }
}
