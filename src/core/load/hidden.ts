import { isContainer, type Json, type JsonObject, put } from '../model/json.ts'

/** What the bundler must not see is taken out of its sight, without any field to walk into, and put back afterwards. */
export class Hidden {
  readonly #value: Json
  constructor(value: Json) {
    this.#value = value
  }
  get value(): Json {
    return this.#value
  }
}

/** Puts back, anywhere below a value, what was hidden under the keys that are to be revealed. */
export function reveal(root: Json, isRevealed: (key: string) => boolean): void {
  const seen = new Set<object>()
  const pending: Json[] = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isContainer(node) || seen.has(node)) continue
    seen.add(node)
    for (const key of Object.keys(node)) {
      const value = (node as JsonObject)[key] as Json | Hidden
      if (!isContainer(value)) continue
      if (!(value instanceof Hidden)) pending.push(value)
      else if (isRevealed(key)) put(node, key, value.value)
    }
  }
}
