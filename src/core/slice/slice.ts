import { type Closure, Closures } from '../link/closures.ts'
import type { Component, LinkedDescription, Unit } from '../link/linked.ts'
import type { JsonObject } from '../model/json.ts'
import type { Endpoint } from '../select/endpoints.ts'
import { documentOf } from './document.ts'
import { addAll, addTo } from '../model/lists.ts'

export type Tag = LinkedDescription['tags'][number]

/** What a slice is made of, by name. Its parts are shared with all other slices; the rest is put together when asked for. */
export class Slice {
  readonly endpoints: readonly Endpoint[]
  readonly closure: Closure
  /** The root tags it keeps; the same ones are the same list. */
  readonly tags: readonly Tag[]
  /** The root `security`, if it applies. */
  readonly security: Unit | undefined
  readonly #linked: LinkedDescription
  #components: readonly Component[] | undefined
  #units: readonly Unit[] | undefined
  #ownUnits: readonly Unit[] | undefined
  #document: JsonObject | undefined

  constructor(linked: LinkedDescription, parts: Pick<Slice, 'endpoints' | 'closure' | 'tags' | 'security'>) {
    this.#linked = linked
    this.endpoints = parts.endpoints
    this.closure = parts.closure
    this.tags = parts.tags
    this.security = parts.security
  }

  /** In the order in which they were found. */
  get components(): readonly Component[] {
    return (this.#components ??= Array.from(this.closure.ids, (id) => this.#linked.components[id]!))
  }

  /** Everything it is made of. */
  get units(): readonly Unit[] {
    return (this.#units ??= [...this.ownUnits, ...this.components])
  }

  /** What it is made of beside components. */
  get ownUnits(): readonly Unit[] {
    return (this.#ownUnits ??= [
      ...this.endpoints.flatMap(({ item, operation }) => [item.shared, operation]),
      ...this.#linked.shell.values(),
      ...this.tags,
      ...(this.security ? [this.security] : []),
    ])
  }

  /** As data, its larger parts shared with all other slices. */
  get document(): JsonObject {
    return (this.#document ??= documentOf(this.#linked, this))
  }
}

const slicers = new WeakMap<LinkedDescription, Slicer>()

/** The slice of some endpoints: exactly what they need, in source order. What slices share is worked out with the first. */
export function slice(linked: LinkedDescription, endpoints: readonly Endpoint[]): Slice {
  let slicer = slicers.get(linked)
  if (!slicer) slicers.set(linked, (slicer = new Slicer(linked)))
  return slicer.slice(endpoints)
}

class Slicer {
  readonly #linked: LinkedDescription
  readonly #closures: Closures
  readonly #shellNeeds: readonly Iterable<number>[]
  /** Whether operations stand in components (callbacks, path items): then these have a say in tags and security. */
  readonly #componentsSpeak: boolean
  /** By name: positions among the root tags; the specification asks for unique names, in vain. */
  readonly #tagPositions = new Map<string, number[]>()
  readonly #tagLists = new Map<string, readonly Tag[]>()

  constructor(linked: LinkedDescription) {
    this.#linked = linked
    this.#closures = new Closures(linked.components)
    this.#shellNeeds = [...linked.shell.values()].map(({ needs }) => needs).filter(({ size }) => size > 0)
    this.#componentsSpeak = linked.components.some(speaks)
    linked.tags.forEach(({ name }, position) => {
      addTo(this.#tagPositions, name, position)
    })
  }

  slice(endpoints: readonly Endpoint[]): Slice {
    const demanded = endpoints.flatMap(({ item, operation }): Unit[] => [item.shared, operation])
    const speaking = this.#componentsSpeak ? [...demanded, ...this.#reachedSpeakers(demanded)] : demanded
    const tags = this.#tagsOf(speaking)
    const security = speaking.some(({ inheritsSecurity }) => inheritsSecurity) ? this.#linked.security : undefined
    const closure = this.#closureOf([...demanded, ...tags, ...(security ? [security] : [])])
    return new Slice(this.#linked, { endpoints, closure, tags, security })
  }

  #closureOf(units: readonly Unit[]): Closure {
    return this.#closures.of([...units.map(({ needs }) => needs), ...this.#shellNeeds])
  }

  /** The components with operations in them that the endpoints reach, by themselves or through their tags. */
  #reachedSpeakers(demanded: readonly Unit[]): Component[] {
    const { ids } = this.#closureOf([...demanded, ...this.#tagsOf(demanded)])
    return Array.from(ids, (id) => this.#linked.components[id]!).filter(speaks)
  }

  /** The root tag objects that operations use, with the parents that they name (OAS 3.2.0 §4.22). */
  #tagsOf(units: readonly Unit[]): readonly Tag[] {
    const names = new Set<string>()
    for (const { tags } of units) for (const name of tags) names.add(name)
    const positions: number[] = []
    // A set grows while it is iterated, so parents of parents are found, and a circle ends.
    for (const name of names) {
      const found = this.#tagPositions.get(name) ?? []
      addAll(positions, found)
      const parent = found.length > 0 ? this.#linked.tags[found.at(-1)!]!.parent : undefined
      if (parent !== undefined) names.add(parent)
    }
    const key = positions.sort((a, b) => a - b).join(',')
    let list = this.#tagLists.get(key)
    if (!list) {
      list = positions.map((position) => this.#linked.tags[position]!)
      this.#tagLists.set(key, list)
    }
    return list
  }
}

const speaks = ({ tags, inheritsSecurity }: Unit): boolean => inheritsSecurity || tags.size > 0
