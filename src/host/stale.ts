import { join, posix } from 'node:path'
import { rm, rmdir } from 'node:fs/promises'

/** How a file, and an empty folder, is removed; some hosts write elsewhere than to the disk. */
export interface Remover {
  file(path: string): Promise<void>
  folder(path: string): Promise<void>
}

const onDisk: Remover = {
  file: (path) => rm(path, { force: true }),
  folder: (path) => rmdir(path),
}

/** Removes what earlier builds of this process wrote and a later one no longer makes. */
export interface StaleFiles {
  /** @param folder of the output, absolute @param names what the build that just ended wrote there, relative to it */
  remove(folder: string, names: Iterable<string>, remover?: Remover): Promise<void>
}

export function staleFiles(): StaleFiles {
  /** By folder. */
  const written = new Map<string, ReadonlySet<string>>()
  return {
    async remove(folder, names, remover = onDisk) {
      const files = new Set(names)
      // Where the disk ignores case, removing the old spelling would remove the new file.
      const kept = new Set([...files].map((file) => file.toLowerCase()))
      const stale = [...(written.get(folder) ?? [])].filter((file) => !kept.has(file.toLowerCase()))
      written.set(folder, files)
      for (const file of stale) await remover.file(join(folder, file)).catch(() => {})
      // A folder goes only when it is empty: `rmdir` refuses otherwise.
      for (const sub of new Set(stale.map(posix.dirname))) await remover.folder(join(folder, sub)).catch(() => {})
    },
  }
}
