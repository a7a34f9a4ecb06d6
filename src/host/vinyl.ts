import { buffer } from 'node:stream/consumers'
import { posix } from 'node:path'

/** What is used of a vinyl file, the kind of file that Gulp's streams are made of. */
export interface VinylFile {
  path: string
  readonly cwd: string
  readonly base: string
  /** From `base` to `path`. */
  readonly relative: string
  /** The file's name without extension. */
  readonly stem: string
  stat: unknown
  /** Where Gulp makes source maps. */
  sourceMap?: unknown
  contents: Uint8Array | NodeJS.ReadableStream | null
  clone(options: { contents: boolean }): VinylFile
}

/** The contents, which an earlier plugin may have changed and which may be a stream. */
export const bytesOf = async ({ contents }: VinylFile): Promise<Uint8Array> =>
  contents instanceof Uint8Array ? contents : buffer(contents as NodeJS.ReadableStream)

/** The folder of a file below its base, with forward slashes; empty if they are the same. */
export const folderOf = ({ relative }: VinylFile): string => {
  const folder = posix.dirname(relative.replaceAll('\\', '/'))
  return folder === '.' ? '' : folder
}

/** A new file beside another. It has none of the other's times, so that `dest` gives it its own, and no source map. */
export function sibling(file: VinylFile, relative: string, contents: Uint8Array): VinylFile {
  const made = file.clone({ contents: false })
  made.path = posix.join(file.base.replaceAll('\\', '/'), relative)
  made.contents = contents
  made.stat = null
  delete made.sourceMap
  return made
}
