import type { Notes } from '../load/notes.ts'
import type { Json } from '../model/json.ts'

/** How a format writes the few levels that differ from slice to slice; `value` writes all that is below. */
export interface Format {
  open: string
  close: string
  /** The key of an entry, up to where its value begins. `indent` is that of the key. */
  entry(key: string, indent: string): string
  /** A whole value behind a key; `depth` counts the levels above its own lines. */
  value(value: Json, depth: number, notes: Notes, exact?: string): string
  nest: string
  unnest(indent: string): string
  separator: string
  empty(value: Json): string
}
