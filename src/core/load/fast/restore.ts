import { isArray, isContainer, type Json, type JsonObject, put } from '../../model/json.ts'
import { addEntry, closeEntries, mergeEntries, newEntries } from '../entries.ts'
import type { Notes } from '../notes.ts'
import { numberOf } from '../../machine/read-scalars.ts'
import { BAIL } from '../../machine/bail.ts'

/** A node with a name (YAML 1.2.2 §6.9.2). An alias is the same node, so that many of them cost nothing. */
interface Anchored {
  value: Json
  /** How the value is written, if it is a number that a double does not hold. */
  source: string | undefined
}

/**
 * Puts what JSON cannot say in place of the marks for it. They are strings that begin with NUL:
 *
 * - `"\0$…"`: a string that begins with NUL itself
 * - `"\0#…"`: a number that a double does not hold
 * - `{ "\0&": number, "": node }`: an anchor; `"\0*…"`: an alias, by the number of its anchor
 * - `"\0=": [names]` in an object: the order of its names; among them `"\0<…"`: merge keys
 */
export class Restorer {
  readonly notes: Notes
  readonly #anchored = new Map<number, Anchored>()
  /** How the number is written that was restored last. */
  #source: string | undefined

  constructor(notes: Notes) {
    this.notes = notes
  }

  /** Restores a value and puts it into a container. */
  restoreInto(container: object, key: string, raw: Json): void {
    const value = this.#restored(raw)
    put(container, key, value)
    if (this.#source !== undefined) this.notes.number(container, key, this.#source, value as number)
    this.#source = undefined
  }

  #restored(raw: Json): Json {
    this.#source = undefined
    if (typeof raw === 'string') return raw.startsWith('\0') ? this.#marked(raw) : raw
    if (!isContainer(raw)) return raw
    if (!isArray(raw)) {
      if (Object.hasOwn(raw, ANCHOR)) return this.#anchor(raw)
      if (Object.hasOwn(raw, ORDER)) return this.#ordered(raw)
    }
    for (const [key, inner] of Object.entries(raw) as [string, Json][]) {
      if (typeof inner === 'string' ? inner.startsWith('\0') : isContainer(inner)) this.restoreInto(raw, key, inner)
    }
    return raw
  }

  #marked(raw: string): Json {
    const text = raw.slice(2)
    if (raw.startsWith(TEXT)) return text
    if (raw[1] === '#') {
      this.#source = text
      return numberOf(text)
    }
    const { value, source } = this.#anchored.get(Number(text))!
    this.#source = source
    return value
  }

  #anchor(raw: JsonObject): Json {
    const value = this.#restored(raw['']!)
    this.#anchored.set(raw[ANCHOR] as number, { value, source: this.#source })
    return value
  }

  #ordered(raw: JsonObject): JsonObject {
    const entries = newEntries()
    for (const key of raw[ORDER] as string[]) {
      const value = this.#restored(raw[key]!)
      const name = key.startsWith(TEXT) ? key.slice(TEXT.length) : key
      const isDone = key.startsWith(MERGE)
        ? mergeEntries(entries, value, this.notes)
        : addEntry(entries, name, value, this.#source, this.notes)
      if (!isDone) throw BAIL
    }
    this.#source = undefined
    return closeEntries(entries, this.notes)
  }
}

const TEXT = '\0$'
const ANCHOR = '\0&'
const ORDER = '\0='
const MERGE = '\0<'
