import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { digest } from '../digest.ts'
import { makeFolder } from '../write/folder.ts'
import { putFile } from '../write/whole-file.ts'

/** Other descriptions and options leave entries of their own, in bytes; those go that have not been used for longest. */
const MAX_BYTES = 256e6

const ENDING = '.json'

/** What runs leave for later ones, by name. */
export interface Entries {
  /** @returns undefined if there is nothing, or nothing that can be believed */
  read(name: string): unknown
  write(name: string, value: unknown): void
}

/** Entries that are files of a folder. */
export const folderEntries = (folder: string, maxBytes = MAX_BYTES): Entries => ({
  read: (name) => readEntry(folder, name),
  write: (name, value) => writeEntry(folder, name, value, maxBytes),
})

/** Entries that last as long as whoever holds them. They are kept as text, for what is handed out may be changed. */
export function memoryEntries(): Entries {
  const texts = new Map<string, string>()
  return {
    read: (name) => (texts.has(name) ? JSON.parse(texts.get(name)!) : undefined),
    write: (name, value) => void texts.set(name, JSON.stringify(value)),
  }
}

function readEntry(folder: string, name: string): unknown {
  try {
    const path = join(folder, name + ENDING)
    const content = readFileSync(path, 'utf8')
    const end = content.indexOf('\n')
    const body = content.slice(end + 1)
    if (content.slice(0, end) !== digest(body)) return undefined
    noteUse(path)
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function noteUse(path: string): void {
  const now = new Date()
  try {
    utimesSync(path, now, now)
  } catch {
    // Where nothing can be written, nothing goes either.
  }
}

/** A cache that cannot be written is none; that is no reason to fail. */
function writeEntry(folder: string, name: string, value: unknown, maxBytes: number): void {
  const path = join(folder, name + ENDING)
  try {
    makeFolder(folder)
    const body = JSON.stringify(value)
    putFile(path, [Buffer.from(`${digest(body)}\n`), Buffer.from(body)])
    prune(folder, maxBytes)
  } catch {
    // Nothing is remembered then.
  }
}

function prune(folder: string, maxBytes: number): void {
  const files = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return []
    const { size, mtimeMs } = statSync(join(folder, entry.name))
    return [{ name: entry.name, size, used: mtimeMs }]
  })
  let total = 0
  for (const { name, size } of files.toSorted((a, b) => b.used - a.used)) {
    total += size
    if (total > maxBytes) rmSync(join(folder, name), { force: true })
  }
}
