import { isContainer, isObject, type Json, type JsonObject, own, refOf, valueAt } from '../model/json.ts'
import type { ComponentKind, Model } from '../model/object-types.ts'
import { escapeToken, tokensOf } from '../model/pointer.ts'
import { addAll } from '../model/lists.ts'
import { absolute } from '../model/uri.ts'
import type { Resource, Resources } from './resources.ts'

/** What a reference leads to. */
export interface Target {
  node: Json
  /** The tokens from the root of the document, where they are known (not for what an anchor or `$id` names). */
  tokens: readonly string[] | undefined
  /** The component that it is, or that it lies in. */
  component: ComponentAddress | undefined
  /** Whether the reference's own text leads there in any document that has the component. */
  verbatim: boolean
  /** The schema with an `$id` that it was found in, if that names it. */
  resource?: JsonObject
}

export interface ComponentAddress {
  kind: ComponentKind
  name: string
}

/** How many references may follow one another in the way of a pointer: far beyond any real chain. */
const MAX_CHAIN = 100

/** Where a chain of references leads: to a value, to nothing, or round and round. */
export type ChainEnd = Target | 'nowhere' | 'endless'

/** A reference that has to be resolved before another one can be. */
interface Question {
  ref: string
  base: Resource
}

/** Gives what it is asked step by step: a pointer may lead through references, whose pointers may do so, and so on. */
type Steps = Generator<Question, Target | undefined, Target | undefined>

/** Resolves references within one document (RFC 3986, RFC 6901, JSON Schema 2020-12 core §8 and §9). */
export class ReferenceResolver {
  readonly #root: JsonObject
  readonly #model: Model
  readonly #resources: Resources
  /** By node, for components only: found when first asked for. */
  #addresses: Map<object, ComponentAddress> | undefined
  /** What references lead to, a description refers to each of its components many times; null for those that lead nowhere. */
  readonly #known = new Map<string, Target | null>()
  /** Where chains lead, by references in the document. */
  readonly #ends = new Map<string, ChainEnd>()

  constructor(root: JsonObject, model: Model, resources: Resources) {
    this.#root = root
    this.#model = model
    this.#resources = resources
  }

  /** What `ref` means inside `base`, or undefined if it leads nowhere. */
  resolve(ref: string, base: Resource): Target | undefined {
    const known = this.#known.get(this.#keyOf(ref, base))
    if (known !== undefined) return known ?? undefined
    return (base === this.#resources.document && this.#straight(ref)) || this.#resolved({ ref, base })
  }

  /** What nearly all references are: pointers into the document, with nothing in the way. */
  #straight(ref: string): Target | undefined {
    const tokens = ref.startsWith('#/') ? tokensOf(ref) : undefined
    const node = tokens && valueAt(this.#root, tokens)
    if (!tokens || node === undefined) return undefined
    const target = { node, tokens, component: this.addressOf(tokens), verbatim: true }
    this.#known.set(ref, target)
    return target
  }

  /** Of a reference in the document itself, which most are, the text. */
  #keyOf(ref: string, base: Resource): string {
    return base === this.#resources.document ? ref : `${base.uri}\n${ref}`
  }

  /** Works without recursion, for there may be as many steps as references; what needs itself leads nowhere. */
  #resolved(asked: Question): Target | undefined {
    const open = [{ key: this.#keyOf(asked.ref, asked.base), steps: this.#steps(asked) }]
    const keys = new Set([open[0]!.key])
    let answer: Target | undefined
    for (let current = open.at(-1); current; current = open.at(-1)) {
      const { done, value } = current.steps.next(answer)
      answer = undefined
      if (done) {
        open.pop()
        keys.delete(current.key)
        this.#known.set(current.key, value ?? null)
        answer = value
        continue
      }
      const key = this.#keyOf(value.ref, value.base)
      const known = this.#known.get(key)
      if (known !== undefined) answer = known ?? undefined
      else if (!keys.has(key)) {
        keys.add(key)
        open.push({ key, steps: this.#steps(value) })
      }
    }
    return answer
  }

  *#steps({ ref, base }: Question): Steps {
    const hash = ref.indexOf('#')
    const uri = hash === -1 ? ref : ref.slice(0, hash)
    const fragment = hash === -1 ? '' : ref.slice(hash)
    const resource = uri === '' ? base : this.#resourceAt(uri, base)
    if (!resource) return undefined
    const tokens = tokensOf(fragment)
    if (!tokens) return this.#anchor(fragment.slice(1), resource, uri === '')
    const isDocument = resource === this.#resources.document
    const found = yield* this.#follow(resource, tokens)
    if (found || isDocument || uri !== '') return found && { ...found, verbatim: found.verbatim && (uri === '' || !isDocument) }
    // Many authors write `#/components/…` inside a schema with an `$id` and mean the document.
    return yield* this.#follow(this.#resources.document, tokens)
  }

  /** Follows a chain of references to the value at its end; undefined if it breaks off or never ends. */
  end(ref: string, base: Resource): Target | undefined {
    const end = this.chainEnd(ref, base)
    return typeof end === 'string' ? undefined : end
  }

  /** Every reference of the document that is passed on the way is remembered, so that no part of a chain is followed twice. */
  chainEnd(ref: string, base: Resource): ChainEnd {
    const passed = new Set<string>()
    const end = this.#followChain(this.resolve(ref, base), passed)
    for (const next of passed) this.#ends.set(next, end)
    return end
  }

  #followChain(start: Target | undefined, passed: Set<string>): ChainEnd {
    for (let target = start; target;) {
      const next = refOf(target.node)
      if (next === undefined) return target
      const known = this.#ends.get(next)
      if (known) return known
      if (passed.has(next)) return 'endless'
      passed.add(next)
      target = this.resolve(next, this.#resources.document)
    }
    return 'nowhere'
  }

  /** The component that the tokens lead to or into. */
  addressOf(tokens: readonly string[]): ComponentAddress | undefined {
    const [first, second, third] = tokens
    if (this.#model.family !== '2.0') {
      const known = first === 'components' && third !== undefined && this.#model.components.has(second as ComponentKind)
      return known && this.#isMap(first, second!) ? { kind: second as ComponentKind, name: third } : undefined
    }
    for (const [kind, { container }] of this.#model.components) {
      if (container[0] === first && second !== undefined && this.#isMap(first!)) return { kind, name: second }
    }
    return undefined
  }

  /** What should be a map of components, and is a list, holds none. */
  #isMap(...container: string[]): boolean {
    return isObject(valueAt(this.#root, container))
  }

  #resourceAt(uri: string, base: Resource): Resource | undefined {
    const target = absolute(uri, base.uri)
    return target === undefined ? undefined : this.#resources.byUri(target)
  }

  /** Walks the tokens down; where a reference stands in the way, on from its target, as most tools do. */
  *#follow(resource: Resource, tokens: readonly string[]): Steps {
    const isDocument = resource === this.#resources.document
    let node: Json = resource.node
    let path: readonly string[] | undefined = isDocument ? [] : undefined
    for (const token of tokens) {
      const key = keyIn(node, token)
      if (key !== undefined) {
        node = own(node, key)!
        path = path && [...path, key]
        continue
      }
      const target: Target | undefined = yield* this.#through(node, resource)
      const next: Json | undefined = target && isContainer(target.node) ? own(target.node, token) : undefined
      if (!target?.tokens || next === undefined) return undefined
      node = next
      path = [...target.tokens, token]
    }
    // A resource's own pointers stay as they are; the component it lies in is found by walking up from it.
    if (!path) return { node, tokens: undefined, component: this.#componentHolding(resource.node), verbatim: true, resource: resource.node }
    const verbatim = path.length === tokens.length && path.every((token, index) => token === tokens[index])
    return { node, tokens: path, component: this.addressOf(path), verbatim }
  }

  /** The end of the chain of references that stands in the way. */
  *#through(node: Json, resource: Resource): Steps {
    let target: Target | undefined
    let base = resource
    for (let ref = refOf(node), steps = 0; ref !== undefined && steps <= MAX_CHAIN; steps++) {
      target = yield { ref, base }
      ref = target && refOf(target.node)
      base = this.#resources.document
      if (ref === undefined) return target
    }
    return undefined
  }

  #anchor(name: string, resource: Resource, verbatim: boolean): Target | undefined {
    const [node] = resource.anchors.get(name) ?? []
    return (
      node && {
        node,
        tokens: undefined,
        component: this.#componentHolding(node),
        verbatim: verbatim || resource !== this.#resources.document,
        ...(resource !== this.#resources.document && { resource: resource.node }),
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
          addAll(pending, Object.values(next) as Json[])
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
