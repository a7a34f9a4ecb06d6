import type { Notes } from '../load/notes.ts'
import type { Json } from '../model/json.ts'
import type { ByteWriter } from './byte-writer.ts'

/** How a format is written. Everywhere, `depth` counts the levels above what is written. */
export interface Format {
  readonly name: 'yaml' | 'json'
  /** Around the document. */
  readonly open: string
  readonly close: string
  /** Behind every entry or item but the last. */
  readonly separator: string
  /** A key, up to where its value begins. */
  key(out: ByteWriter, key: string, depth: number): void
  /** What stands behind a key. @param exact the source text of a number that must be kept */
  value(out: ByteWriter, value: Json, depth: number, notes: Notes, exact?: string): void
  item(out: ByteWriter, value: Json, depth: number, notes: Notes): void
  /** Between a key and the entries or items of its value. */
  nest(out: ByteWriter, isList: boolean): void
  /** Behind these. */
  unnest(out: ByteWriter, depth: number, isList: boolean): void
  /** An entry or item as a document by itself. */
  standalone(written: Buffer, isList: boolean): Buffer
}
