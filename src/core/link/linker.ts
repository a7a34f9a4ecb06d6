import type { Failure } from '../load/file-resolver.ts'
import type { Description } from '../load/load.ts'
import { MAX_DEPTH, TOO_DEEP } from '../load/syntax-problem.ts'
import {
  copyOf,
  eachRef,
  isArray,
  isContainer,
  isObject,
  type Json,
  type JsonObject,
  own,
  put,
  refOf,
  text,
  valueAt,
  valuesIn,
} from '../model/json.ts'
import { isLegalName } from '../model/legal-name.ts'
import { type ComponentKind, type Field, fieldOf, type ObjectType } from '../model/object-types.ts'
import { fragmentToken, pointerOf, tokensOf } from '../model/pointer.ts'
import { waysInto } from '../model/ways-into.ts'
import { type Phase, type Problem, type ProblemCode, readable, type Severity } from '../problems.ts'
import { hoistedName, legalName, uniqueName } from './names.ts'
import { ReferenceResolver, type Target } from './resolve.ts'
import { findResources, type Resource, type Resources, usesIdentifiers } from './resources.ts'

/** What is gathered while a unit is walked. */
export interface Draft {
  needs: Set<number>
  tags: Set<string>
  inheritsSecurity: boolean
  unresolved: Set<string>
  problems: Problem[]
}

export const emptyDraft = (): Draft => ({ needs: new Set(), tags: new Set(), inheritsSecurity: false, unresolved: new Set(), problems: [] })

/** A component as found: the value is walked later. */
export interface FoundComponent {
  id: number
  kind: ComponentKind
  name: string
  type: ObjectType
  node: Json
}

/** What every slice with a unit has besides components, at the place that it has in the source. */
export interface Home {
  /** The tokens of the unit's path item. */
  readonly tokens: readonly string[]
  readonly nodes: readonly Json[]
  /** Of the component that the unit is. */
  readonly id?: number
}

export interface LinkOptions {
  /** Whether a `$ref` in data keeps the component that it happens to name. */
  refsInData: 'keep' | 'literal'
}

/**
 * Walks typed values and rewrites what a slice could not keep: references to anything but components, in places where
 * the specification has none, or by the document's own URI. Values are never changed; what differs is copied.
 */
export class Linker {
  readonly components: FoundComponent[] = []
  /** In the order of the source. */
  readonly kinds: readonly ComponentKind[]
  readonly resources: Resources
  /** Whether parts depend on each other by what they need, and in no other way: nothing was copied from one into another. */
  isModular: boolean
  /** The first relative URL that was met. */
  relativeUrl: { owner: JsonObject; key: string } | undefined
  readonly #description: Description
  readonly #options: LinkOptions
  readonly #resolver: ReferenceResolver
  /** By kind and name. A million names joined with their kinds would be a million texts more. */
  readonly #ids = new Map<ComponentKind, Map<string, number>>()
  readonly #names = new Map<ComponentKind, Set<string>>()
  /** By what they were made of, a pointer where that is no object. */
  readonly #hoisted = new Map<ComponentKind, Map<unknown, number>>()
  /** Results within the current unit, so that shared values are walked once, and cycles noticed. */
  #results = new Map<object, Result>()
  #draft: Draft = emptyDraft()
  #home: Home = { tokens: [], nodes: [] }
  /** All objects and lists of the home, found when first asked for, with the tokens that lead to them. */
  #atHome: ReadonlyMap<Json, () => readonly string[]> | undefined
  /** By parts that were asked for, whether anything in them has an identity or a name of its own. */
  readonly #identified = new Map<Json, boolean>()
  readonly #inlining = new Set<object>()
  /** Levels of what is being walked. */
  #level = 0

  constructor(description: Description, options: LinkOptions) {
    this.#description = description
    this.#options = options
    const { root, model } = description
    this.resources = findResources(root, model)
    this.isModular = !this.resources.areAny
    this.#resolver = new ReferenceResolver(root, model, this.resources)
    // Source order: by the order of the containers, then of the names.
    const containers = [...model.components].sort(([, a], [, b]) => orderOf(root, a.container) - orderOf(root, b.container))
    this.kinds = containers.map(([kind]) => kind)
    for (const [kind, { type, container }] of containers) {
      const map = valueAt(root, container)
      const names = isObject(map) ? description.notes.keys(map) : []
      this.#names.set(kind, new Set(names))
      this.#ids.set(kind, new Map())
      this.#hoisted.set(kind, new Map())
      for (const name of names) this.#add(kind, name, type, own(map, name)!)
    }
  }

  /** Walks one unit and says what it needs. */
  unit(node: Json, field: Field, draft = emptyDraft(), home: Home = { tokens: [], nodes: [node] }): { value: Json; draft: Draft } {
    this.#results = new Map()
    this.#draft = draft
    this.#home = home
    this.#atHome = undefined
    this.#level = 0
    try {
      return { value: this.#field(node, field, this.resources.document, undefined, ''), draft }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      this.#report('incomplete', 'error', 1, 'This part nests too deeply to be followed.', 'Check whether it was generated wrongly.', node)
      return { value: node, draft }
    }
  }

  /** A path item with its own `$ref` replaced by what it refers to; the item's own fields win. */
  pathItem(node: Json, draft: Draft): JsonObject | undefined {
    this.#draft = draft
    const referring: JsonObject[] = []
    let item = node
    for (let ref = refOf(item); ref !== undefined && isObject(item); ref = refOf(item)) {
      if (referring.includes(item)) return (this.#circular(ref, referring[0]!), undefined)
      if (referring.length > MAX_CHAIN) return (this.#tooLong(referring[0]!), undefined)
      referring.push(item)
      const target = this.#partAt(ref, this.resources.document)
      this.isModular = false
      if (!target || !isObject(target.node)) return (this.#unresolved(ref, item), undefined)
      item = target.node
    }
    return isObject(item) ? referring.reduceRight<JsonObject>((merged, next) => this.#merge(next, merged), item) : undefined
  }

  // Typed values

  #field(node: Json, field: Field, base: Resource, owner: object | undefined, key: string): Json {
    switch (field.holds) {
      case 'data':
        this.#data(node)
        return node
      case 'free':
        return this.#free(node, base)
      case 'unlisted':
        // A field merely named `$ref` would become a reference.
        return this.#free(key === '$ref' ? node : this.#scalarBehind(node, base), base)
      case 'text':
        return isObject(node) && refOf(node) !== undefined ? this.#inlined(node, { holds: 'free' }, base) : this.#free(node, base)
      case 'mapping':
        return isObject(node) ? this.#mapped(node, (value, name) => this.#mappingTarget(value, base, node, name)) : this.#free(node, base)
      case 'mappingTarget':
        return this.#mappingTarget(node, base, owner, key)
      case 'requirements':
        if (isObject(node) && refOf(node) !== undefined) return this.#inlined(node, field, base)
        return isArray(node) ? this.#mapped(node, (item) => this.#requirement(item, base)) : this.#requirement(node, base)
      case 'requirement':
        return this.#requirement(node, base)
      case 'one':
        // Draft 4 allows an array of schemas in `items`.
        if (isArray(node)) return this.#mapped(node, (item) => this.#object(item, field.type, base))
        return this.#object(node, field.type, base)
      default:
        if (!isContainer(node)) return node
        if (isObject(node) && refOf(node) !== undefined) return this.#inlined(node, field, base)
        return this.#mapped(node, (item) => this.#object(item, field.type, base))
    }
  }

  #object(node: Json, type: ObjectType, base: Resource): Json {
    // What is none, and should be, may hold references all the same.
    if (!isObject(node)) return this.#free(node, base)
    const result = this.#resultOf(node, type)
    if (result.value === OPEN) return (this.#circular(refOf(node) ?? '', node), node)
    if (result.value !== undefined) return result.value
    result.value = OPEN
    return (result.value = this.#fresh(node, type, base))
  }

  #fresh(node: JsonObject, type: ObjectType, base: Resource): Json {
    const ref = refOf(node)
    if (ref !== undefined) {
      if (type.name === 'PathItem' && this.#leadsHome(ref, type, base, node)) return this.#besides(node, ref, base)
      if (!type.component) return this.#inlined(node, { holds: 'one', type }, base)
      if (type.name !== 'Schema' || !this.#description.model.schemaSiblings) return this.#reference(node, ref, type, base)
    }
    if (type.name === 'Schema') return this.#schema(node, ref, type, base)
    this.#noteRelativeUrl(node, type)
    const fields = this.#fields(node, type, base)
    if (type.name === 'Operation') this.#noteOperation(fields)
    return type.name === 'Link' ? this.#link(fields as JsonObject, base) : fields
  }

  #fields(node: JsonObject, type: ObjectType, base: Resource): Json {
    return this.#mapped(node, (value, key) => this.#field(value, fieldOf(type, key), base, node, key))
  }

  /** Whether a callback refers to the path that it stands in: where a slice has all of that, there is nothing to copy. */
  #leadsHome(ref: string, type: ObjectType, base: Resource, owner: object): boolean {
    const target = this.#partAt(ref, base)
    if (!target?.verbatim || target.tokens?.length !== this.#home.tokens.length || !this.#isInItem(target)) return false
    if (this.#isIn(target.node)) return true
    const id = text(this.#home.nodes[0], 'operationId')
    if (type.component && id === undefined) return false
    // OAS 3.0.4 §4.7.10: the id MUST be unique, and the whole path beside the operation would have it again.
    const message = `The reference ${ref} leads back to its own path, of which a slice has one operation only.`
    this.#report('incomplete', 'error', 2, message, 'Describe what is called in a path item of its own.', owner, '$ref')
    return true
  }

  /** A Reference Object: what stands beside `$ref` is not part of the value, but must not dangle either. */
  #reference(node: JsonObject, ref: string, type: ObjectType, base: Resource): Json {
    return this.#besides(node, this.#rewrite(ref, type, base, node), base)
  }

  /** A reference with what stands beside it. */
  #besides(node: JsonObject, ref: string, base: Resource): Json {
    return this.#mapped(node, (value, key) => (key === '$ref' ? ref : this.#free(value, base)))
  }

  /** OAS 3.1.2 §4.8.24: `$ref` is a keyword among others, and `$id` changes what it is relative to. */
  #schema(node: JsonObject, ref: string | undefined, type: ObjectType, outer: Resource): Json {
    const base = this.resources.of(node) ?? outer
    if (this.#description.leftIdentities.has(node)) this.#leftIdentity(node)
    const dynamicRef = this.#description.model.schemaSiblings ? text(node, '$dynamicRef') : undefined
    if (dynamicRef !== undefined) this.#rewrite(dynamicRef, type, base, node)
    const rewritten = ref === undefined ? undefined : this.#rewrite(ref, type, base, node)
    return this.#mapped(node, (value, key) => {
      if (key === '$ref' && rewritten !== undefined) return rewritten
      const field = fieldOf(type, key)
      // Keywords that are not known may be anybody's.
      return field.holds === 'unlisted' ? this.#free(value, base) : this.#field(value, field, base, node, key)
    })
  }

  #noteOperation(node: Json): void {
    if (own(node, 'security') === undefined) this.#draft.inheritsSecurity = true
    const tags = own(node, 'tags')
    if (isArray(tags)) for (const tag of tags) if (typeof tag === 'string') this.#draft.tags.add(tag)
  }

  /** Relative URLs start from where the description is served, which a slice cannot know. */
  #noteRelativeUrl(node: JsonObject, type: ObjectType): void {
    const key = type.name === 'Example' ? 'externalValue' : type.name === 'ExternalDocs' ? 'url' : undefined
    const url = key === undefined ? undefined : text(node, key)
    if (url !== undefined && !URL.canParse(url)) this.relativeUrl ??= { owner: node, key: key! }
  }

  /** OAS 3.0.4 §4.7.20: what `operationRef` leads to is not in the slice; an operationId can still be looked up. */
  #link(node: JsonObject, base: Resource): Json {
    const ref = text(node, 'operationRef')
    if (ref === undefined) return node
    const id = text(this.#lookUp(ref, base)?.node, 'operationId')
    if (id === undefined) {
      // A whole address leads out of the description, and means the same in a slice.
      if (URL.canParse(ref)) return node
      this.#report(
        'unresolved-link',
        'warning',
        4,
        `The link to ${ref} leads out of this slice.`,
        ref.startsWith('#')
          ? 'Give the operation an operationId, so that the link can name it.'
          : 'Give the operation an operationId, so that the link can name it. If it belongs to another API, refer to it by its whole address.',
        node,
        'operationRef',
      )
      return node
    }
    const copy: Record<string, Json> = {}
    for (const key of Object.keys(node)) put(copy, key === 'operationRef' ? 'operationId' : key, key === 'operationRef' ? id : node[key])
    return this.#adopt(copy, node)
  }

  // References

  /** What a reference leads to. */
  #lookUp(ref: string, base: Resource): Target | undefined {
    const target = this.#resolver.resolve(ref, base)
    if (target ? !target.verbatim || !target.component : this.#mayLeadSomewhere(ref)) this.isModular = false
    return target
  }

  /** Whether a reference that leads nowhere might do so if a component had another value: it goes into one, or through a reference. */
  #mayLeadSomewhere(ref: string): boolean {
    const tokens = ref.startsWith('#/') ? (tokensOf(ref) ?? []) : []
    const { root, model } = this.#description
    const [first = ''] = tokens
    const depth = model.family === '2.0' ? 2 : 3
    return own(root, first) !== undefined && (tokens.length > depth || !this.#resolver.addressOf(tokens))
  }

  /** What a reference leads to, other than the whole description, which is no part of itself. */
  #partAt(ref: string, base: Resource): Target | undefined {
    const target = this.#lookUp(ref, base)
    return target?.tokens?.length === 0 ? undefined : target
  }

  /** The text of a reference that leads to the same place inside a slice. */
  #rewrite(ref: string, type: ObjectType, base: Resource, owner: object): string {
    const target = this.#partAt(ref, base)
    if (!target) return (this.#unresolved(ref, owner), ref)
    // A chain that ends in nothing is reported where it breaks off, not here.
    if (this.#resolver.chainEnd(ref, base) === 'endless') this.#circular(ref, owner)
    if (!target.component && !type.component) return (this.#unresolved(ref, owner), ref)
    const rewritten = this.#toPart(ref, target, type)
    // What has an `$id` may have the pointer of a component in itself; for tools that follow it from the document that stays, too.
    if (rewritten === ref && base !== this.resources.document && ref.startsWith('#/')) this.#keep(ref)
    return rewritten
  }

  #toPart(ref: string, target: Target, type: ObjectType): string {
    if (this.#isAtHome(target, type)) return ref
    const { component, resource, node } = target
    if (!component && resource && resource !== node) {
      // A part of it would lose what references in it are relative to (JSON Schema 2020-12 core §8.2.1).
      this.#draft.needs.add(this.#hoist(text(resource, '$id')!, { ...target, node: resource }, type))
      return ref
    }
    return component ? this.#toComponent(ref, target) : this.#address(this.#hoist(ref, target, type))
  }

  /**
   * Whether a slice has the very place that a reference leads to, so that it can stay. A copy of it would have the same
   * identifiers, which are to be unique (JSON Schema 2020-12 core §8.2), or operations with the same ids (OAS 3.0.4 §4.7.10).
   * Of what has none, copies are made.
   */
  #isAtHome(target: Target, type: ObjectType): boolean {
    const { node, tokens, verbatim } = target
    const isUnique = (): boolean =>
      (this.resources.areAny && this.#isIdentified(node)) || (type.name === 'Callback' && namesOperations(node))
    return verbatim && (!tokens || (this.#isInItem(target) && isUnique())) && this.#isIn(node)
  }

  #isInItem({ tokens }: Target): boolean {
    const home = this.#home.tokens
    return home.length > 0 && home.every((token, index) => token === tokens?.[index])
  }

  #isIn(node: Json): boolean {
    return this.#partsAtHome().has(node)
  }

  #partsAtHome(): ReadonlyMap<Json, () => readonly string[]> {
    return (this.#atHome ??= new Map(this.#home.nodes.flatMap((part) => [...waysInto(part)])))
  }

  #toComponent(ref: string, target: Target): string {
    const { kind, name } = target.component!
    const id = this.#ids.get(kind)!.get(name)!
    const component = this.components[id]!
    const depth = this.#description.model.components.get(kind)!.container.length + 1
    const inside = target.tokens?.slice(depth)
    const place = this.#placeInUnit(component)
    if (place) return this.#address(this.#home.id!, [...place, ...(inside ?? [])])
    this.#draft.needs.add(id)
    if (target.verbatim && component.name === name) return ref
    return this.#address(id, inside)
  }

  /**
   * The tokens that lead from the component that is being walked to another one, if the bundler made that one of a part of
   * it and left the part where it was: a slice would have its identifiers twice (JSON Schema 2020-12 core §8.2).
   */
  #placeInUnit({ id, kind, name, node }: FoundComponent): readonly string[] | undefined {
    const { ownNames } = this.#description
    const { id: here } = this.#home
    if (!ownNames || !this.resources.areAny || here === undefined || here === id || ownNames.has(`${kind}/${name}`)) return undefined
    return this.#isIn(node) && this.#isIdentified(node) ? this.#partsAtHome().get(node)!() : undefined
  }

  #isIdentified(node: Json): boolean {
    if (!this.#identified.has(node)) this.#identified.set(node, usesIdentifiers(node))
    return this.#identified.get(node)!
  }

  #address(id: number, inside: readonly string[] = []): string {
    const { kind, name } = this.components[id]!
    const { container } = this.#description.model.components.get(kind)!
    this.#draft.needs.add(id)
    return `#/${[...container, name, ...inside].map(fragmentToken).join('/')}`
  }

  /** What lies outside the components becomes one, with a name that tells where it came from. */
  #hoist(ref: string, { node, tokens = [ref] }: Target, type: ObjectType): number {
    const kind = type.component!
    const origin = isContainer(node) ? node : pointerOf(tokens)
    const hoisted = this.#hoisted.get(kind)!
    const known = hoisted.get(origin)
    if (known !== undefined) return known
    const id = this.#add(kind, uniqueName(hoistedName(tokens), this.#names.get(kind)!), type, node)
    hoisted.set(origin, id)
    return id
  }

  #add(kind: ComponentKind, name: string, type: ObjectType, node: Json): number {
    const names = this.#names.get(kind)!
    const id = this.components.length
    const { ownNames } = this.#description
    const isOurs = ownNames !== undefined && !ownNames.has(`${kind}/${name}`)
    // The bundler names components after files and pointers; such a name may not be legal.
    const shown = isOurs && !isLegalName(name) ? uniqueName(legalName(name), names) : name
    names.add(shown)
    this.#ids.get(kind)!.set(name, id)
    this.components.push({ id, kind, name: shown, type, node })
    return id
  }

  /** A value in place of a reference where the specification allows none; what stands beside the reference wins. */
  #inlined(node: JsonObject, field: Field, base: Resource): Json {
    const ref = refOf(node)!
    const target = this.#partAt(ref, base)
    this.isModular = false
    if (!target) return (this.#unresolved(ref, node), this.#besides(node, ref, base))
    if (isContainer(target.node) && this.#inlining.has(target.node)) {
      this.#circular(ref, node)
      return this.#besides(node, this.#kept(ref, target), base)
    }
    const merged = isObject(target.node) ? this.#merge(node, target.node) : target.node
    if (isContainer(target.node)) this.#inlining.add(target.node)
    try {
      if (++this.#level > MAX_LEVELS) throw new RangeError(TOO_DEEP)
      return this.#field(merged, field, base, undefined, '')
    } finally {
      this.#level--
      if (isContainer(target.node)) this.#inlining.delete(target.node)
    }
  }

  /** The value behind a reference where only a text, a number or a truth value can stand. */
  #scalarBehind(node: Json, base: Resource): Json {
    const ref = refOf(node)
    if (ref === undefined) return node
    this.isModular = false
    const end = this.#resolver.end(ref, base)?.node
    return end === undefined || isContainer(end) ? node : end
  }

  /** The union of a referencing object and its target (OAS 3.0.4 §4.7.9 leaves a field on both sides undefined). */
  #merge(node: JsonObject, target: JsonObject): JsonObject {
    const siblings = Object.keys(node).filter((key) => key !== '$ref')
    if (siblings.length === 0) return target
    const both = siblings.filter((key) => Object.hasOwn(target, key))
    if (both.length > 0) {
      this.#report(
        'merged-path-item',
        'warning',
        2,
        `${both.join(', ')} stands both beside a reference and in what it refers to; the one beside it was taken.`,
        'Write it in one of the two places only.',
        node,
        both[0],
      )
    }
    const copy: Record<string, Json> = {}
    for (const key of this.#description.notes.keys(target)) if (!siblings.includes(key)) put(copy, key, target[key])
    for (const key of siblings) put(copy, key, node[key])
    return this.#adopt(copy, target) as JsonObject
  }

  /** OAS 3.0.4 §4.7.25: the name of a schema wins over a URI. */
  #mappingTarget(value: Json, base: Resource, owner: object | undefined, key: string): Json {
    if (typeof value !== 'string') return this.#free(value, base)
    const named = this.#ids.get('schemas')?.get(value)
    if (named !== undefined) {
      this.#draft.needs.add(named)
      const { name } = this.components[named]!
      return name === value ? value : this.#address(named)
    }
    const { type } = this.#description.model.components.get('schemas')!
    const target = this.#partAt(value, base)
    return target ? this.#toPart(value, target, type) : (this.#unresolved(value, owner, key), value)
  }

  /** Security requirements name schemes by key; from 3.2 on also by URI (OAS 3.2.0 §4.30). */
  #requirement(requirement: Json, base: Resource): Json {
    if (!isObject(requirement)) return this.#free(requirement, base)
    if (refOf(requirement) !== undefined) return this.#inlined(requirement, { holds: 'requirement' }, base)
    const { family } = this.#description.model
    for (const name of Object.keys(requirement)) {
      const id = this.#ids.get('securitySchemes')?.get(name)
      const target = id === undefined && family === '3.2' ? this.#lookUp(name, base)?.component : undefined
      const found = id ?? (target && this.#ids.get(target.kind)?.get(target.name))
      if (found !== undefined) this.#draft.needs.add(found)
      else {
        const isUri = family === '3.2' && /[/#]/.test(name)
        this.#report(
          'undefined-security-scheme',
          'warning',
          4,
          `The security scheme ${JSON.stringify(name)} is ${isUri ? 'not part of the description: requirements are not followed into other files' : 'not declared'}.`,
          'Declare it under components.securitySchemes, or remove it from the requirement.',
          requirement,
          name,
        )
      }
    }
    return this.#mapped(requirement, (scopes) => this.#free(scopes, base))
  }

  // Values without a type

  #free(node: Json, base: Resource): Json {
    if (!isContainer(node)) return node
    const result = this.#resultOf(node, 'free')
    const ref = refOf(node)
    if (result.value === OPEN && ref !== undefined) this.#lostInExtension(ref, node, 'leads back to itself')
    if (result.value !== undefined) return result.value === OPEN ? node : result.value
    result.value = OPEN
    return (result.value =
      ref === undefined ? this.#mapped(node, (value) => this.#free(value, base)) : this.#freeReference(node as JsonObject, ref, base))
  }

  #freeReference(node: JsonObject, ref: string, base: Resource): Json {
    const target = this.#partAt(ref, base)
    if (!target) return (this.#lostInExtension(ref, node, `leads nowhere${this.#why(ref)}`), this.#besides(node, ref, base))
    if (target.component || target.tokens?.[0]?.startsWith('x-')) {
      return this.#besides(node, this.#kept(ref, target), base)
    }
    const around = this.#openAround(target)
    return around === undefined ? this.#inlined(node, { holds: 'free' }, base) : this.#besides(node, this.#address(around), base)
  }

  /** The component that a value was made, if what is being walked lies in it: it cannot be put in there without end. */
  #openAround({ node, tokens }: Target): number | undefined {
    if (!isContainer(node) || !tokens) return undefined
    let isOpen = false
    for (let result = this.#results.get(node); result; result = result.next) isOpen ||= result.value === OPEN
    return isOpen ? this.kinds.map((kind) => this.#hoisted.get(kind)!.get(node)).find((id) => id !== undefined) : undefined
  }

  /** The text of a reference that stays where the specification has none. */
  #kept(ref: string, target: Target): string {
    return target.component ? this.#toComponent(ref, target) : ref
  }

  /** Data is never changed; a component that it seems to refer to is kept, so that tools that follow it do not break. */
  #data(root: Json): void {
    if (this.#options.refsInData === 'literal') return
    eachRef(root, (ref) => this.#keep(ref))
  }

  /** Keeps the component that a text names as a reference in the document. */
  #keep(ref: string): void {
    const address = this.#lookUp(ref, this.resources.document)?.component
    if (address) this.#draft.needs.add(this.#ids.get(address.kind)!.get(address.name)!)
  }

  // Copying

  /** A copy with some values replaced, or the object itself if none is. */
  #mapped(node: Json, change: (value: Json, key: string) => Json): Json {
    if (++this.#level > MAX_LEVELS) throw new RangeError(TOO_DEEP)
    let copy: Json[] | Record<string, Json> | undefined
    for (const key in node as object) {
      const value = (node as JsonObject)[key]!
      const made = change(value, key)
      // A property merely named `$ref` must not become a reference.
      const changed = key === '$ref' && isContainer(value) && !isContainer(made) ? this.#unmade(value) : made
      if (changed === value) continue
      copy ??= isArray(node) ? [...node] : copyOf(node as JsonObject)
      put(copy, key, changed)
    }
    this.#level--
    return copy ? this.#adopt(copy, node as JsonObject) : node
  }

  /** A reference that stays, as what it refers to may not stand in its place. */
  #unmade(node: Json): Json {
    const { document } = this.resources
    const ref = refOf(node)
    const target = ref === undefined ? undefined : this.#lookUp(ref, document)
    return target ? this.#besides(node as JsonObject, this.#kept(ref!, target), document) : node
  }

  #adopt(copy: Json[] | Record<string, Json>, node: JsonObject | readonly Json[]): Json {
    this.#description.notes.inherit(copy, node)
    return copy
  }

  /** One for each type that a value is met as, which is nearly always one. */
  #resultOf(node: object, type: ObjectType | 'free'): Result {
    const first = this.#results.get(node)
    for (let result = first; result; result = result.next) if (result.type === type) return result
    const added: Result = { type, value: undefined, next: first }
    this.#results.set(node, added)
    return added
  }

  // Problems

  #unresolved(ref: string, owner: object | undefined, key = '$ref'): void {
    this.#draft.unresolved.add(ref)
    const { remedy, help } = this.#failure(ref) ?? {}
    this.#report(
      remedy === undefined ? 'unresolved-reference' : 'refused-reference',
      'error',
      4,
      `The reference ${ref} leads nowhere${this.#why(ref)}.`,
      remedy ?? help ?? 'Correct the reference, or what it refers to.',
      owner,
      key,
    )
  }

  #leftIdentity(node: JsonObject): void {
    const message = `References in the schema with the $id ${text(node, '$id')} are those of the whole document in a slice: strict readers look for them in the schema.`
    const help = 'Leave out the $id, or else what needs it: anchors, dynamic references, and references that go by it.'
    this.#report('reference-below-id', 'warning', 4, message, help, node, '$id')
  }

  #lostInExtension(ref: string, owner: object, how: string): void {
    const help = 'Correct it, or leave it if it is not meant as a reference.'
    this.#report('unresolved-reference', 'warning', 4, `The reference ${ref} in an extension ${how}.`, help, owner, '$ref')
  }

  #circular(ref: string, owner: object): void {
    this.#draft.unresolved.add(ref)
    this.#report(
      'circular-reference',
      'error',
      4,
      `The reference ${ref} leads back to itself and never to a value.`,
      'Let one of the references in the circle hold the value.',
      owner,
      '$ref',
    )
  }

  #tooLong(owner: object): void {
    const message = `More than ${MAX_CHAIN} references lead from one path to the next.`
    this.#report('incomplete', 'error', 4, message, 'Let the first one refer to the last.', owner, '$ref')
  }

  #why(ref: string): string {
    const reason = this.#failure(ref)?.reason ?? (ref.startsWith('#') ? undefined : this.#description.bundlerFailure)
    return reason ? `: ${reason.replace(/\.$/, '')}` : ''
  }

  /** Why the file could not be had that a reference names. */
  #failure(ref: string): Failure | undefined {
    return this.#description.failures.get(ref.split('#/')[0]!.replace(/#$/, ''))
  }

  #report(code: ProblemCode, severity: Severity, phase: Phase, message: string, help: string, owner: unknown, key?: string): void {
    const { places } = this.#description
    const place = (key !== undefined && own(owner, key) !== undefined ? places.of(owner, key) : places.of(owner)) ?? undefined
    this.#draft.problems.push({ code, severity, phase, message: readable(message), help, ...(place && { place }) })
  }
}

/** How many path items may refer to one another: far beyond any real chain, as all of them are put together. */
const MAX_CHAIN = 100

/** Levels of nesting, inlined values included, that are followed: twice what a file may have, and half of what a call stack holds. */
const MAX_LEVELS = 2 * MAX_DEPTH

/** What a value became, walked as a type. */
interface Result {
  readonly type: ObjectType | 'free'
  value: Json | typeof OPEN | undefined
  /** What it became as another type. */
  readonly next: Result | undefined
}

/** Marks a value that is being walked, so that meeting it again is a cycle. */
const OPEN: unique symbol = Symbol('open')

function orderOf(root: JsonObject, container: readonly string[]): number {
  const holder = container.length > 1 ? own(root, container[0]!) : root
  const index = isObject(holder) ? Object.keys(holder).indexOf(container.at(-1)!) : -1
  return index === -1 ? Number.MAX_SAFE_INTEGER : index
}

/** Whether a callback has operations with ids. */
const namesOperations = (callback: Json): boolean =>
  valuesIn(callback)
    .flatMap(valuesIn)
    .some((operation) => text(operation, 'operationId') !== undefined)
