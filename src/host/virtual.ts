import { dirname } from 'node:path'
import type { Sliced, Slicing } from '../slicing.ts'
import type { Host } from './host.ts'
import type { Catalogue } from './virtual/catalogue.ts'

/** The virtual modules of a plugin. What makes them is loaded when one is imported. */
export interface VirtualModules {
  /**
   * Before anything is imported: each plugin of a build has what all of them have.
   *
   * @param build what the host has one of for each build
   */
  join(build: object): BuildModules
  /** Of the build that was joined last, for hooks that do not tell of which they are. */
  readonly latest: BuildModules
}

/** The virtual modules of a plugin in one build. */
export interface BuildModules {
  /** No other plugin of the build was there before. */
  readonly isFirst: boolean
  /** Once all plugins of a build have joined, where its object is the user's own: who joins with that later is of another build. */
  leave(): void
  /** What the plugins of the build slice, in their order. */
  readonly slicings: readonly Slicing[]
  /** At the start of a build. @param host slices in any case; undefined where only an import makes it necessary */
  begin(host: Host | undefined): Promise<void>
  /** @param host for what has to be sliced first @throws Error for a slice that is not there */
  code(id: string, host: Host): Promise<string>
  /** Of modules that were imported, those whose code is another one than it was. */
  changed(): Promise<Set<string>>
}

/** One of the plugins of a build. */
interface Member {
  slicing: Slicing
  /** Settles when there are slices to import. */
  ready(host: Host): Promise<void>
  /** By id, what was handed out. */
  known: Map<string, string>
  isUsed: boolean
}

const builds = new WeakMap<object, Set<Member>>()

export function createVirtualModules(slicing: Slicing): VirtualModules {
  let current: Promise<void> | undefined
  const self: Member = { slicing, ready: (host) => current ?? slice(host), known: new Map(), isUsed: false }
  let latest: BuildModules | undefined
  const join = (build: object): BuildModules => {
    const members = builds.get(build) ?? new Set()
    builds.set(build, members.add(self))
    latest = modulesOf(members, () => void (builds.get(build) === members && builds.delete(build)))
    return latest
  }
  return {
    join,
    get latest() {
      return latest ?? join({})
    },
  }

  /** What was rejected is not kept, so that the next import tries again. */
  function slice(host: Host): Promise<void> {
    const run = slicing.run(host)
    current = run
    run.catch(() => current === run && (current = undefined))
    return run
  }

  /** @param all the plugins of a build, which may be joined by others */
  function modulesOf(all: ReadonlySet<Member>, leave: () => void): BuildModules {
    let latest: { of: Sliced[]; catalogue: Catalogue } | undefined
    const slicings = (): Slicing[] => Array.from(all, (member) => member.slicing)
    return {
      isFirst: all.size === 1,
      leave,
      get slicings() {
        return slicings()
      },
      async begin(host) {
        current = undefined
        if (!host) return
        await slice(host)
        // A host is told of failure once.
        if (slicing.outcomes.every(({ failures }) => failures.length === 0)) refuseSharedFolder(host)
        await declare(host)
      },
      async code(id, host) {
        await Promise.all(Array.from(all, ({ ready }) => ready({ ...host, emit: () => {} })))
        if (!self.isUsed) {
          self.isUsed = true
          await declare(host)
        }
        const code = await codeOf(id)
        self.known.set(id, code)
        return code
      },
      async changed() {
        const changed = new Set<string>()
        for (const [id, code] of Array.from(all, ({ known }) => [...known]).flat()) {
          // One that is gone is loaded again, to say so.
          const now = await codeOf(id).catch(() => undefined)
          if (now !== code) changed.add(id)
        }
        return changed
      },
    }

    /** Two plugins of a build would write each other's files. */
    function refuseSharedFolder({ fail }: Host): void {
      const others = slicings().filter((other) => other !== slicing)
      const folders = new Set(others.flatMap(({ last }) => last.specs.map(({ folder }) => folder.toLowerCase())))
      const shared = slicing.last.specs.find(({ folder }) => folders.has(folder.toLowerCase()))
      if (!shared) return
      const help = 'Give each an “assetsDir” of its own, or declare all descriptions in one.'
      fail([{ text: `Two instances of the plugin have their slices in the same folder ${shared.folder}.\n${help}`, place: undefined }])
    }

    async function codeOf(id: string): Promise<string> {
      // A build that failed goes on in some bundlers; it has been told why.
      if (slicings().every(({ last }) => last.specs.length === 0)) return 'export const endpoints = []\nexport default undefined\n'
      const { codeOf } = await import('./virtual/code.ts')
      return codeOf(id, await catalogue(), (file) => slicings().flatMap(({ last }) => last.importable.get(file) ?? [])[0]!)
    }

    async function catalogue(): Promise<Catalogue> {
      const { catalogueOf } = await import('./virtual/catalogue.ts')
      const of = slicings().map(({ last }) => last)
      if (latest?.of.length !== of.length || latest.of.some((last, index) => last !== of[index])) {
        latest = { of, catalogue: catalogueOf(of.flatMap(({ specs }) => specs)) }
      }
      return latest.catalogue
    }

    /** Writes the types, where they are wanted and have changed. Of several plugins, the last one to have slices writes them. */
    async function declare(host: Host): Promise<void> {
      const { types } = slicing.last
      const isUsed = Array.from(all).some((member) => member.isUsed)
      if (!types || slicings().some(({ last }) => last.specs.length === 0) || !(types.isAsked || isUsed)) return
      const { declarationsOf } = await import('./virtual/declarations.ts')
      const [{ makeFolder }, { putFile }] = await Promise.all([import('../core/write/folder.ts'), import('../core/write/whole-file.ts')])
      const text = Buffer.from(declarationsOf(await catalogue()))
      try {
        makeFolder(dirname(types.file))
        putFile(types.file, [text])
      } catch (error) {
        const { plain } = await import('../report/plain.ts')
        host.warn({ text: `The types of the virtual modules could not be written: ${plain(String(error))}.`, place: undefined })
      }
    }
  }
}
