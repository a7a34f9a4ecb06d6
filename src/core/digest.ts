import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** A text that is another one for every content (SHA-256). */
export const digest = (content: string | Uint8Array): string => hash('sha256', content, 'base64url')

/** Of a file as it is now, or undefined if it cannot be read. */
export function digestOfFile(path: string): string | undefined {
  try {
    return digest(readFileSync(path))
  } catch {
    return undefined
  }
}
