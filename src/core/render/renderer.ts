import type { Notes } from '../load/notes.ts'
import { isContainer, isObject, type Json, type JsonObject } from '../model/json.ts'
import type { Format } from './format.ts'
import { json } from './json.ts'
import { checkFragment } from './verify.ts'
import { yaml } from './yaml.ts'

/** The containers whose values are parts shared between slices, by the number of levels down to them. */
const LEVELS: Record<string, number> = {
  paths: 2,
  webhooks: 2,
  'x-webhooks': 2,
  components: 2,
  definitions: 1,
  parameters: 1,
  responses: 1,
  securityDefinitions: 1,
}

/** Writes slices. Every shared part is written once, checked by reading it back, and kept as bytes. */
export class Renderer {
  readonly #format: Format
  readonly #name: 'yaml' | 'json'
  readonly #notes: Notes
  readonly #fragments = new Map<number, WeakMap<object, Uint8Array>>()

  constructor(format: 'yaml' | 'json', notes: Notes) {
    this.#name = format
    this.#format = format === 'yaml' ? yaml : json
    this.#notes = notes
  }

  /** The bytes of a document, in pieces. @throws RenderError */
  render(document: JsonObject): Uint8Array[] {
    const chunks: Uint8Array[] = []
    const { open, close, separator } = this.#format
    let text = open
    const push = (chunk: string | Uint8Array): void => {
      if (typeof chunk === 'string') text += chunk
      else {
        chunks.push(Buffer.from(text), chunk)
        text = ''
      }
    }
    Object.keys(document).forEach((key, position) => {
      if (position > 0) push(separator)
      this.#entry(key, document, 0, LEVELS[key] ?? 0, push)
    })
    chunks.push(Buffer.from(text + close))
    return chunks
  }

  #entry(key: string, holder: JsonObject, depth: number, levels: number, push: (chunk: string | Uint8Array) => void): void {
    const { entry, nest, unnest, separator, empty } = this.#format
    const value = holder[key]!
    const indent = '  '.repeat(depth)
    push(entry(key, indent))
    if (!isContainer(value)) return push(this.#written(value, depth + 1, this.#notes.numberAt(holder, key)))
    if (levels === 0 || !isObject(value)) return push(this.#fragment(value, depth + 1))
    const keys = Object.keys(value)
    if (keys.length === 0) return push(empty(value))
    push(nest)
    keys.forEach((name, position) => {
      if (position > 0) push(separator)
      this.#entry(name, value, depth + 1, levels - 1, push)
    })
    push(unnest(indent))
  }

  #fragment(value: JsonObject | readonly Json[], depth: number): Uint8Array {
    let kept = this.#fragments.get(depth)
    if (!kept) this.#fragments.set(depth, (kept = new WeakMap()))
    let fragment = kept.get(value)
    if (!fragment) kept.set(value, (fragment = this.#written(value, depth)))
    return fragment
  }

  #written(value: Json, depth: number, exact?: string): Uint8Array {
    const text = this.#format.value(value, depth, this.#notes, exact)
    if (isContainer(value)) checkFragment(text, value, this.#name, this.#notes)
    return Buffer.from(text)
  }
}
