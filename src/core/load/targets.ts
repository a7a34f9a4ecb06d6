import { containersIn, isObject, type Json, type JsonObject } from '../model/json.ts'

/** Where something refers to another place of its own document. */
interface Target {
  readonly owner: JsonObject
  readonly key: string
  /** As it stands there, such as `#/components/schemas/User`. */
  readonly pointer: string
}

/** References and mappings of discriminators to places of the document that they stand in. */
export function* targetsIn(root: Json): Generator<Target> {
  for (const node of containersIn(root)) {
    if (!isObject(node)) continue
    yield* targetAt(node, '$ref')
    // A property may have the name of a field of discriminators.
    if (typeof node['propertyName'] !== 'string') continue
    yield* targetAt(node, 'defaultMapping')
    const { mapping } = node
    if (isObject(mapping)) for (const name of Object.keys(mapping)) yield* targetAt(mapping, name)
  }
}

function* targetAt(owner: JsonObject, key: string): Generator<Target> {
  const pointer = Object.hasOwn(owner, key) ? owner[key] : undefined
  if (typeof pointer === 'string' && pointer.startsWith('#/')) yield { owner, key, pointer }
}
