import type { Notes } from '../load/notes.ts'
import { isArray, isContainer, type Json, type JsonObject } from '../model/json.ts'
import type { ByteWriter } from './byte-writer.ts'
import type { Format } from './format.ts'
import { jsonNumber } from './scalars.ts'

/** JSON with two spaces a level, as `JSON.stringify(value, null, 2)` writes it, or without spaces and line ends. */
export class JsonFormat implements Format {
  readonly name = 'json'
  readonly open: string
  readonly close: string
  readonly separator: string
  readonly #colon: string
  readonly #isMinified: boolean

  constructor({ minify }: { minify: boolean }) {
    this.#isMinified = minify
    this.open = minify ? '{' : '{\n'
    this.close = minify ? '}\n' : '\n}\n'
    this.separator = minify ? ',' : ',\n'
    this.#colon = minify ? ':' : ': '
  }

  key(out: ByteWriter, key: string, depth: number): void {
    this.#indent(out, depth + 1)
    writeString(out, key)
    out.ascii(this.#colon)
  }

  value(out: ByteWriter, value: Json, depth: number, notes: Notes, exact?: string): void {
    if (typeof value === 'string') return writeString(out, value)
    if (typeof value === 'number') return out.ascii(jsonNumber(value, exact))
    if (!isContainer(value)) return out.ascii(String(value))
    if (isArray(value)) this.#items(out, value, depth, notes)
    else this.#entries(out, value, depth, notes)
  }

  item(out: ByteWriter, value: Json, depth: number, notes: Notes, exact?: string): void {
    this.#indent(out, depth + 1)
    this.value(out, value, depth, notes, exact)
  }

  nest(out: ByteWriter, isList: boolean): void {
    out.byte(isList ? OPEN_BRACKET : OPEN_BRACE)
    if (!this.#isMinified) out.byte(NEWLINE)
  }

  unnest(out: ByteWriter, depth: number, isList: boolean): void {
    if (!this.#isMinified) out.byte(NEWLINE)
    this.#indent(out, depth + 1)
    out.byte(isList ? CLOSE_BRACKET : CLOSE_BRACE)
  }

  standalone(written: Buffer, isList: boolean): Buffer {
    const bytes = Buffer.allocUnsafe(written.length + 2)
    bytes[0] = isList ? 0x5b : 0x7b
    bytes.set(written, 1)
    bytes[bytes.length - 1] = isList ? 0x5d : 0x7d
    return bytes
  }

  #entries(out: ByteWriter, object: JsonObject, depth: number, notes: Notes): void {
    const names = notes.keys(object)
    if (names.length === 0) return out.ascii('{}')
    this.nest(out, false)
    for (let index = 0; index < names.length; index++) {
      const name = names[index]!
      const value = object[name]!
      if (index > 0) out.ascii(this.separator)
      this.key(out, name, depth + 1)
      this.value(out, value, depth + 1, notes, typeof value === 'number' ? notes.numberAt(object, name) : undefined)
    }
    this.unnest(out, depth, false)
  }

  #items(out: ByteWriter, array: readonly Json[], depth: number, notes: Notes): void {
    if (array.length === 0) return out.ascii('[]')
    this.nest(out, true)
    for (let index = 0; index < array.length; index++) {
      const value = array[index]!
      if (index > 0) out.ascii(this.separator)
      this.item(out, value, depth + 1, notes, typeof value === 'number' ? notes.numberAt(array, index) : undefined)
    }
    this.unnest(out, depth, true)
  }

  #indent(out: ByteWriter, depth: number): void {
    if (!this.#isMinified) out.indent(depth)
  }
}

/** Most strings need no escapes and are ASCII; the others are left to `JSON.stringify`. */
function writeString(out: ByteWriter, text: string): void {
  const { length } = text
  out.reserve(length + 2)
  const { bytes } = out
  let at = out.length
  bytes[at++] = QUOTE
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index)
    if (code < 32 || code > 126 || code === QUOTE || code === BACKSLASH) return out.text(JSON.stringify(text))
    bytes[at++] = code
  }
  bytes[at++] = QUOTE
  out.length = at
}

const NEWLINE = 10
const QUOTE = 34
const OPEN_BRACKET = 91
const BACKSLASH = 92
const CLOSE_BRACKET = 93
const OPEN_BRACE = 123
const CLOSE_BRACE = 125
