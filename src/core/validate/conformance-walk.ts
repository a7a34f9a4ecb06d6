import { type Component, componentAt, type LinkedDescription, type Unit } from '../link/linked.ts'
import { isArray, isObject, type Json, type JsonObject, refOf } from '../model/json.ts'
import { addTo } from '../model/lists.ts'
import type { Family } from '../model/object-types.ts'
import { pointerOf, tokensOf } from '../model/pointer.ts'
import type { NormalizedNodeType } from '../redocly-types.ts'
import { CONDITIONS, type Condition } from './conditions.ts'
import type { Finding } from './linter.ts'
import { type LinterTypes, RULED } from './linter-types.ts'

/** One of the linter's object types, made ready for the walk. */
export interface Shape {
  readonly name: string
  readonly fields: ReadonlyMap<string, Slot>
  /** What fields hold that the type does not name. */
  readonly others: Slot
  /** What the items are, if it is a list. */
  readonly items: Slot
  readonly required: readonly string[] | RequiredOf
  readonly requiredOneOf: readonly string[]
  readonly allowed: NormalizedNodeType['allowed']
  readonly extensions: boolean
  readonly condition: Condition | undefined
}

/** What stands in a field: `undefined` is not expected, `null` is not looked into. */
type Slot = NormalizedNodeType['additionalProperties']
type Scalar = Exclude<Slot, NormalizedNodeType | Function | null | undefined>
type RequiredOf = (value: Json, key: string) => readonly string[]

/** Deeper than this the linter may run out of stack, and so might we. */
const MAX_DEPTH = 400

/**
 * Checks values against the linter's object types as its rule `struct` does, and the other rules' conditions beside it.
 * References are not followed: what they lead to is a part of its own, checked as what it is.
 */
export class ConformanceWalk {
  readonly family: Family
  readonly #linked: LinkedDescription
  readonly #types: LinterTypes
  readonly #shapes = new Map<NormalizedNodeType, Shape>()
  readonly #targets = new Map<string, { component: Component; type: string } | undefined>()
  #unit!: Unit
  #tokens: string[] = []
  #findings: Finding[] = []
  readonly #operationIds = new Map<Json, Unit[]>()
  /** Of components that were looked at, whether chains of references from them come to an end. */
  readonly #anchored = new Map<Component, boolean>()

  constructor(linked: LinkedDescription, types: LinterTypes) {
    this.#linked = linked
    this.#types = types
    this.family = linked.source.model.family
  }

  /**
   * Whether the linter has nothing to say about a part but what is returned, wherever it stands.
   *
   * @param tokens where the part stands in the document
   * @returns undefined if it may have more
   */
  judge(unit: Unit, tokens: readonly string[], check: () => boolean): readonly Finding[] | undefined {
    this.#unit = unit
    this.#tokens = [...tokens]
    this.#findings = []
    return check() ? this.#findings : undefined
  }

  /** The type of the value that is reached from the document's root by some tokens. */
  shapeAt(tokens: readonly string[], value: Json): Shape | undefined {
    let slot: Slot = this.#types['Root']
    for (const token of tokens) {
      if (!isNamed(slot)) return undefined
      const shape: Shape = this.#shape(slot)
      slot = concrete(shape.items ?? shape.fields.get(token) ?? shape.others, value, token)
    }
    return isNamed(slot) ? this.#shape(slot) : undefined
  }

  /** The linter's type of a component. */
  shapeOf({ kind, name, value }: Component): Shape | undefined {
    return this.shapeAt([...this.#linked.source.model.components.get(kind)!.container, name], value)
  }

  #shape(type: NormalizedNodeType): Shape {
    let shape = this.#shapes.get(type)
    if (!shape) {
      shape = {
        name: type.name,
        fields: new Map(Object.entries(type.properties)),
        others: type.additionalProperties,
        items: type.items,
        required: (type.required as Shape['required'] | undefined) ?? [],
        requiredOneOf: type.requiredOneOf ?? [],
        allowed: type.allowed,
        extensions: type.extensionsPrefix !== undefined,
        condition: CONDITIONS[type.name],
      }
      this.#shapes.set(type, shape)
    }
    return shape
  }

  /** An object or list of a type, or a reference to one. */
  node(value: Json, shape: Shape, key: string, depth = 0): boolean {
    if (depth > MAX_DEPTH) return false
    if (isArray(value)) return this.#list(value, shape, depth)
    // JSON Schema 2020-12 core §4.3.2: true and false are schemas.
    if (typeof value === 'boolean') return shape.name === 'Schema' && this.#linked.source.model.schemaSiblings
    if (!isObject(value) || shape.items) return false
    const ref = refOf(value)
    if (ref !== undefined) return this.#reference(value, ref, shape, depth)
    return this.#isWellMade(value, shape, key) && this.fields(value, shape, depth)
  }

  /** @param skipped keys that are not looked at */
  fields(value: JsonObject, shape: Shape, depth = 0, skipped?: ReadonlySet<string>): boolean {
    for (const name in value) {
      if (skipped?.has(name)) continue
      this.#tokens.push(name)
      if (!this.field(name, value[name]!, shape, depth)) return false
      this.#tokens.pop()
    }
    return true
  }

  #isWellMade(value: JsonObject, shape: Shape, key: string): boolean {
    const required = typeof shape.required === 'function' ? shape.required(value, key) : shape.required
    if (required && !required.every((name) => Object.hasOwn(value, name))) return false
    if (shape.requiredOneOf.length > 0 && !shape.requiredOneOf.some((name) => Object.hasOwn(value, name))) return false
    return this.#isAllowed(value, shape) && (!shape.condition || shape.condition(value, key, this))
  }

  field(name: string, value: Json, shape: Shape, depth = 0): boolean {
    const declared = shape.fields.get(name)
    // OAS 3.0.4 §4.8: an extension may hold anything; what the linter says of its fields is not listened to.
    if (shape.extensions && name.startsWith('x-')) return !(isNamed(declared) && RULED.has(declared.name))
    const slot = concrete(declared === undefined ? shape.others : declared, value, name)
    if (slot === undefined) return name.startsWith('x-')
    if (slot === null) return true
    if (isNamed(slot)) return this.node(value, this.#shape(slot), name, depth + 1)
    if (slot.directResolveAs && typeof value === 'string') return this.#target(value)?.type === slot.directResolveAs.name
    return this.#scalar(value, slot)
  }

  /** Notes a finding at the present place, or below it. */
  find(rule: string, message: string, ...below: readonly string[]): void {
    const tokens = [...this.#tokens, ...below]
    this.#findings.push({ rule, severity: 'error', message, tokens, pointer: pointerOf(tokens) })
  }

  /** What a reference to a whole component leads to. */
  resolve(ref: string): Json | undefined {
    return this.#target(ref)?.component.value
  }

  /** Whether a text names a schema, by reference or by name alone (OAS 3.0.4 §4.7.25). */
  isSchema(text: string): boolean {
    return this.#target(text)?.type === 'Schema' || this.#linked.byAddress.get('schemas')?.has(text) === true
  }

  noteOperationId(id: Json): void {
    addTo(this.#operationIds, id, this.#unit)
  }

  /** The parts with operations whose ids are not theirs alone. */
  repeated(): Unit[] {
    return [...this.#operationIds.values()].filter(({ length }) => length > 1).flat()
  }

  #list(value: readonly Json[], shape: Shape, depth: number): boolean {
    if (!shape.items) return false
    for (let index = 0; index < value.length; index++) {
      const item = value[index]!
      const key = String(index)
      const slot = concrete(shape.items, item, key)
      if (!isNamed(slot)) continue
      this.#tokens.push(key)
      if (!this.node(item, this.#shape(slot), key, depth + 1)) return false
      this.#tokens.pop()
    }
    return true
  }

  #isAllowed(value: JsonObject, { allowed, fields, extensions }: Shape): boolean {
    const names = allowed?.(value)
    if (!names) return true
    return Object.keys(value).every((name) => names.includes(name) || (extensions && name.startsWith('x-')) || !fields.has(name))
  }

  #reference(value: JsonObject, ref: string, shape: Shape, depth: number): boolean {
    if (this.#target(ref)?.type !== shape.name) return false
    for (const name of Object.keys(value)) {
      if (name === '$ref') continue
      if (!this.#maySiblingStand(name, shape)) {
        this.find('spec-ref-siblings', `Property \`${name}\` is not expected here because it is defined alongside \`$ref\`.`, name)
      }
      this.#tokens.push(name)
      if (!this.field(name, value[name]!, shape, depth)) return false
      this.#tokens.pop()
    }
    return true
  }

  /** OAS 3.1.2 §4.8.23 and §4.8.24; extensions may stand anywhere. */
  #maySiblingStand(name: string, shape: Shape): boolean {
    if (shape.name === 'PathItem' || name.startsWith('x-')) return true
    if (!this.#linked.source.model.schemaSiblings) return false
    return shape.name === 'Schema' || name === 'summary' || name === 'description'
  }

  #scalar(value: Json, slot: Scalar): boolean {
    const ref = refOf(value)
    if (ref !== undefined) return this.#dataReference(value as JsonObject, ref, slot)
    const { items, type, minimum, enum: values } = slot
    if (values ? !values.includes(value as string) : type !== undefined && !isOfType(value, type)) return false
    if (minimum !== undefined && (value as number) < minimum) return false
    if (!items || !isArray(value)) return true
    const { enum: allowed, type: itemType } = items
    if (allowed && !value.every((item) => allowed.includes(item as string))) return false
    return !itemType || values !== undefined || value.every((item) => isOfType(item, itemType))
  }

  /** The linter follows what looks like a reference in data; it is no matter where it leads, as long as it is in the slice. */
  #dataReference(value: JsonObject, ref: string, slot: Scalar): boolean {
    const isUnconstrained = !slot.type && !slot.enum && !slot.items && slot.minimum === undefined
    const target = this.#target(ref)
    return isUnconstrained && target !== undefined && this.#unit.needs.has(target.component.id) && Object.keys(value).length === 1
  }

  #target(ref: string): { component: Component; type: string } | undefined {
    if (this.#targets.has(ref)) return this.#targets.get(ref)
    const component = this.#componentAt(ref)
    const type = component && this.#isAnchored(component) ? this.shapeOf(component)?.name : undefined
    const target = component && type !== undefined ? { component, type } : undefined
    this.#targets.set(ref, target)
    return target
  }

  #componentAt(ref: string): Component | undefined {
    const tokens = ref.startsWith('#/') ? tokensOf(ref) : undefined
    const { component, inside } = tokens ? componentAt(this.#linked, tokens) : NOTHING
    return inside.length === 0 ? component : undefined
  }

  /** Whether a component that is a reference to another one, and so on, comes to an end. No part of a chain is followed twice. */
  #isAnchored(component: Component): boolean {
    const passed = new Set<Component>()
    let isAnchored: boolean | undefined
    for (let next: Component | undefined = component; next && isAnchored === undefined;) {
      passed.add(next)
      const ref = refOf(next.value)
      if (ref === undefined) isAnchored = true
      else {
        next = this.#componentAt(ref)
        isAnchored = next && (passed.has(next) ? false : this.#anchored.get(next))
      }
    }
    for (const one of passed) this.#anchored.set(one, isAnchored ?? false)
    return isAnchored ?? false
  }
}

const NOTHING = { component: undefined, inside: [] }

const isNamed = (slot: Slot): slot is NormalizedNodeType =>
  typeof slot === 'object' && slot !== null && typeof (slot as { name?: unknown }).name === 'string'

const concrete = (slot: Slot, value: Json, key: string): Exclude<Slot, Function> =>
  (typeof slot === 'function' ? slot(value, key) : slot) as Exclude<Slot, Function>

function isOfType(value: Json, type: string): boolean {
  switch (type) {
    case 'array':
      return isArray(value)
    case 'object':
      return isObject(value)
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === type
  }
}
