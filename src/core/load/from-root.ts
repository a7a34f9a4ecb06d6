import { dirname, isAbsolute, relative } from 'node:path'

/** A reference as the root file would write it. @param file the path or address of the file that it leads to */
export function fromRoot(ref: string, file: string, root: string): string {
  const path = isAbsolute(file) ? encodeURI(relative(dirname(root), file).replaceAll('\\', '/')) : file
  const hash = ref.indexOf('#')
  return `${file === root ? '' : path}${hash === -1 ? '#' : ref.slice(hash)}`
}
