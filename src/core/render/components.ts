import type { Closure } from '../link/closures.ts'
import type { Component, LinkedDescription } from '../link/linked.ts'
import { put } from '../model/json.ts'
import type { ComponentKind } from '../model/object-types.ts'
import { type Format, type Frame, frameOf } from './format.ts'
import { type Part, partOf, type Parts } from './parts.ts'
import { Block, type Piece, UNSEPARATE } from './pieces.ts'

/** The components of slices. Those of slices with the same closure are the same pieces. */
export class Components {
  /** The root fields that they stand in: `components`, in 2.0 one for each kind. */
  readonly fields: ReadonlyMap<string, ReadonlySet<ComponentKind>>
  readonly #linked: LinkedDescription
  readonly #store: Parts
  /** By id. */
  readonly #parts: (Part | undefined)[] = []
  readonly #frames = new Map<ComponentKind, Frame>()
  /** By id: the position in a document that has all components. */
  readonly #ranks: Uint32Array
  readonly #isSorted: boolean
  /** Levels above a component. */
  readonly #depth: number
  /** Around all containers, where they stand in one field. */
  readonly #outer: Frame | undefined
  /** By root field; those of closures that are still to be written. */
  readonly #blocks = new Map<Closure, Map<string, Block>>()

  constructor(linked: LinkedDescription, format: Format, store: Parts) {
    const { family, components } = linked.source.model
    this.#linked = linked
    this.#store = store
    this.#depth = family === '2.0' ? 1 : 2
    const container = (kind: ComponentKind): string => components.get(kind)!.container.at(-1)!
    for (const kind of linked.kinds) this.#frames.set(kind, frameOf(format, container(kind), this.#depth - 1))
    this.fields = new Map(
      family === '2.0'
        ? linked.kinds.map((kind) => [container(kind), new Set([kind])] as const)
        : [['components', new Set(linked.kinds)] as const],
    )
    this.#outer = family === '2.0' ? undefined : frameOf(format, 'components', 0)
    this.#ranks = ranksOf(linked)
    this.#isSorted = this.#ranks.every((rank, id) => rank === id)
  }

  /** The components of a closure under a root field. */
  block(closure: Closure, field: string): Block {
    return this.#blocks.get(closure)?.get(field) ?? this.#blockOf(closure, field)
  }

  /** One more slice with this closure will be written. */
  expect(closure: Closure): void {
    let blocks = this.#blocks.get(closure)
    if (!blocks) {
      blocks = new Map(Array.from(this.fields.keys(), (field) => [field, this.#blockOf(closure, field)]))
      this.#blocks.set(closure, blocks)
      for (const id of closure.ids) this.part(id).uses++
    }
    for (const block of blocks.values()) block.uses++
  }

  /** One that was expected is done. */
  release(closure: Closure): void {
    const blocks = this.#blocks.get(closure)!
    for (const block of blocks.values()) block.uses--
    if ([...blocks.values()].some(({ uses }) => uses > 0)) return
    this.#blocks.delete(closure)
    for (const id of closure.ids) this.#store.release(this.part(id))
  }

  #blockOf(closure: Closure, field: string): Block {
    return new Block(() => this.#pieces(closure, field))
  }

  #pieces(closure: Closure, field: string): Piece[] {
    const kinds = this.fields.get(field)!
    const pieces: Piece[] = []
    let frame: Frame | undefined
    for (const id of this.#sorted(closure)) {
      const { kind } = this.#component(id)
      const own = this.#frames.get(kind)!
      if (kinds.size === 1 && !kinds.has(kind)) continue
      if (own !== frame) {
        if (frame) pieces.push(UNSEPARATE, frame.foot)
        pieces.push(own.head)
        frame = own
      }
      pieces.push(this.part(id))
    }
    if (!frame) return pieces
    pieces.push(UNSEPARATE, frame.foot)
    return this.#outer ? [this.#outer.head, ...pieces, UNSEPARATE, this.#outer.foot] : pieces
  }

  #sorted({ ids }: Closure): Uint32Array {
    return this.#isSorted ? ids : ids.toSorted((a, b) => this.#ranks[a]! - this.#ranks[b]!)
  }

  part(id: number): Part {
    let part = this.#parts[id]
    if (!part) {
      const { name, value } = this.#component(id)
      this.#parts[id] = part = partOf(name, value, this.#depth)
    }
    return part
  }

  #component(id: number): Component {
    return this.#linked.components[id]!
  }
}

/** Hoisted components have the highest ids, but their kind has its place; and names that are numbers come first in an object. */
function ranksOf({ components, kinds }: LinkedDescription): Uint32Array {
  const names = new Map<ComponentKind, Record<string, number>>(kinds.map((kind) => [kind, {}]))
  for (const { kind, name, id } of components) put(names.get(kind)!, name, id)
  const ranks = new Uint32Array(components.length)
  let rank = 0
  for (const ids of names.values()) for (const id of Object.values(ids)) ranks[id] = rank++
  return ranks
}
