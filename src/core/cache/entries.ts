import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { digest } from '../digest.ts'
import { putFile } from '../write/whole-file.ts'

/** Runs with other options leave entries of their own; the oldest go when there are more than this. */
const MAX_ENTRIES = 64

const ENDING = '.json'

/** What runs leave for later ones, by name. */
export interface Entries {
  /** @returns undefined if there is nothing, or nothing that can be believed */
  read(name: string): unknown
  write(name: string, value: unknown): void
}

/** Entries that are files of a folder. */
export const folderEntries = (folder: string): Entries => ({
  read: (name) => readEntry(folder, name),
  write: (name, value) => writeEntry(folder, name, value),
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
    const content = readFileSync(join(folder, name + ENDING), 'utf8')
    const end = content.indexOf('\n')
    const body = content.slice(end + 1)
    return content.slice(0, end) === digest(body) ? JSON.parse(body) : undefined
  } catch {
    return undefined
  }
}

/** A cache that cannot be written is none; that is no reason to fail. */
function writeEntry(folder: string, name: string, value: unknown): void {
  const path = join(folder, name + ENDING)
  try {
    mkdirSync(folder, { recursive: true })
    const body = JSON.stringify(value)
    putFile(path, [Buffer.from(`${digest(body)}\n${body}`)])
    prune(folder)
  } catch {
    // Nothing is remembered then.
  }
}

function prune(folder: string): void {
  const names = readdirSync(folder)
  if (names.length <= MAX_ENTRIES) return
  const ages = names.map((name) => ({ name, time: statSync(join(folder, name)).mtimeMs })).toSorted((a, b) => b.time - a.time)
  for (const { name } of ages.slice(MAX_ENTRIES)) rmSync(join(folder, name), { force: true })
}
