import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** A text that is another one for every content (SHA-256). */
export const digest = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('base64url')

/** Of a file as it is now, or undefined if it cannot be read. */
export function digestOfFile(path: string): string | undefined {
  try {
    return digest(readFileSync(path))
  } catch {
    return undefined
  }
}
