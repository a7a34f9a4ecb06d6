import { isContainer, isObject, type Json, type JsonObject, own, refOf, valueAt } from '../model/json.ts'
import type { ComponentKind, Model } from '../model/object-types.ts'
import { escapeToken, tokensOf } from '../model/pointer.ts'
import { absolute, type Resource, type Resources } from './resources.ts'

/** What a reference leads to. */
export interface Target {
  node: Json
  /** The tokens from the root of the document, where they are known (not for what an anchor or `$id` names). */
  tokens: readonly string[] | undefined
  /** The component that it is, or that it lies in. */
  component: ComponentAddress | undefined
  /** Whether the reference's own text leads there in any document that has the component. */
  verbatim: boolean
}

export interface ComponentAddress {
  kind: ComponentKind
  name: string
}

/** How many references may follow one another before the last is given up: far beyond any real chain. */
const MAX_CHAIN = 1_000

/** Resolves references within one document (RFC 3986, RFC 6901, JSON Schema 2020-12 core §8 and §9). */
export class ReferenceResolver {
  readonly #root: JsonObject
  readonly #model: Model
  readonly #resources: Resources
  /** By node, for components only: found when first asked for. */
  #addresses: Map<object, ComponentAddress> | undefined
  /** What references in the document itself lead to; null for those that lead nowhere. */
  readonly #known = new Map<string, Target | null>()

  constructor(root: JsonObject, model: Model, resources: Resources) {
    this.#root = root
    this.#model = model
    this.#resources = resources
  }

  /** What `ref` means inside `base`, or undefined if it leads nowhere. */
  resolve(ref: string, base: Resource): Target | undefined {
    if (base !== this.#resources.document) return this.#resolve(ref, base)
    // A description refers to each of its components many times.
    let target = this.#known.get(ref)
    if (target === undefined) this.#known.set(ref, (target = this.#resolve(ref, base) ?? null))
    return target ?? undefined
  }

  #resolve(ref: string, base: Resource): Target | undefined {
    const hash = ref.indexOf('#')
    const uri = hash === -1 ? ref : ref.slice(0, hash)
    const fragment = hash === -1 ? '' : ref.slice(hash)
    const resource = uri === '' ? base : this.#resourceAt(uri, base)
    if (!resource) return undefined
    const tokens = tokensOf(fragment)
    if (!tokens) return this.#anchor(fragment.slice(1), resource, uri === '')
    const isDocument = resource === this.#resources.document
    const found = this.#follow(resource, tokens) ?? (isDocument ? undefined : this.#asWritten(uri, tokens))
    if (!found) return undefined
    const { node, path } = found
    // A resource's own pointers stay as they are; the component it lies in is found by walking up from it.
    if (!path) return { node, tokens: undefined, component: this.#componentHolding(resource.node), verbatim: true }
    return {
      node,
      tokens: path,
      component: this.addressOf(path),
      verbatim: (uri === '' || !isDocument) && path.length === tokens.length && path.every((token, index) => token === tokens[index]),
    }
  }

  /** Follows a chain of references to the value at its end; undefined if it breaks off or never ends. */
  end(ref: string, base: Resource): Target | undefined {
    let target = this.resolve(ref, base)
    for (let steps = 0; target; steps++) {
      const next = refOf(target.node)
      if (next === undefined) return target
      if (steps > MAX_CHAIN) return undefined
      target = this.resolve(next, this.#resources.document)
    }
    return undefined
  }

  /** The component that the tokens lead to or into. */
  addressOf(tokens: readonly string[]): ComponentAddress | undefined {
    const [first, second, third] = tokens
    if (this.#model.family !== '2.0') {
      const known = first === 'components' && third !== undefined && this.#model.components.has(second as ComponentKind)
      return known ? { kind: second as ComponentKind, name: third } : undefined
    }
    for (const [kind, { container }] of this.#model.components) {
      if (container[0] === first && second !== undefined) return { kind, name: second }
    }
    return undefined
  }

  #resourceAt(uri: string, base: Resource): Resource | undefined {
    const target = absolute(uri, base.uri)
    return target === undefined ? undefined : this.#resources.byUri(target)
  }

  /** Many authors write `#/components/…` inside a schema with an `$id` and mean the document. */
  #asWritten(uri: string, tokens: readonly string[]): { node: Json; path: readonly string[] } | undefined {
    const found = uri === '' ? this.#follow(this.#resources.document, tokens) : undefined
    return found?.path ? { node: found.node, path: found.path } : undefined
  }

  /** Walks the tokens down; where a reference stands in the way, on from its target, as most tools do. */
  #follow(resource: Resource, tokens: readonly string[]): { node: Json; path: readonly string[] | undefined } | undefined {
    const isDocument = resource === this.#resources.document
    let node: Json = resource.node
    let path: readonly string[] | undefined = isDocument ? [] : undefined
    for (const [index, token] of tokens.entries()) {
      const key = keyIn(node, token)
      if (key !== undefined) {
        node = own(node, key)!
        path = path && [...path, key]
        continue
      }
      const ref = refOf(node)
      const target = ref === undefined || index > MAX_CHAIN ? undefined : this.end(ref, resource)
      const next = target && isContainer(target.node) ? own(target.node, token) : undefined
      if (!target?.tokens || next === undefined) return undefined
      node = next
      path = [...target.tokens, token]
    }
    return { node, path }
  }

  #anchor(name: string, resource: Resource, verbatim: boolean): Target | undefined {
    const [node] = resource.anchors.get(name) ?? []
    return (
      node && {
        node,
        tokens: undefined,
        component: this.#componentHolding(node),
        verbatim: verbatim || resource !== this.#resources.document,
      }
    )
  }

  #componentHolding(node: object): ComponentAddress | undefined {
    this.#addresses ??= this.#allAddresses()
    return this.#addresses.get(node)
  }

  #allAddresses(): Map<object, ComponentAddress> {
    const addresses = new Map<object, ComponentAddress>()
    for (const [kind, { container }] of this.#model.components) {
      const map = valueAt(this.#root, container)
      if (!isObject(map)) continue
      for (const [name, component] of Object.entries(map)) {
        const pending: Json[] = [component]
        for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
          if (!isContainer(next) || addresses.has(next)) continue
          addresses.set(next, { kind, name })
          pending.push(...(Object.values(next) as Json[]))
        }
      }
    }
    return addresses
  }
}

/** The bundler names components by the last token of a pointer as it is written, `~1` and all. */
function keyIn(node: Json, token: string): string | undefined {
  return [token, escapeToken(token)].find((key) => own(node, key) !== undefined)
}
