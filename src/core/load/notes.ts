import { isExact } from '../machine/exact.ts'
import { isArray, isContainer, type JsonObject, type Json } from '../model/json.ts'

/** Objects as `JSON.stringify` writes them: kept of what was read, which costs less than to write it again. */
export type Texts = WeakMap<object, string>

/**
 * What plain JavaScript data cannot hold: numbers beyond a double, and integer-like keys in the order of the source
 * (JavaScript moves them to the front). Kept beside the data, so that everything else sees ordinary objects.
 */
export class Notes {
  /** What has the JSON of objects, if anybody asks for it. To be dropped before any of them is changed in place. */
  texts: Texts | undefined
  readonly #onCopy: (copy: object, original: object) => void
  /** Made when there is something to note, which is seldom. */
  #numbers: WeakMap<object, Map<string, string>> | undefined
  #orders: WeakMap<object, readonly string[]> | undefined

  /** @param onCopy told of every changed copy that takes over what is known of an object */
  constructor(onCopy: (copy: object, original: object) => void = () => {}) {
    this.#onCopy = onCopy
  }

  /** Whether the data is all there is to know. */
  get isEmpty(): boolean {
    return !this.#numbers && !this.#orders
  }

  /** Remembers the source text of a number if the double does not say the same. */
  number(container: object, key: string | number, source: string, value: number): void {
    if (isExact(source, value)) {
      this.#numbers?.get(container)?.delete(String(key))
      return
    }
    this.#numbers ??= new WeakMap()
    const numbers = this.#numbers.get(container) ?? new Map<string, string>()
    this.#numbers.set(container, numbers.set(String(key), source))
  }

  /** The JSON of a value, if it was kept. */
  textOf(value: Json): string | undefined {
    return isContainer(value) ? this.texts?.get(value) : undefined
  }

  /** The source text of the number under a key, where it must be kept. */
  numberAt(container: object, key: string | number): string | undefined {
    return this.#numbers?.get(container)?.get(String(key))
  }

  /** Remembers the order of keys if JavaScript's own differs. */
  order(object: JsonObject, keys: readonly string[]): void {
    if (Object.keys(object).some((key, index) => key !== keys[index])) (this.#orders ??= new WeakMap()).set(object, keys)
    else this.#orders?.delete(object)
  }

  /** The keys of an object in the order of the source; what was added since (by the bundler) comes last. */
  keys(object: JsonObject): readonly string[] {
    const order = this.#orders?.get(object)
    if (!order) return Object.keys(object)
    const keys = Object.keys(object)
    if (keys.length === order.length) return order
    const known = new Set(order)
    return [...order.filter((key) => Object.hasOwn(object, key)), ...keys.filter((key) => !known.has(key))]
  }

  /** All that is known about an object, as plain data; undefined if that is nothing. */
  about(container: object): readonly unknown[] | undefined {
    const numbers = this.#numbers?.get(container)
    const order = this.#orders?.get(container)
    return numbers || order ? [order, numbers && [...numbers]] : undefined
  }

  /** Takes over what is known about `from`, for a changed copy of it; keys that are new come last. */
  inherit(to: JsonObject | readonly Json[], from: JsonObject | readonly Json[]): void {
    this.#onCopy(to, from)
    const numbers = this.#numbers?.get(from)
    if (numbers) this.#numbers!.set(to, numbers)
    const order = this.#orders?.get(from)
    if (!order || isArray(to)) return
    this.#orders!.set(to, order)
    this.order(to as JsonObject, this.keys(to as JsonObject))
  }
}

/** Keys that JavaScript orders by number (array indices, ECMA-262 §6.1.7). */
export function isIndexKey(key: string): boolean {
  const first = key.charCodeAt(0)
  return first >= 48 && first <= 57 && key.length <= 10 && /^(?:0|[1-9]\d*)$/.test(key)
}
