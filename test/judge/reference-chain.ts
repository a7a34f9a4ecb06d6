/** Follows a reference to its end and remembers what counts on the way. */
import type { Description } from './description.ts'
import type { Type } from './grammar.ts'
import type { Node } from './node.ts'
import { nodeOf } from './node.ts'
import type { Component } from './resolve.ts'
import { resolveReference } from './resolve.ts'
import { typeOfTarget } from './units.ts'
import { isDict, refOf, without } from './value.ts'
import type { Value } from './value.ts'

export interface Chain {
  /** Whole components that the references name. */
  components: Component[]
  /** What stands next to `$ref`, hop by hop. */
  siblings: Node[]
  end: Node
  /** The text of a reference that leads nowhere, or round in a circle; `end` is where it stands. */
  lost: string | undefined
  /** What the end is read as: a component is what its section says, whatever stands where it is referred to. */
  type: Type
}

export function chainOf(description: Description, start: Node, type: Type): Chain {
  const chain: Chain = { components: [], siblings: [], end: start, lost: undefined, type }
  const seen = new Set<Value>()
  for (let ref = refOf(start.value); ref !== undefined; ref = refOf(chain.end.value)) {
    if (!hop(description, chain, ref, seen)) break
  }
  return chain
}

function hop(description: Description, chain: Chain, ref: string, seen: Set<Value>): boolean {
  const { end, type } = chain
  if (!isDict(end.value)) return false
  const target = seen.has(end.value) ? undefined : resolveReference(description, ref, end.resource, type)
  chain.lost = target === undefined ? ref : undefined
  if (target === undefined) return false
  seen.add(end.value)
  const siblings = without(end.value, '$ref')
  if (siblings.size > 0) chain.siblings.push({ value: siblings, resource: end.resource })
  if (target.isWhole && target.component) chain.components.push(target.component)
  if (type === 'extension' || target.isWhole) chain.type = typeOfTarget(description, target)
  chain.end = nodeOf(target)
  return true
}
