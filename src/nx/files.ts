import { join, relative, resolve } from 'node:path'
import { BUILD } from '../build.ts'
import { cacheFolder } from '../cache-folder.ts'
import { type Entries, folderEntries } from '../core/cache/entries.ts'
import { digestOfFile, shortDigest } from '../core/digest.ts'
import { isObject } from '../core/model/json.ts'
import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import { SliceError } from '../core/problems.ts'

/**
 * The files that a description consists of, those that are missing too. Nx asks at every command, and a large description takes
 * its time, so they are remembered for as long as none of them changes.
 */
export async function filesOf(request: ResolvedRequest, cwd: string): Promise<readonly string[]> {
  const entries = entriesFor(request, cwd)
  const name = nameOf([BUILD, request.input, request.allow])
  const known = entries?.read(name)
  if (isObject(known) && Object.entries(known).every(([file, hash]) => hashOf(resolve(cwd, file)) === hash)) {
    return Object.keys(known).map((file) => resolve(cwd, file))
  }
  const files = await filesFound(request, cwd)
  entries?.write(name, Object.fromEntries(Array.from(files, ([file, hash]) => [relative(cwd, file), hash])))
  return [...files.keys()]
}

/** A folder for each project, since only so many entries of a folder are kept. */
function entriesFor({ cache, cacheDir }: ResolvedRequest, cwd: string): Entries | undefined {
  const folder = cacheDir === undefined ? cacheFolder(cwd) : resolve(cwd, cacheDir)
  return cache && folder !== undefined ? folderEntries(join(folder, 'nx', nameOf(relative(folder, cwd)))) : undefined
}

const nameOf = (key: unknown): string => shortDigest(JSON.stringify(key))

/** Null of a file that is missing. */
const hashOf = (file: string): string | null => digestOfFile(file) ?? null

/** With what tells their contents from others. Of a description that is refused it is its root, without which it stays refused. */
async function filesFound({ input, allow }: ResolvedRequest, cwd: string): Promise<ReadonlyMap<string, string | null>> {
  const { load } = await import('../core/load/load.ts')
  try {
    const { files, digestOf } = await load({ input, cwd, allow })
    return new Map(files.map((file) => [file, digestOf(file) ?? null]))
  } catch (error) {
    if (!(error instanceof SliceError)) throw error
    return new Map([[resolve(cwd, input), null]])
  }
}
