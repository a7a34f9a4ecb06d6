import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { digest } from '../digest.ts'
import { removeIfThere, replaceFile, TEMPORARY } from '../write/whole-file.ts'

/** Runs with other options leave entries of their own; the oldest go when there are more than this. */
const MAX_ENTRIES = 64

const ENDING = '.json'

/** What an earlier run has left under a name, or undefined if there is nothing, or nothing that can be believed. */
export function readEntry(folder: string, name: string): unknown {
  try {
    const content = readFileSync(join(folder, name + ENDING), 'utf8')
    const end = content.indexOf('\n')
    const body = content.slice(end + 1)
    return content.slice(0, end) === digest(body) ? JSON.parse(body) : undefined
  } catch {
    return undefined
  }
}

/** Leaves something for later runs. A cache that cannot be written is none; that is no reason to fail. */
export function writeEntry(folder: string, name: string, value: unknown): void {
  const path = join(folder, name + ENDING)
  try {
    mkdirSync(folder, { recursive: true })
    const body = JSON.stringify(value)
    // A killed run may have left it.
    removeIfThere(path + TEMPORARY)
    replaceFile(path, [Buffer.from(`${digest(body)}\n${body}`)])
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
