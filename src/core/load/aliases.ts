import { isObject, type Json, type JsonObject, put, refOf, valueAt } from '../model/json.ts'
import type { Model } from '../model/object-types.ts'
import { fragmentToken } from '../model/pointer.ts'
import { targetsIn } from './targets.ts'

/** Stands beside a reference, so that it is more than another name for what it leads to. */
const MARK = 'x-alias'

/**
 * Keeps the names of the root's components that lie in files of other names. Redocly's bundler passes through
 * `Cat: {$ref: cat-file.yaml}` and calls it `cat-file` wherever `Cat` is referred to, which is another value in the data
 * that a discriminator tells apart (OAS 3.0.4 §4.7.25).
 *
 * @returns gives what the bundler has brought in for such a component its name
 */
export function keepAliases(root: JsonObject, model: Model): () => void {
  const containers: (readonly string[])[] = []
  const known = new Set<string>()
  const aliases: JsonObject[] = []
  for (const { container } of model.components.values()) {
    const components = valueAt(root, container)
    if (!isObject(components)) continue
    containers.push(container)
    for (const [name, component] of Object.entries(components)) {
      known.add(pointerTo(container, name))
      if (bareRefOf(component)?.startsWith('#') !== false) continue
      aliases.push(component as JsonObject)
      put(component as JsonObject, MARK, true)
    }
  }
  return () => {
    for (const alias of aliases) Reflect.deleteProperty(alias, MARK)
    const renamed = new Map(containers.flatMap((container) => [...adopted(root, container, known)]))
    if (renamed.size > 0) rename(root, renamed)
  }
}

const pointerTo = (container: readonly string[], name: string): string => `#/${container.join('/')}/${fragmentToken(name)}`

/** Where a component leads that is nothing but a reference. */
const bareRefOf = (component: Json): string | undefined => {
  const ref = refOf(component)
  return ref !== undefined && Object.keys(component as JsonObject).length === 1 ? ref : undefined
}

/** Puts what was brought in where the root has the first of its names. @returns old and new pointers */
function* adopted(root: JsonObject, container: readonly string[], known: ReadonlySet<string>): Iterable<[string, string]> {
  const components = valueAt(root, container) as JsonObject
  const base = pointerTo(container, '')
  for (const [name, component] of Object.entries(components)) {
    const target = known.has(pointerTo(container, name)) ? bareRefOf(component) : undefined
    if (!target?.startsWith(base) || known.has(target)) continue
    const brought = target.slice(base.length)
    if (!Object.hasOwn(components, brought)) continue
    put(components, name, components[brought])
    Reflect.deleteProperty(components, brought)
    yield [target, pointerTo(container, name)]
  }
}

function rename(root: JsonObject, renamed: ReadonlyMap<string, string>): void {
  for (const { owner, key, pointer } of targetsIn(root)) {
    const [start] = COMPONENT.exec(pointer) ?? []
    const now = start && renamed.get(start)
    if (now) put(owner, key, now + pointer.slice(start.length))
  }
}

const COMPONENT = /^#\/(?:components\/)?[^/]+\/[^/]+/
