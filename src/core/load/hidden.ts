import { isContainer, type Json, type JsonObject, put } from '../model/json.ts'

/** What the bundler must not see is taken out of its sight, without any field to walk into, and put back afterwards. */
export class Hidden {
  readonly #value: Json
  readonly #isExtension: boolean
  constructor(value: Json, isExtension = false) {
    this.#value = value
    this.#isExtension = isExtension
  }
  get value(): Json {
    return this.#value
  }
  get isExtension(): boolean {
    return this.#isExtension
  }
}

/** Puts back what was hidden anywhere below a value, if it is to be revealed. @returns what there is besides */
export function reveal(root: Json, isRevealed: (hidden: Hidden) => boolean): ReadonlySet<object> {
  const seen = new Set<object>()
  const pending: Json[] = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isContainer(node) || seen.has(node)) continue
    seen.add(node)
    for (const key of Object.keys(node)) {
      const value = (node as JsonObject)[key] as Json | Hidden
      if (!isContainer(value)) continue
      if (!(value instanceof Hidden)) pending.push(value)
      else if (isRevealed(value)) put(node, key, value.value)
    }
  }
  return seen
}
