/**
 * A JSON reader that keeps what JSON.parse loses: duplicate keys, the order of
 * integer-like keys, the digits of numbers. It does not recurse, so depth is no limit.
 */
import { keepingLast } from './last.ts'
import { Numeric } from './numeric.ts'
import type { Dict, Value } from './value.ts'

const TOKEN = /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)|(true|false|null))/y

const LITERALS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
])

type Container = { value: Dict; key: string | undefined } | { value: Value[]; key?: never }

export const readJson = keepingLast((text) => {
  const reader = new JsonReader(text)
  return { value: reader.read(), duplicates: reader.duplicates }
})

class JsonReader {
  readonly duplicates: string[] = []
  readonly #text: string
  #stack: Container[] = []
  #result: Value | undefined
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  /** The value, or undefined when the text is not JSON. */
  read(): Value | undefined {
    // The platform's parser decides what is JSON; the tokens below then need no grammar of their own.
    try {
      JSON.parse(this.#text)
    } catch {
      return undefined
    }
    while (this.#step());
    return this.#result
  }

  #step(): boolean {
    TOKEN.lastIndex = this.#at
    const token = TOKEN.exec(this.#text)
    if (token === null) return false
    this.#at = TOKEN.lastIndex
    if (token[1] !== undefined) this.#punctuation(token[1])
    else if (token[2] !== undefined) this.#string(JSON.parse(token[2]) as string)
    else if (token[3] !== undefined) this.#add(new Numeric(token[3]))
    else this.#add(LITERALS.get(token[4] ?? '') ?? null)
    return true
  }

  #punctuation(mark: string): void {
    if (mark === '{') this.#open({ value: new Map(), key: undefined })
    else if (mark === '[') this.#open({ value: [] })
    else if (mark === '}' || mark === ']') this.#stack.pop()
  }

  #open(container: Container): void {
    this.#add(container.value)
    this.#stack.push(container)
  }

  #string(text: string): void {
    const top = this.#stack.at(-1)
    if (top !== undefined && top.value instanceof Map && top.key === undefined) this.#key(top, text)
    else this.#add(text)
  }

  #key(top: Container, key: string): void {
    if (top.value instanceof Map && top.value.has(key)) this.duplicates.push(key)
    if (top.value instanceof Map) (top as { key: string | undefined }).key = key
  }

  #add(value: Value): void {
    const top = this.#stack.at(-1)
    if (top === undefined) this.#result = value
    else if (Array.isArray(top.value)) top.value.push(value)
    else {
      top.value.set(top.key ?? '', value)
      ;(top as { key: string | undefined }).key = undefined
    }
  }
}
