import { hoistedName, legalName, uniqueName } from '../link/names.ts'
import { findResources, type Resource, type Resources } from '../link/resources.ts'
import { ReferenceResolver } from '../link/resolve.ts'
import { isContainer, isObject, type Json, type JsonObject, own, valueAt } from '../model/json.ts'
import type { ComponentKind, Model, ObjectType } from '../model/object-types.ts'
import { fragmentToken, tokensOf } from '../model/pointer.ts'
import type { Step } from './rule.ts'

/** A part of a component that becomes a component, since the way to it does not survive. */
interface Hoisted {
  readonly kind: ComponentKind
  readonly name: string
  readonly type: ObjectType
  /** The tokens from the root of the source. */
  readonly tokens: readonly string[]
  readonly node: Json
}

/** A reference that is only right if what it leads to stays where it is. */
export interface Deep {
  readonly type: ObjectType
  readonly tokens: readonly string[]
  /** The tokens that the reference has after the step. */
  readonly after: readonly string[]
  readonly node: Json
}

export interface References {
  readonly resources: Resources
  readonly deep: readonly Deep[]
  /** The text of a reference after the step. */
  rewrite(ref: string, type: ObjectType, base: Resource): string
  /** What references in a place of the source are relative to. */
  baseAt(tokens: readonly string[]): Resource
  /** The end of a chain of references, with the tokens that lead to it where they are known. */
  end(ref: string, base: Resource): { node: Json; tokens: readonly string[] | undefined } | undefined
}

/** Which parts have become components so far; found in one pass, used in the next. */
export type Hoists = Map<string, Hoisted>

export const addressOf = (tokens: readonly string[]): string => `#/${tokens.map(fragmentToken).join('/')}`

/** The references of one document on its way through one step. */
export function referencesOf(document: JsonObject, model: Model, step: Step, hoists: Hoists): References {
  const resources = findResources(document, model)
  const resolver = new ReferenceResolver(document, model, resources)
  const containerLength = model.family === '2.0' ? 2 : 3
  const keepsIdentifiers = step.to === '3.1' || step.to === '3.2'
  const deep: Deep[] = []
  let places: Map<object, readonly string[]> | undefined

  return { resources, deep, rewrite, baseAt, end }

  function rewrite(ref: string, type: ObjectType, base: Resource): string {
    const tokens = ref.startsWith('#') ? tokensOf(ref) : undefined
    if (tokens && isInDocument(tokens, base)) return atTokens(ref, tokens, type)
    if (keepsIdentifiers) return ref
    const target = resolver.resolve(ref, base)
    const found = target && (target.tokens ?? (isContainer(target.node) ? placesOfNodes().get(target.node) : undefined))
    return found ? atTokens(addressOf(found), found, type) : ref
  }

  /** The innermost schema with an `$id` around a place, or the document (JSON Schema 2020-12 core §8.2.1). */
  function baseAt(tokens: readonly string[]): Resource {
    let node: Json | undefined = document
    let base = resources.document
    for (const token of tokens) {
      node = own(node, token)
      base = (isContainer(node) && resources.of(node)) || base
    }
    return base
  }

  /** Inside a schema with an `$id` a pointer starts from that schema (JSON Schema 2020-12 core §8.2.1). */
  function isInDocument(tokens: readonly string[], base: Resource): boolean {
    if (base === resources.document) return true
    return tokens[0] === 'components' && valueAt(base.node, tokens) === undefined
  }

  function atTokens(ref: string, tokens: readonly string[], type: ObjectType): string {
    const hoisted = hoists.get(addressOf(tokens))
    if (hoisted) return addressOf([...containerAfter(hoisted.kind), hoisted.name])
    const renamed = step.rename?.(tokens, document)
    const after = renamed ?? tokens
    const isWhole = tokens.length === containerLength && after.length === 3
    const node = isWhole ? undefined : valueAt(document, tokens)
    if (node !== undefined && type.component) deep.push({ type, tokens, after, node })
    return renamed ? addressOf(renamed) : ref
  }

  function end(ref: string, base: Resource): { node: Json; tokens: readonly string[] | undefined } | undefined {
    const target = resolver.end(ref, base)
    return target && { node: target.node, tokens: target.tokens }
  }

  function placesOfNodes(): Map<object, readonly string[]> {
    if (places) return places
    places = new Map()
    const pending: { node: object; tokens: readonly string[] }[] = [{ node: document, tokens: [] }]
    for (let next = pending.pop(); next; next = pending.pop()) {
      if (places.has(next.node)) continue
      places.set(next.node, next.tokens)
      for (const [key, child] of Object.entries(next.node)) {
        if (isContainer(child)) pending.push({ node: child, tokens: [...next.tokens, key] })
      }
    }
    return places
  }
}

const containerAfter = (kind: ComponentKind): readonly string[] => ['components', kind]

/** The references whose targets are not where they say after the step; each becomes a component. */
export function displaced(deep: readonly Deep[], result: Json, converted: (node: Json, type: ObjectType) => Json | undefined): Deep[] {
  return deep.filter(({ after, node, type }) => {
    const found = valueAt(result, after)
    const expected = converted(node, type)
    return found === undefined || found !== (isContainer(node) ? expected : found)
  })
}

/** Names for what is displaced, different from all that are there. */
export function hoist(displacedReferences: readonly Deep[], document: JsonObject, hoists: Hoists): void {
  const names = new Map<ComponentKind, Set<string>>()
  for (const { type, tokens, node } of displacedReferences) {
    const key = addressOf(tokens)
    if (hoists.has(key)) continue
    const kind = type.component!
    let taken = names.get(kind)
    if (!taken) names.set(kind, (taken = takenNames(document, kind, hoists)))
    const name = uniqueName(nameFor(tokens), taken)
    taken.add(name)
    hoists.set(key, { kind, name, type, tokens, node })
  }
}

/** `['components', 'schemas', 'Pet', '$defs', 'tail']` → `Pet_tail` */
const nameFor = (tokens: readonly string[]): string =>
  legalName(hoistedName(tokens.filter((token) => token !== '$defs' && token !== 'definitions')))

const takenNames = (document: JsonObject, kind: ComponentKind, hoists: Hoists): Set<string> =>
  new Set([...namesIn(document, kind), ...[...hoists.values()].filter((hoisted) => hoisted.kind === kind).map(({ name }) => name)])

function namesIn(document: JsonObject, kind: ComponentKind): string[] {
  const container = own(own(document, 'components'), kind) ?? (kind === 'schemas' ? own(document, 'definitions') : undefined)
  return isObject(container) ? Object.keys(container) : []
}
