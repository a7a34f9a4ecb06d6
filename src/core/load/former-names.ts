import { copyOf, isArray, isObject, type Json, type JsonObject, own, put, refOf } from '../model/json.ts'
import { isLegalName } from '../model/legal-name.ts'
import { addTo } from '../model/lists.ts'
import { tokensOf } from '../model/pointer.ts'
import type { Notes } from './notes.ts'

/**
 * The names that alternatives have in their files. Where no mapping says otherwise, a discriminator tells alternatives
 * apart by them (OAS 3.0.4 §4.7.25). They stand in data, and so must lead to what the bundler calls by other names.
 */
export class FormerNames {
  readonly #notes: Notes
  /** By schemas with a discriminator, the references beside it, as they were. */
  readonly #alternatives = new Map<JsonObject, ReadonlyMap<JsonObject, string>>()
  /** The schemas of the root, which keep their names, legal or not. */
  readonly #kept: ReadonlySet<string>

  /** @param root before anything is brought in */
  constructor(root: JsonObject, notes: Notes) {
    this.#notes = notes
    this.#kept = new Set(Object.keys(own(own(root, 'components'), 'schemas') ?? {}))
  }

  /** To be called for every schema before the bundler changes what is in it. */
  note(schema: unknown): void {
    if (!isObject(schema) || !isObject(own(schema, 'discriminator')) || this.#alternatives.has(schema)) return
    const refs = new Map<JsonObject, string>()
    for (const alternative of [...listAt(schema, 'oneOf'), ...listAt(schema, 'anyOf')]) {
      const ref = refOf(alternative)
      if (ref !== undefined) refs.set(alternative as JsonObject, ref)
    }
    this.#alternatives.set(schema, refs)
  }

  /** Adds to the mappings what has another name now. */
  map(): void {
    for (const [schema, refs] of this.#alternatives) {
      const named = new Map<string, JsonObject[]>()
      for (const [alternative, before] of refs) {
        const name = lastToken(before)
        if (name !== undefined) addTo(named, name, alternative)
      }
      for (const [name, alternatives] of named) {
        const [now, ...others] = new Set(alternatives.map((alternative) => refOf(alternative)))
        // Of two that have the same name, nobody knows which one is meant.
        if (now === undefined || others.length > 0) continue
        const [, kind, called, ...inside] = tokensOf(now) ?? []
        if (kind !== 'schemas' || called === undefined || inside.length > 0) continue
        // What is not legal is going to have another name.
        if (called !== name || !(isLegalName(name) || this.#kept.has(name))) this.#add(schema, name, now, called)
      }
    }
  }

  /** To copies, for aliases may put what is written once into several schemas. */
  #add(schema: JsonObject, name: string, pointer: string, called: string): void {
    const discriminator = own(schema, 'discriminator') as JsonObject
    const mapping = own(discriminator, 'mapping') ?? {}
    if (!isObject(mapping) || Object.hasOwn(mapping, name)) return
    if (Object.values(mapping).some((value) => value === pointer || value === called)) return
    const entries = copyOf(mapping)
    put(entries, name, pointer)
    this.#notes.inherit(entries, mapping)
    const copy = copyOf(discriminator)
    put(copy, 'mapping', entries)
    this.#notes.inherit(copy, discriminator)
    put(schema, 'discriminator', copy)
  }
}

function listAt(schema: JsonObject, key: string): readonly Json[] {
  const list = own(schema, key)
  return isArray(list) ? list : []
}

/** A whole file has no name. */
function lastToken(ref: string): string | undefined {
  const hash = ref.indexOf('#')
  return hash === -1 ? undefined : tokensOf(ref.slice(hash))?.at(-1)
}
