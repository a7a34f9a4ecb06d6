import { isIndexKey } from '../load/notes.ts'
import { put } from '../model/json.ts'

/** In the order in which an object has them under their names: those that are numbers come first. No two have the same. */
export function inKeyOrder<Item>(items: readonly Item[], nameOf: (item: Item) => string): readonly Item[] {
  if (!items.some((item) => isIndexKey(nameOf(item)))) return items
  const object: Record<string, Item> = {}
  for (const item of items) put(object, nameOf(item), item)
  return Object.values(object)
}
