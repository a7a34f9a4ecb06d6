import { existsSync, lstatSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { isWeb } from '../options/allowed.ts'

/** Why something is not even tried to be read. */
export class Refusal extends Error {
  /** What to do about it. */
  readonly remedy: string

  constructor(message: string, remedy = 'If the place is right, allow its folder or origin with the option “allow”.') {
    super(message)
    this.remedy = remedy
  }
}

/** The longest name that any file system has, in UTF-16. */
const MAX_NAME = 255

/** Whether a file of this path could ever be there: systems refuse to be asked for others. */
export const canExist = (file: string): boolean => !file.includes('\0') && file.split(sep).every(({ length }) => length <= MAX_NAME)

/** Lets files within some folders through. @param roots absolute @param show how messages name one */
export function admission(roots: readonly string[], show: (folder: string) => string): (file: string, shown: string) => void {
  const realFolders = new Map<string, string>()
  let missingRoots: readonly string[] | undefined
  return (file, shown) => {
    if (!canExist(file)) throw new Error('no file can have such a name')
    // Nothing outside is touched, not even to see what it is.
    const isInside = isWithinAny(roots, file) || isWithinAny(realRoots(), file)
    if (!isInside || !isReallyInside(file)) throw new Refusal(`${shown} is outside the folders that may be read`, remedy())
  }

  /** Who has allowed a folder already would be told to do so again. */
  function remedy(): string | undefined {
    missingRoots ??= roots.filter((root) => !existsSync(root))
    const [missing] = missingRoots
    return missing === undefined ? undefined : `Check the option “allow”: there is no folder ${show(missing)}.`
  }

  /** A link inside a folder must not lead out of it, so real paths are compared. */
  function isReallyInside(file: string): boolean {
    const real = isLink(file) ? realPath(file) : join(realFolder(dirname(file)), basename(file))
    return isWithinAny(realRoots(), real)
  }

  function realRoots(): string[] {
    return roots.map(realFolder)
  }

  /** Files share few folders, and to follow each part of a path is slow. */
  function realFolder(folder: string): string {
    let real = realFolders.get(folder)
    if (real === undefined) realFolders.set(folder, (real = realPath(folder)))
    return real
  }
}

/** Lets addresses of some origins through. @param address anything but the path of a file @throws Refusal, or Error for what is none */
export function admitAddress(address: string, origins: readonly string[]): URL {
  if (!URL.canParse(address)) throw new Error('it is no address that can be understood')
  const url = new URL(address)
  if (!isWeb(address)) throw unfollowed(url)
  if (url.hash !== '') throw new Error('a part of a file is named by a pointer, which begins with “#/”')
  if (url.username !== '' || url.password !== '') {
    throw new Refusal(
      'it has a user name or a password in it, which nobody is told',
      'Leave them out: whoever gets the description has them.',
    )
  }
  if (!origins.includes(url.origin)) throw new Refusal(`${address} is on the network, which is not allowed`)
  return url
}

function unfollowed({ protocol, host }: URL): Refusal {
  const isElsewhere = protocol === 'file:' && host !== ''
  const reason = isElsewhere ? 'it leads to another machine' : `addresses that begin with “${protocol}” are not followed`
  return new Refusal(reason, 'Write the path of a file, relative to the file that it stands in.')
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink()
  } catch {
    return false
  }
}

/** The path itself where there is nothing, or nothing that may be looked at. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}

/** Nearly all files are, and are seen to be without taking paths apart. */
function isWithinAny(roots: readonly string[], file: string): boolean {
  return roots.some((root) => file.startsWith(root + sep)) || roots.some((root) => isWithin(root, file))
}

function isWithin(root: string, file: string): boolean {
  const path = relative(root, file)
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path)
}
