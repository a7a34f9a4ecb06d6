import type { Program } from './core/shard/part.ts'

/** Set when the package is built: a hash of all that it is made of, and its version. */
declare const __BUILD__: string | undefined
declare const __VERSION__: string | undefined

export const BUILD = typeof __BUILD__ === 'undefined' ? 'sources' : __BUILD__

/** What shards say that they were made by. */
export const program: Program = { version: typeof __VERSION__ === 'undefined' ? 'sources' : __VERSION__, build: BUILD }
