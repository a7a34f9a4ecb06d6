import { readFileSync } from 'node:fs'
import { isObject } from '../model/json.ts'
import { isLeft, type Left } from './left.ts'

/** Files by name; what is undefined was about to be written when the manifest was. */
export type Manifest = ReadonlyMap<string, Left | undefined>

const NOTE = 'Written by unplugin-openapi-slice. It may replace and remove these files.'

/** A file on each line, so that differences are easy to read. Names have nothing in them that would be escaped, see `isSafe`. */
export function manifestText(files: Manifest): string {
  const lines = [...files.keys()].toSorted().map((name) => `    "${name}": ${entryText(files.get(name))}`)
  return `{\n  "note": ${JSON.stringify(NOTE)},\n  "files": {\n${lines.join(',\n')}\n  }\n}\n`
}

const entryText = (left: Left | undefined): string => (left ? `{ "size": ${left.size}, "crc32": "${left.crc32}" }` : 'null')

/** Only names that stay inside the folder are believed: the manifest is a file that anybody can edit. */
export function readManifest(path: string): Map<string, Left | undefined> {
  const found = new Map<string, Left | undefined>()
  try {
    const { files } = JSON.parse(readFileSync(path, 'utf8')) as { files?: unknown }
    if (!isObject(files)) return found
    for (const [name, left] of Object.entries(files)) if (isSafe(name)) found.set(name, isLeft(left) ? left : undefined)
  } catch {
    // There is none, or none that can be read: then nothing is ours.
  }
  return found
}

/** Whether a name is one that a run may have given to a file: it stays inside of its folder. */
export function isSafe(name: string): boolean {
  const parts = name.split('/')
  return parts.length <= 2 && parts.every((part) => /^[A-Za-z0-9_][A-Za-z0-9._~-]*$/.test(part))
}
