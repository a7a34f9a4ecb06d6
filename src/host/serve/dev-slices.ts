import type { Slicing } from '../../slicing.ts'
import type { Diagnostic, Host } from '../host.ts'
import type { BuildModules } from '../virtual.ts'

/** What a change of a description has led to. */
export interface Change {
  /** The files among the assets whose bytes are others now, or that are new or gone. */
  files: ReadonlySet<string>
  /** The virtual modules whose code is another one now. */
  modules: ReadonlySet<string>
  /** What is wrong now. */
  trouble: readonly Diagnostic[]
}

/** The slices of a development server: made when it starts, and again when a file of a description changes. */
export interface DevSlices {
  /** Settles when there is nothing to wait for. */
  ready(): Promise<void>
  refresh(): Promise<Change>
  readonly trouble: readonly Diagnostic[]
}

export interface DevListener {
  begun(): void
  ended(change: Change): void
}

/** @param host of the server; its failures are collected */
export function createDevSlices(slicing: Slicing, modules: BuildModules, host: Omit<Host, 'fail'>, listener: DevListener): DevSlices {
  let trouble: readonly Diagnostic[] = []
  let failures: readonly Diagnostic[] = []
  let turn: Promise<unknown> = Promise.resolve()
  const collecting: Host = { ...host, isServing: true, fail: (diagnostics) => void (failures = diagnostics) }
  return {
    async ready() {
      await turn
    },
    refresh() {
      const mine = turn.then(refresh)
      turn = mine.catch(() => {})
      return mine
    },
    get trouble() {
      return trouble
    },
  }

  async function refresh(): Promise<Change> {
    const before = slicing.last.files
    failures = []
    listener.begun()
    await modules.begin(collecting)
    // Only now: others of the server may ask meanwhile.
    trouble = failures
    const change = { files: differing(before, slicing.last.files), modules: await modules.changed(), trouble }
    listener.ended(change)
    return change
  }
}

function differing(before: ReadonlyMap<string, Uint8Array>, after: ReadonlyMap<string, Uint8Array>): Set<string> {
  const isSame = (file: string): boolean => {
    const [old, now] = [before.get(file), after.get(file)]
    return old === now || (old !== undefined && now !== undefined && Buffer.compare(old, now) === 0)
  }
  return new Set([...before.keys(), ...after.keys()].filter((file) => !isSame(file)))
}
