import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A text that is another one for every version, and for every state of the sources and of what is built in. */
export function buildId(version: string): string {
  const hash = createHash('sha256').update(version).update(readFileSync('package-lock.json'))
  const files = readdirSync('src', { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).toSorted()) hash.update(readFileSync(path))
  return hash.digest('base64url')
}
