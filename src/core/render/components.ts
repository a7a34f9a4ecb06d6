import type { Closure } from '../link/closures.ts'
import type { Component, LinkedDescription } from '../link/linked.ts'
import type { ComponentKind } from '../model/object-types.ts'
import { inKeyOrder } from './key-order.ts'
import { Part, type Parts } from './parts.ts'
import { Block, endWith, type Frame, type Piece, Segment } from './pieces.ts'

/** Closures of so many components have most of them in common with others; smaller ones are copied in no time. */
const MIN_SEGMENTED = 256

/** What was made for a closure, and how many slices are still to be written with it. */
interface Expected {
  uses: number
  /** By root field. */
  readonly blocks: readonly Block[]
  readonly segments: readonly Segment[]
}

/** The components of slices. Those of slices with the same closure are the same pieces. */
export class Components {
  /** The root fields that they stand in, by name: `components`, in 2.0 one for each kind. */
  readonly fields: readonly (readonly [name: string, kinds: ReadonlySet<ComponentKind>])[]
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
  /** Of closures that are still to be written: how often, and by root field. */
  readonly #expected = new Map<Closure, Expected>()
  readonly #segments = new Map<string, Segment>()

  constructor(linked: LinkedDescription, store: Parts) {
    const { family, components } = linked.source.model
    this.#linked = linked
    this.#store = store
    this.#depth = family === '2.0' ? 1 : 2
    const container = (kind: ComponentKind): string => components.get(kind)!.container.at(-1)!
    for (const kind of linked.kinds) this.#frames.set(kind, store.frame(container(kind), this.#depth - 1))
    this.fields =
      family === '2.0' ? linked.kinds.map((kind) => [container(kind), new Set([kind])]) : [['components', new Set(linked.kinds)]]
    this.#outer = family === '2.0' ? undefined : store.frame('components', 0)
    this.#ranks = ranksOf(linked)
    this.#isSorted = this.#ranks.every((rank, id) => rank === id)
  }

  /** The components of a closure under a root field. @param field its position in `fields` */
  block(closure: Closure, field: number): Block {
    return this.#expected.get(closure)?.blocks[field] ?? this.#blockOf(closure, this.fields[field]![1])
  }

  /** One more slice with this closure will be written. */
  expect(closure: Closure): void {
    const expected = this.#expected.get(closure)
    if (expected) {
      expected.uses++
      for (const block of expected.blocks) block.isShared = true
    } else {
      const blocks = this.fields.map(([, kinds]) => this.#blockOf(closure, kinds))
      this.#eachPart(closure, (part) => part.uses++)
      const segments = closure.ids.length < MIN_SEGMENTED ? [] : segmentsIn(blocks)
      for (const segment of segments) segment.uses++
      this.#expected.set(closure, { uses: 1, blocks, segments })
    }
  }

  /** One that was expected is done. */
  release(closure: Closure): void {
    const expected = this.#expected.get(closure)!
    if (--expected.uses > 0) return
    this.#expected.delete(closure)
    this.#eachPart(closure, (part) => this.#store.release(part))
    for (const segment of expected.segments) this.#store.releaseSegment(segment)
  }

  part(id: number): Part {
    let part = this.#parts[id]
    if (!part) {
      const { name, value } = this.#linked.components[id]!
      this.#parts[id] = part = new Part(name, value, this.#depth)
    }
    return part
  }

  /** An iterator over numbers would make an object of each. */
  #eachPart({ ids }: Closure, visit: (part: Part) => void): void {
    for (let index = 0; index < ids.length; index++) visit(this.part(ids[index]!))
  }

  #blockOf({ ids }: Closure, kinds: ReadonlySet<ComponentKind>): Block {
    const sorted = this.#isSorted ? ids : ids.toSorted((a, b) => this.#ranks[a]! - this.#ranks[b]!)
    const pieces: Piece[] = []
    for (let start = 0, end = 0; start < sorted.length; start = end) {
      const kind = this.#kindOf(sorted[start]!)
      while (end < sorted.length && this.#kindOf(sorted[end]!) === kind) end++
      if (!kinds.has(kind)) continue
      const { head, foot } = this.#frames.get(kind)!
      if (pieces.length === 0 && this.#outer) pieces.push(this.#outer.head)
      pieces.push(head)
      if (ids.length >= MIN_SEGMENTED) this.#appendSegments(sorted.subarray(start, end), pieces)
      else for (let index = start; index < end; index++) pieces.push(this.part(sorted[index]!))
      endWith(pieces, foot)
    }
    if (pieces.length > 0) endWith(pieces, this.#outer?.foot)
    return new Block(pieces)
  }

  #kindOf(id: number): ComponentKind {
    return this.#linked.components[id]!.kind
  }

  /** Cuts at fixed positions, so that closures which differ in a few components have most segments in common. */
  #appendSegments(ids: Uint32Array, pieces: Piece[]): void {
    for (let start = 0, end = 0; start < ids.length; start = end) {
      const position = this.#ranks[ids[start]!]! >>> 6
      // Which of the 64 components at this position are there.
      let [low, high] = [0, 0]
      for (; end < ids.length && this.#ranks[ids[end]!]! >>> 6 === position; end++) {
        const place = this.#ranks[ids[end]!]! & 63
        if (place < 32) low |= 1 << place
        else high |= 1 << (place - 32)
      }
      pieces.push(this.#segment(`${position} ${low} ${high}`, ids.subarray(start, end)))
    }
  }

  #segment(key: string, ids: Uint32Array): Segment {
    let segment = this.#segments.get(key)
    if (!segment) this.#segments.set(key, (segment = new Segment(Array.from(ids, (id) => this.part(id)))))
    return segment
  }
}

const segmentsIn = (blocks: readonly Block[]): Segment[] =>
  blocks.flatMap(({ pieces }) => pieces.filter((piece) => piece instanceof Segment))

/** Hoisted components have the highest ids, but their kind has its place; and names that are numbers come first in an object. */
function ranksOf({ components, kinds }: LinkedDescription): Uint32Array {
  const byKind = new Map<ComponentKind, Component[]>(kinds.map((kind) => [kind, []]))
  for (const component of components) byKind.get(component.kind)!.push(component)
  const ranks = new Uint32Array(components.length)
  let rank = 0
  for (const some of byKind.values()) for (const { id } of inKeyOrder(some, ({ name }) => name)) ranks[id] = rank++
  return ranks
}
