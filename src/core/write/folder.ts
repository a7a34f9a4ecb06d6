import { accessSync, constants, lstatSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { lstat, statfs } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { removeIfThere, TEMPORARY } from './whole-file.ts'

/**
 * The names in a folder; none if it is not there.
 *
 * @param isInner whether it lies in a folder that is written to: a link leads out of that and is not followed
 */
export function namesIn(path: string, isInner: boolean): Set<string> {
  try {
    return new Set(isInner && isLink(path) ? [] : readdirSync(path))
  } catch {
    return new Set()
  }
}

/** Removes what a killed run has left half written. */
export function tidy(folder: string, names: Iterable<string>): void {
  for (const name of names) if (name.endsWith(TEMPORARY)) removeIfThere(join(folder, name))
}

/** Whether it is known to be a link. */
export function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
  } catch {
    return false
  }
}

/** Whether it is a folder itself, and not a link to one. */
export const isFolder = async (path: string): Promise<boolean> => (await lstat(path).catch(() => undefined))?.isDirectory() === true

/** The names in a folder by which files would be replaced: their own, and those of what links lead to; none of what is not there. */
export function namesOf(paths: readonly string[], folder: string): string[] {
  const folders = new Map<string, string | undefined>()
  const root = realFolder(folder)
  if (root === undefined) return []
  return paths.flatMap((path) => {
    const parent = realFolder(dirname(path))
    if (parent === undefined) return []
    const place = join(parent, basename(path))
    const places = [place, isLink(place) ? realOf(place) : undefined]
    return places.flatMap((found) => (found?.startsWith(root + sep) ? [found.slice(root.length + 1).replaceAll(sep, '/')] : []))
  })

  /** A description may have thousands of files, in a few folders. */
  function realFolder(path: string): string | undefined {
    if (!folders.has(path)) folders.set(path, realOf(path))
    return folders.get(path)
  }
}

/** The path behind all links; undefined if there is nothing. */
export function realOf(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined
  }
}

/** Bytes free for the user on the disk that a folder is on, or will be when it is made. */
export async function freeAt(path: string): Promise<number | undefined> {
  try {
    const { blocks, bavail, bsize } = await statfs(path)
    // Systems of files that are on no disk, such as `/proc`, have no blocks at all.
    return blocks === 0 ? undefined : bavail * bsize
  } catch (error) {
    const parent = dirname(path)
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && parent !== path ? freeAt(parent) : undefined
  }
}

/** Folder by folder: Node's own recursive form never returns where the kernel refuses with ENOENT, as in `/proc`. */
export function makeFolder(path: string): void {
  if (isFolderThere(path)) return
  const parent = dirname(path)
  if (parent !== path) makeFolder(parent)
  try {
    mkdirSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isFolderThere(path)) throw error
  }
}

/** Whether a folder can be made, or be written to. @throws what the system would say */
export function checkFolder(path: string): void {
  if (isFolderThere(path)) return accessSync(path, constants.W_OK)
  if (lstatSync(path, { throwIfNoEntry: false })) throw Object.assign(new Error('There is a file'), { code: 'ENOTDIR' })
  checkFolder(dirname(path))
}

/** A folder in the output folder, if it is there: a link leads out of that. @throws what the system would say */
export function checkInner(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) throw new Error('its folder is a link to somewhere else')
  checkFolder(path)
}

/** Whether two paths lead to one file. */
export function areSame(a: string, b: string): boolean {
  const [first, second] = [a, b].map((path) => statSync(path, { throwIfNoEntry: false, bigint: true }))
  return first !== undefined && second !== undefined && first.ino === second.ino && first.dev === second.dev
}

function isFolderThere(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
