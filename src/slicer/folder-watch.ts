import { existsSync, type FSWatcher, realpathSync, statSync, watch } from 'node:fs'
import { dirname, sep } from 'node:path'

/** Notices when files change, go, or appear, their folders with them. */
export interface FolderWatch {
  /** Whatever happens to these files from now on is noticed; some of it may be noticed that is nothing. */
  follow(files: Iterable<string>): void
  close(): void
}

interface Watched {
  watcher: FSWatcher
  /** Which folder of that name it is: one may go, and another one come in its place. */
  inode: number
}

/**
 * Folders are watched instead of files: editors put a new file in the place of the old one, and what is missing can only
 * be waited for where it will be.
 */
export function folderWatch(note: () => void): FolderWatch {
  const watched = new Map<string, Watched>()
  let names = new Set<string>()
  return {
    follow(files) {
      const paths = [...files].flatMap((file) => [file, realPath(file)])
      names = new Set(paths.flatMap((path) => path.split(sep)))
      const folders = new Set(paths.map((path) => nearestFolder(dirname(path))))
      for (const [folder, { inode }] of watched) if (!folders.has(folder) || inode !== inodeOf(folder)) forget(folder)
      for (const folder of folders) if (!watched.has(folder)) begin(folder)
    },
    close() {
      for (const folder of watched.keys()) forget(folder)
    },
  }

  function begin(folder: string): void {
    const watcher = watcherOf(folder)
    // It has just gone, so that another one is the nearest now.
    if (!watcher) return note()
    // On some systems that is how a folder goes.
    watcher.on('error', () => {
      forget(folder)
      note()
    })
    watched.set(folder, { watcher, inode: inodeOf(folder) })
  }

  function watcherOf(folder: string): FSWatcher | undefined {
    try {
      return watch(folder, (_, name) => {
        if (name === null || names.has(name)) note()
      })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  function forget(folder: string): void {
    watched.get(folder)?.watcher.close()
    watched.delete(folder)
  }
}

/** The folder, or the nearest one above it that is there. */
const nearestFolder = (path: string): string => (existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path)))

/** Where a link leads. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

const inodeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.ino ?? 0
