import { createHash } from 'node:crypto'

/** A text that is another one for every content (SHA-256). */
export const digest = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('base64url')
