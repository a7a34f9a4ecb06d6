/** A node: a value together with the resource that its references are relative to. */
import type { Description, Resource } from './description.ts'
import type { Type } from './grammar.ts'
import { resourceWithin } from './identifiers.ts'
import type { Target } from './resolve.ts'
import { resolveReference } from './resolve.ts'
import type { Dict, Value } from './value.ts'
import { isDict, refOf, without } from './value.ts'

export interface Node {
  value: Value
  resource: Resource
  /** Fields of a referenced object that the value's own fields take precedence over. */
  more?: Node
}

export const nodeOf = ({ value, resource }: Target): Node => ({ value, resource })

/** The child under a field, with the resource that its own `$id` may have opened. */
export function childNode(description: Description, value: Value, resource: Resource, type: Type): Node {
  return { value, resource: type === 'schema' ? resourceWithin(description, value, resource) : resource }
}

/** The fields of an object node, own ones first. */
export function fieldsOf(description: Description, node: Node, typeOf: (key: string) => Type): Map<string, Node> {
  const fields = new Map<string, Node>()
  for (let part: Node | undefined = node; part !== undefined; part = part.more) {
    if (!isDict(part.value)) continue
    for (const [key, value] of part.value) {
      if (!fields.has(key)) fields.set(key, childNode(description, value, part.resource, typeOf(key)))
    }
  }
  return fields
}

/** Types whose values are data to somebody; a `$ref` in them is never inlined by the reader. */
const isOpaque = (type: Type): boolean => type === 'data' || type === 'extension'

/**
 * Looks through references where the version allows none (an operation, a map, a string) and
 * through those of path items: what stands there is the target, joined with the siblings.
 */
export function inlined(description: Description, node: Node, type: Type): Node {
  return isOpaque(type) || description.grammar.isReferencePlace(type) ? node : inlineAll(description, node, type)
}

/** Looks through references whatever the version says of the place. */
export function inlineAll(description: Description, node: Node, type: Type, seen: Set<Dict> = new Set()): Node {
  const ref = refOf(node.value)
  if (ref === undefined || !isDict(node.value) || seen.has(node.value)) return node
  const target = resolveReference(description, ref, node.resource, type)
  if (target === undefined) return node
  const end = inlineAll(description, nodeOf(target), type, seen.add(node.value))
  const siblings = without(node.value, '$ref')
  return siblings.size === 0 || !isDict(end.value) ? end : { value: siblings, resource: node.resource, more: end }
}
