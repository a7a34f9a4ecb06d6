import type { Notes } from '../load/notes.ts'
import { isArray, type Json, type JsonObject, own, put } from '../model/json.ts'

/** Where a number stood, so that digits which a double cannot hold come along. */
interface NumberOrigin {
  container: object
  key: string | number
}

/** An object that is being changed: fields keep the order of the source. */
export interface Edit {
  readonly source: JsonObject
  has(key: string): boolean
  get(key: string): Json | undefined
  keys(): string[]
  /** How the object stands now, to look at. */
  current(): JsonObject
  /** Sets a field where it stands, or at the end if it is new. */
  set(key: string, value: Json, origin?: NumberOrigin): void
  /** Sets a new field right behind another one, or at the end if that is not there. */
  setAfter(other: string, key: string, value: Json, origin?: NumberOrigin): void
  /** Gives a field another name and value, in the same position. */
  rename(key: string, to: string, value: Json, origin?: NumberOrigin): void
  delete(...keys: string[]): void
  /** Changes that the rule tells of itself. */
  quietly(change: () => void): void
  /** Says that a field holds converted values already. */
  done(key: string): void
  isDone(key: string): boolean
  /** Lets the whole object be something else, already converted. */
  become(value: Json): void
}

export interface EditInProgress extends Edit {
  readonly replacement: Json | undefined
  /** Puts a converted child in the place of the one that came, which is no change of this object itself. */
  exchange(key: string, value: Json): void
  /** What was touched since the last call: old and new values. */
  touched(): { before: Map<string, Json>; after: Map<string, Json> } | undefined
  result(): Json
}

export function editOf(source: JsonObject, notes: Notes): EditInProgress {
  let fields = new Map<string, Json>(notes.keys(source).map((key) => [key, source[key]!]))
  const origins = new Map<string, NumberOrigin>()
  const finished = new Set<string>()
  let old = new Map<string, Json | undefined>()
  let isChanged = false
  let replacement: Json | undefined

  const touch = (key: string): void => {
    if (!old.has(key)) old.set(key, fields.get(key))
    isChanged = true
  }
  const remember = (key: string, origin: NumberOrigin | undefined): void => {
    if (origin) origins.set(key, origin)
    else origins.delete(key)
  }
  const rebuilt = (change: (entry: [string, Json]) => [string, Json][]): void => {
    fields = new Map([...fields].flatMap(change))
  }

  return {
    source,
    get replacement() {
      return replacement
    },
    has: (key) => fields.has(key),
    get: (key) => fields.get(key),
    keys: () => [...fields.keys()],
    set(key, value, origin) {
      if (fields.get(key) === value) return
      touch(key)
      fields.set(key, value)
      remember(key, origin)
    },
    setAfter(other, key, value, origin) {
      touch(key)
      remember(key, origin)
      fields.delete(key)
      if (!fields.has(other)) fields.set(key, value)
      else rebuilt((entry) => (entry[0] === other ? [entry, [key, value]] : [entry]))
    },
    rename(key, to, value, origin) {
      touch(key)
      touch(to)
      remember(to, origin ?? origins.get(key) ?? { container: source, key })
      if (key !== to) fields.delete(to)
      rebuilt((entry) => (entry[0] === key ? [[to, value]] : [entry]))
    },
    delete(...keys) {
      for (const key of keys) {
        if (!fields.has(key)) continue
        touch(key)
        fields.delete(key)
      }
    },
    quietly(change) {
      const kept = new Map(old)
      change()
      old = kept
    },
    done: (key) => void finished.add(key),
    isDone: (key) => finished.has(key),
    become(value) {
      isChanged = true
      replacement = value
    },
    exchange(key, value) {
      isChanged = true
      fields.set(key, value)
    },
    touched() {
      if (old.size === 0) return undefined
      const before = new Map([...old].filter((entry): entry is [string, Json] => entry[1] !== undefined))
      const after = new Map([...old.keys()].filter((key) => fields.has(key)).map((key) => [key, fields.get(key)!]))
      old = new Map()
      return { before, after }
    },
    current: () => (isChanged ? finish() : source),
    result: () => replacement ?? (isChanged ? finish() : source),
  }

  function finish(): JsonObject {
    const copy: Record<string, Json> = {}
    for (const [key, value] of fields) {
      put(copy, key, value)
      // Not inherited from the source as a whole: a number may have come from another field.
      if (typeof value === 'number') keepDigits(notes, copy, key, value, origins.get(key) ?? { container: source, key })
    }
    notes.order(copy, [...fields.keys()])
    return copy
  }
}

/** Takes over the exact digits of a number that stood elsewhere. */
export function keepDigits(notes: Notes, to: object, key: string | number, value: Json, { container, key: from }: NumberOrigin): void {
  const digits = typeof value === 'number' ? notes.numberAt(container, from) : undefined
  if (digits !== undefined && own(container, String(from)) === value) notes.number(to, key, digits, value as number)
}

/** A list of one value, its exact digits included. */
export function listOf(notes: Notes, value: Json, origin: NumberOrigin): readonly Json[] {
  const list = [value]
  keepDigits(notes, list, 0, value, origin)
  return list
}

/** A copy of an object with some fields set or (undefined) left out; new fields come first. */
export function changed(notes: Notes, source: JsonObject, fields: Record<string, Json | undefined>): JsonObject {
  const order: string[] = []
  const copy: Record<string, Json> = {}
  const add = (key: string, value: Json): void => {
    put(copy, key, value)
    order.push(key)
  }
  for (const [key, value] of Object.entries(fields)) if (value !== undefined && !Object.hasOwn(source, key)) add(key, value)
  for (const key of notes.keys(source)) {
    if (!Object.hasOwn(fields, key)) {
      add(key, source[key]!)
      keepDigits(notes, copy, key, source[key]!, { container: source, key })
    } else if (fields[key] !== undefined) add(key, fields[key])
  }
  notes.order(copy, order)
  return copy
}

/** A list with more values behind, its exact numbers kept. */
export function appended(notes: Notes, list: readonly Json[], ...more: readonly Json[]): readonly Json[] {
  const longer = [...list, ...more]
  if (isArray(list)) notes.inherit(longer, list)
  return longer
}
