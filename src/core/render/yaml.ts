import type { Notes } from '../load/notes.ts'
import { isArray, isContainer, type Json, type JsonObject } from '../model/json.ts'
import { writeString } from './at-a-glance.ts'
import type { ByteWriter } from './byte-writer.ts'
import type { Format } from './format.ts'
import { inlineString, yamlNumber } from './scalars.ts'

/** Keys beyond this length need the explicit form (YAML 1.2.2 §8.2.2: implicit keys have at most 1024 characters). */
const MAX_IMPLICIT_KEY = 1_000

/** Keys recur: as many different ones as this are kept as they are written, with their colon. */
const MAX_KEPT_KEYS = 10_000

/** YAML in block style, two spaces a level, lines never folded. */
export class YamlFormat implements Format {
  readonly name = 'yaml'
  readonly open = ''
  readonly close = ''
  readonly separator = ''
  readonly #keys = new Map<string, Uint8Array>()

  key(out: ByteWriter, key: string, depth: number): void {
    const kept = this.#keys.get(key)
    if (kept) return out.indented(kept, depth)
    const text = inlineString(key)
    if (text.length > MAX_IMPLICIT_KEY) {
      const indent = '  '.repeat(depth)
      return out.text(`${indent}? ${text}\n${indent}:`)
    }
    const written = Buffer.from(`${text}:`)
    if (this.#keys.size < MAX_KEPT_KEYS) this.#keys.set(key, written)
    out.indented(written, depth)
  }

  /** Behind a key or a dash, with the line end. */
  value(out: ByteWriter, value: Json, depth: number, notes: Notes, exact?: string): void {
    if (typeof value === 'string') return writeString(out, value, depth + 1)
    if (!isContainer(value)) return out.ascii(` ${typeof value === 'number' ? yamlNumber(value, exact) : String(value)}\n`)
    if (isArray(value)) {
      if (value.length === 0) return out.ascii(' []\n')
      out.byte(NEWLINE)
      return this.#items(out, value, depth + 1, notes, false)
    }
    const names = notes.keys(value)
    if (names.length === 0) return out.ascii(' {}\n')
    out.byte(NEWLINE)
    this.#entries(out, value, names, depth + 1, notes, false)
  }

  item(out: ByteWriter, value: Json, depth: number, notes: Notes): void {
    out.indent(depth)
    this.#behindDash(out, value, depth, notes)
  }

  nest(out: ByteWriter): void {
    out.byte(NEWLINE)
  }

  unnest(): void {}

  standalone(written: Buffer): Buffer {
    return written
  }

  /** @param isInline whether the first one goes on in a line that has been begun */
  #entries(out: ByteWriter, object: JsonObject, names: readonly string[], depth: number, notes: Notes, isInline: boolean): void {
    for (let index = 0; index < names.length; index++) {
      const name = names[index]!
      const value = object[name]!
      this.key(out, name, isInline && index === 0 ? 0 : depth)
      this.value(out, value, depth, notes, typeof value === 'number' ? notes.numberAt(object, name) : undefined)
    }
  }

  #items(out: ByteWriter, array: readonly Json[], depth: number, notes: Notes, isInline: boolean): void {
    for (let index = 0; index < array.length; index++) {
      const value = array[index]!
      if (!isInline || index > 0) out.indent(depth)
      this.#behindDash(out, value, depth, notes, typeof value === 'number' ? notes.numberAt(array, index) : undefined)
    }
  }

  /** The first line of a nested value stands on the line of its dash. */
  #behindDash(out: ByteWriter, value: Json, depth: number, notes: Notes, exact?: string): void {
    out.byte(DASH)
    if (!isContainer(value)) return this.value(out, value, depth, notes, exact)
    if (isArray(value)) {
      if (value.length === 0) return out.ascii(' []\n')
      out.byte(SPACE)
      return this.#items(out, value, depth + 1, notes, true)
    }
    const names = notes.keys(value)
    if (names.length === 0) return out.ascii(' {}\n')
    out.byte(SPACE)
    this.#entries(out, value, names, depth + 1, notes, true)
  }
}

const NEWLINE = 10
const SPACE = 32
const DASH = 45
