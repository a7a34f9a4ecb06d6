import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Sliced, Slicing } from '../slicing.ts'
import type { Host } from './host.ts'
import type { Catalogue } from './virtual/catalogue.ts'

/** The virtual modules of a plugin. What makes them is loaded when one is imported. */
export interface VirtualModules {
  /** At the start of a build. @param host slices in any case; undefined where only an import makes it necessary */
  begin(host: Host | undefined): Promise<void>
  /** @param host for what has to be sliced first @throws Error for a slice that is not there */
  code(id: string, host: Host): Promise<string>
  /** Of modules that were imported, those whose code is another one than it was. */
  changed(): Promise<Set<string>>
}

export function createVirtualModules(slicing: Slicing): VirtualModules {
  const catalogues = new WeakMap<Sliced, Catalogue>()
  let current: Promise<void> | undefined
  let isUsed = false
  /** By id, what was handed out. */
  const known = new Map<string, string>()
  return {
    async begin(host) {
      current = undefined
      if (!host) return
      await slice(host)
      await declare(host)
    },
    async code(id, host) {
      await (current ?? slice({ ...host, emit: () => {} }))
      if (!isUsed) {
        isUsed = true
        await declare(host)
      }
      const code = await codeOf(id)
      known.set(id, code)
      return code
    },
    async changed() {
      const changed = new Set<string>()
      for (const [id, code] of known) {
        // One that is gone is loaded again, to say so.
        const now = await codeOf(id).catch(() => undefined)
        if (now !== code) changed.add(id)
      }
      return changed
    },
  }

  /** What was rejected is not kept, so that the next import tries again. */
  function slice(host: Host): Promise<void> {
    const run = slicing.run(host)
    current = run
    run.catch(() => current === run && (current = undefined))
    return run
  }

  async function codeOf(id: string): Promise<string> {
    // A build that failed goes on in some bundlers; it has been told why.
    if (slicing.last.specs.length === 0) return 'export const endpoints = []\nexport default undefined\n'
    const { codeOf } = await import('./virtual/code.ts')
    return codeOf(id, await catalogue(), (file) => slicing.last.files.get(file)!)
  }

  async function catalogue(): Promise<Catalogue> {
    const { last } = slicing
    const { catalogueOf } = await import('./virtual/catalogue.ts')
    const known = catalogues.get(last) ?? catalogueOf(last.specs)
    catalogues.set(last, known)
    return known
  }

  /** Writes the types, where they are wanted and have changed. */
  async function declare(host: Host): Promise<void> {
    const { types, specs } = slicing.last
    if (!types || specs.length === 0 || !(types.isAsked || isUsed)) return
    const { declarationsOf } = await import('./virtual/declarations.ts')
    const { putFile } = await import('../core/write/whole-file.ts')
    const text = Buffer.from(declarationsOf(await catalogue()))
    try {
      mkdirSync(dirname(types.file), { recursive: true })
      putFile(types.file, [text])
    } catch (error) {
      const { plain } = await import('../report/plain.ts')
      host.warn({ text: `The types of the virtual modules could not be written: ${plain(String(error))}.`, place: undefined })
    }
  }
}
