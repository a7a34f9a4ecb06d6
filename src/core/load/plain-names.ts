import { isContainer, type Json, type JsonObject, own, refOf, text, valueAt } from '../model/json.ts'
import { decode, pointerOf, tokensOf } from '../model/pointer.ts'
import { waysInto } from './ways-into.ts'

/** A part of a file that has an `$id`, or all of it: what `#` means in it. */
interface Part {
  readonly node: Json
  readonly tokens: readonly string[]
}

/** What the bundler does not understand: a plain name behind a file, or anywhere but in the root file also `#` below an `$id`. */
export const isOdd = (reference: JsonObject, isRoot: boolean, hasIds: boolean): boolean => {
  const ref = refOf(reference)!
  return (isRoot ? /^[^#]+#[^/]/ : /#[^/]/).test(ref) || (!isRoot && hasIds && ref.startsWith('#'))
}

/**
 * A reference as a pointer into the file, if it is not one: by a plain name (JSON Schema 2020-12 core §8.2.2), or relative
 * to a schema with an `$id` around it (§8.2.1).
 *
 * @param tokens where it stands, in the file that it leads to; empty if that is another one
 */
export function asPointer(ref: string, file: Json, tokens: readonly string[]): string | undefined {
  const hash = ref.indexOf('#')
  const fragment = ref.slice(hash)
  const part = partAround(file, tokens)
  const name = tokensOf(fragment) ? undefined : decode(fragment.slice(1))
  const inside = name === undefined ? tokensOf(fragment) : namedIn(part.node, name)
  if (!inside || (name === undefined && (part.tokens.length === 0 || valueAt(part.node, inside) === undefined))) return undefined
  return ref.slice(0, hash) + pointerOf([...part.tokens, ...inside])
}

/** The innermost part with an `$id` around a place. */
function partAround(file: Json, tokens: readonly string[]): Part {
  let part: Part = { node: file, tokens: [] }
  let node: Json | undefined = file
  for (const [index, token] of tokens.entries()) {
    node = own(node, token)
    if (text(node, '$id') !== undefined) part = { node: node!, tokens: tokens.slice(0, index + 1) }
  }
  return part
}

/** By a part, the tokens that lead to what has a name in it. A file may have thousands of references by names. */
const known = new WeakMap<object, ReadonlyMap<string, readonly string[]>>()

function namedIn(part: Json, name: string): readonly string[] | undefined {
  if (!isContainer(part)) return undefined
  const names = known.get(part) ?? namesIn(part)
  known.set(part, names)
  return names.get(name)
}

/** The first that has a name counts; what has an `$id` of its own has names of its own. */
function namesIn(part: Json): Map<string, readonly string[]> {
  const names = new Map<string, readonly string[]>()
  for (const [node, tokens] of waysInto(part, (inner) => text(inner, '$id') === undefined)) {
    for (const keyword of ['$anchor', '$dynamicAnchor']) {
      const name = text(node, keyword)
      if (name !== undefined && !names.has(name)) names.set(name, tokens())
    }
  }
  return names
}
