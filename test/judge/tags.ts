/** Which tags operations use, with the parents that 3.2 gives to tags. */
import type { Description } from './description.ts'
import { fields, itemsOf } from './endpoints.ts'
import type { Node } from './node.ts'
import type { Value } from './value.ts'
import { isDict } from './value.ts'

export function usedTags(description: Description, operations: Node[], tagObjects: Node[]): Set<Value> {
  const used = new Set<Value>(operations.flatMap((operation) => tagNames(description, operation)))
  if (description.grammar.family !== '3.2') return used
  // A set that grows while it is read visits the new members as well, and each only once.
  for (const name of used) {
    const parent = parentOf(name, tagObjects)
    if (parent !== undefined) used.add(parent)
  }
  return used
}

export function tagNames(description: Description, operation: Node): Value[] {
  const tags = fields(description, operation, 'operation').get('tags')
  return itemsOf(description, tags, 'plain').map(({ value }) => value)
}

function parentOf(name: Value, tagObjects: Node[]): Value | undefined {
  const tag = tagObjects.map(({ value }) => value).find((value) => isDict(value) && value.get('name') === name)
  return isDict(tag) ? tag.get('parent') : undefined
}
