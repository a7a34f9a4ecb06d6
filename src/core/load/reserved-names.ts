import { isObject, type Json, type JsonObject, own, put, valueAt } from '../model/json.ts'
import type { Model } from '../model/object-types.ts'
import { tokensOf } from '../model/pointer.ts'
import { targetsIn } from './targets.ts'

/** Stands for a component that is missing: an object without any field to walk into, and equal to no other. */
class Missing {}

/**
 * Takes the names of components that the root refers to without having them: Redocly's bundler would give such a name to
 * something of another file, and the reference would lead there.
 *
 * @returns gives the names back
 */
export function reserveNames(root: JsonObject, model: Model): () => void {
  const undo: (() => void)[] = []
  const set = (node: JsonObject, key: string, value: object) => {
    const former = own(node, key)
    put(node, key, value)
    undo.push(() => {
      if (!(value instanceof Missing) && Object.keys(value).length > 0) return
      if (former === undefined) Reflect.deleteProperty(node, key)
      else put(node, key, former)
    })
  }
  for (const { pointer } of targetsIn(root)) {
    const tokens = tokensOf(pointer) ?? []
    for (const { container } of model.components.values()) {
      const place = tokens.slice(0, container.length + 1)
      if (place.length <= container.length || !container.every((token, at) => token === place[at])) continue
      let node: Json | undefined = root
      for (const token of container) {
        if (!isObject(node)) break
        // As the bundler does where it has something to put there.
        if (!own(node, token)) set(node, token, {})
        node = own(node, token)
      }
      if (isObject(node) && valueAt(root, place) === undefined) set(node, place.at(-1)!, new Missing())
    }
  }
  return () => undo.reverse().forEach((step) => step())
}
