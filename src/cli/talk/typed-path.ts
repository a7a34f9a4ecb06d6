import { homedir } from 'node:os'
import { fileURLToPath } from 'node:url'

/** A path as it is meant: files that are dragged into a window come in quotes, with escaped spaces, or as an address. */
export function typedPath(typed: string, { platform, home }: { platform: NodeJS.Platform; home: string } = surroundings()): string {
  const trimmed = typed.trim()
  const [, quoted] =
    /^(?:& )?(?:'((?:[^']|'\\'')*)'|"([^"]*)")$/.exec(trimmed)?.filter((part, index) => index === 0 || part !== undefined) ?? []
  if (quoted !== undefined) return quoted.replaceAll(`'\\''`, "'")
  if (trimmed.startsWith('file://')) return fromAddress(trimmed)
  // A backslash separates folders there.
  const path = platform === 'win32' ? trimmed : trimmed.replace(/\\(.)/g, '$1')
  return /^~(?=$|[\\/])/.test(path) ? home + path.slice(1) : path
}

function fromAddress(address: string): string {
  try {
    return fileURLToPath(address)
  } catch {
    return address
  }
}

const surroundings = (): { platform: NodeJS.Platform; home: string } => ({ platform: process.platform, home: homedir() })
