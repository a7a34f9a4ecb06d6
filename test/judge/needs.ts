/** Walks one unit by the types of the specification and notes all that it refers to. */
import type { Description } from './description.ts'
import type { Type } from './grammar.ts'
import type { Node } from './node.ts'
import { mappingTarget, schemeTarget } from './names.ts'
import { childNode, fieldsOf, inlined } from './node.ts'
import type { Target } from './resolve.ts'
import { resolveReference } from './resolve.ts'
import type { Needs, Unit } from './units.ts'
import { noNeeds, typeOfTarget, unitsOf } from './units.ts'
import type { Dict, Value } from './value.ts'
import { isDict, isList, refOf } from './value.ts'

interface Step {
  node: Node
  type: Type
  optional: boolean
}

export function needsOf(description: Description, unit: Unit): Needs {
  return new NeedsWalk(description).walk(unit)
}

class NeedsWalk {
  readonly #needs = noNeeds()
  readonly #stack: Step[] = []
  readonly #seen = new Map<string, Set<Value>>()
  readonly #description: Description

  constructor(description: Description) {
    this.#description = description
  }

  walk({ node, type }: Unit): Needs {
    this.#stack.push({ node, type, optional: false })
    for (let step = this.#stack.pop(); step !== undefined; step = this.#stack.pop()) this.#visit(step)
    return this.#needs
  }

  #visit(step: Step): void {
    const { node } = step
    if (!this.#isNew(step)) return
    if (isList(node.value)) this.#list(node.value, step)
    else if (typeof node.value === 'string') this.#text(node.value, step)
    else if (isDict(node.value)) this.#dict(node.value, step)
  }

  /** Aliases make one object stand in many places, even inside of itself: once is enough. */
  #isNew({ node, type, optional }: Step): boolean {
    if (!isDict(node.value) && !isList(node.value)) return true
    const key = `${type} ${optional}`
    const seen = this.#seen.get(key) ?? new Set<Value>()
    this.#seen.set(key, seen)
    return seen.size !== seen.add(node.value).size
  }

  #list(items: Value[], step: Step): void {
    const type = this.#description.grammar.itemType(step.type)
    for (const item of items) this.#push(childNode(this.#description, item, step.node.resource, type), type, step)
  }

  #push(node: Node, type: Type, { optional }: Step): void {
    this.#stack.push({ node, type, optional })
  }

  #dict(dict: Dict, step: Step): void {
    const ref = refOf(dict)
    if (ref === undefined) this.#fields(step)
    else if (step.type === 'data') this.#dataReference(ref, step)
    else if (step.type === 'extension' || this.#description.grammar.isReferencePlace(step.type)) this.#reference(dict, ref, step)
    else this.#inline(step)
  }

  /** A `$ref` in data is data, but tools that follow it should find its component. */
  #dataReference(ref: string, step: Step): void {
    const target = resolveReference(this.#description, ref, step.node.resource, 'extension')
    const isLocal = step.node.resource.document === this.#description.root
    if (target?.component) this.#need(target, typeOfTarget(this.#description, target), isLocal ? step : { ...step, optional: true })
    this.#fields(step)
  }

  #reference(dict: Dict, ref: string, step: Step): void {
    const target = resolveReference(this.#description, ref, step.node.resource, step.type)
    if (target === undefined) this.#lost(dict, step)
    else this.#need(target, step.type === 'extension' ? typeOfTarget(this.#description, target) : step.type, step)
    const countsSiblings = step.type === 'extension' || (step.type === 'schema' && this.#description.grammar.isJsonSchema)
    this.#fields(countsSiblings ? step : { ...step, type: 'extension', optional: true })
  }

  /** A reference in an extension may be anything; only typed ones are lost when they lead nowhere. */
  #lost(dict: Dict, step: Step): void {
    if (step.type !== 'extension' && !step.optional) this.#needs.dangling.push(dict)
  }

  #inline(step: Step): void {
    const end = inlined(this.#description, step.node, step.type)
    if (end === step.node) {
      if (isDict(end.value)) this.#lost(end.value, step)
      this.#fields(step)
    } else {
      this.#mayStay(step)
      this.#stack.push({ ...step, node: end })
    }
  }

  /** A path item in a callback may go on referring to its component. */
  #mayStay({ node, type }: Step): void {
    const target = type === 'pathItem' ? resolveReference(this.#description, refOf(node.value) ?? '', node.resource, type) : undefined
    if (target?.component) this.#needs.may.push(...unitsOf(this.#description, target, type))
  }

  #need(target: Target, type: Type, { optional }: Step): void {
    ;(optional ? this.#needs.may : this.#needs.must).push(...unitsOf(this.#description, target, type))
  }

  #fields(step: Step): void {
    const { node, type } = step
    if (type === 'operation') this.#needs.operations.push(node)
    if (type === 'schema') this.#schema(node)
    for (const [key, child] of fieldsOf(this.#description, node, (name) => this.#description.grammar.fieldType(type, name))) {
      if (key === '$ref' && typeof child.value === 'string') continue
      if (type === 'security') this.#requirement(key, node)
      else this.#push(child, this.#description.grammar.fieldType(type, key), step)
    }
  }

  #schema(node: Node): void {
    if (!isDict(node.value)) return
    if (node.value.has('discriminator')) this.#needs.bases.push(node)
    const dynamic = node.value.get('$dynamicRef')
    if (typeof dynamic === 'string' && this.#description.grammar.isJsonSchema) this.#dynamicReference(node.value, dynamic, node)
  }

  /** Which anchor a dynamic reference means is known only when a validator runs: all of its name may stay. */
  #dynamicReference(schema: Dict, ref: string, { resource }: Node): void {
    const target = resolveReference(this.#description, ref, resource, 'schema')
    if (target === undefined) this.#needs.dangling.push(schema)
    else this.#needs.must.push(...unitsOf(this.#description, target, 'schema'))
    const anchor = ref.slice(ref.indexOf('#'))
    for (const other of this.#description.resources.values()) {
      const found = resolveReference(this.#description, anchor, other, 'schema')
      if (found !== undefined) this.#needs.may.push(...unitsOf(this.#description, found, 'schema'))
    }
  }

  #text(text: string, step: Step): void {
    if (step.type !== 'mapping' && step.type !== 'mappingValue') return
    const target = mappingTarget(this.#description, text, step.node)
    if (target !== undefined) this.#need(target, 'schema', step)
  }

  #requirement(name: string, node: Node): void {
    const target = schemeTarget(this.#description, name, node)
    if (target !== undefined) this.#needs.must.push(...unitsOf(this.#description, target, 'securityScheme'))
  }
}
