import type * as crypto from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** As `hash` of `node:crypto`, which is loaded when it is needed: that takes longer than slicing ten endpoints, and not every run needs it. */
export function hash(algorithm: 'sha1' | 'sha256', content: string | Uint8Array, encoding: 'hex' | 'base64' | 'base64url'): string {
  return (require('node:crypto') as typeof crypto).hash(algorithm, content, encoding)
}

/** A text that is another one for every content (SHA-256). */
export const digest = (content: string | Uint8Array): string => hash('sha256', content, 'base64url')

/** The first 132 bits of it, where there are many, or it is a name. */
export const shortDigest = (content: string | Uint8Array): string => digest(content).slice(0, 22)

/** Of a file as it is now, or undefined if it cannot be read. */
export function digestOfFile(path: string): string | undefined {
  try {
    return digest(readFileSync(path))
  } catch {
    return undefined
  }
}
