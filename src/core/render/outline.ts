import type { LinkedDescription } from '../link/linked.ts'
import { own } from '../model/json.ts'
import { prunedGroups } from '../slice/document.ts'
import type { Slice, Tag } from '../slice/slice.ts'
import type { Endpoint } from '../select/endpoints.ts'
import { Components } from './components.ts'
import type { Format } from './format.ts'
import type { Header } from './header.ts'
import { Part, type Parts } from './parts.ts'
import { PathItems } from './path-items.ts'
import { endWith, type Foot, type Piece } from './pieces.ts'

/** Pieces of a slice that are kept: most have about twenty. Thousands of root fields in thousands of slices would fill the memory. */
const MAX_PIECES = 100

/** Adds what a slice has in a root field. */
type Field = (slice: Slice, pieces: Piece[]) => unknown

/** The fields of slices in the order of the source, and what stands in them. */
export class Outline {
  readonly #linked: LinkedDescription
  readonly #store: Parts
  readonly #components: Components
  readonly #pathItems: PathItems
  readonly #fields: readonly Field[]
  /** The slices that are still to be written, and what they consist of unless that is much. */
  readonly #expected = new Map<Slice, readonly Piece[] | undefined>()
  readonly #header: Header | undefined
  readonly #webhooks: string
  readonly #open: Uint8Array
  readonly #close: Foot | undefined

  constructor(linked: LinkedDescription, format: Format, store: Parts, header: Header | undefined) {
    this.#linked = linked
    this.#header = header
    this.#store = store
    this.#components = new Components(linked, store)
    this.#pathItems = new PathItems(linked.source.notes, store)
    this.#open = Buffer.from(format.open)
    this.#close = store.foot(format.close)
    // OAS 3.1.2 §4.8.1 has a field for webhooks; before, they are an extension, and `paths` is required.
    this.#webhooks = own(linked.source.root, 'webhooks') === undefined ? 'x-webhooks' : 'webhooks'
    this.#fields = this.#inSourceOrder()
  }

  /** This slice will be written. To be told once. */
  expect(slice: Slice): void {
    this.#components.expect(slice.closure)
    const pieces = this.#piecesOf(slice)
    for (const piece of pieces) if (piece instanceof Part) piece.uses++
    this.#expected.set(slice, pieces.length > MAX_PIECES ? undefined : pieces)
  }

  /** One that was expected is done. */
  release(slice: Slice): void {
    for (const piece of this.pieces(slice)) if (piece instanceof Part) this.#store.release(piece)
    this.#expected.delete(slice)
    this.#components.release(slice.closure)
    if (this.#expected.size === 0) this.#pathItems.clear()
  }

  pieces(slice: Slice): readonly Piece[] {
    return this.#expected.get(slice) ?? this.#piecesOf(slice)
  }

  /** The paths alone, as a document. */
  paths({ endpoints }: Slice): Piece[] {
    const key = endpoints[0]!.isWebhook ? this.#webhooks : 'paths'
    const { head, foot } = this.#store.frame(key, 0)
    const pieces: Piece[] = [this.#open, head]
    this.#pathItems.append(endpoints, pieces)
    endWith(pieces, foot)
    endWith(pieces, this.#close)
    return pieces
  }

  component(id: number): Part {
    return this.#components.part(id)
  }

  #piecesOf(slice: Slice): Piece[] {
    const pieces: Piece[] = this.#header ? [this.#header(slice)] : []
    if (this.#open.length > 0) pieces.push(this.#open)
    for (const field of this.#fields) field(slice, pieces)
    endWith(pieces, this.#close)
    return pieces
  }

  /** What the source does not have comes last. */
  #inSourceOrder(): Field[] {
    const { root, notes } = this.#linked.source
    const fields = new Map(this.#allFields())
    const inSource = notes.keys(root).filter((key) => fields.has(key))
    return [...new Set([...inSource, ...fields.keys()])].map((key) => fields.get(key)!)
  }

  *#allFields(): Iterable<[string, Field]> {
    const { shell, source, security } = this.#linked
    for (const [key, { value }] of shell) {
      const part = this.#kept(new Part(key, value, 0, source.notes.numberAt(source.root, key)))
      yield [key, key === 'x-tagGroups' ? this.#tagGroups(part) : (_, pieces) => pieces.push(part)]
    }
    yield ['paths', this.#pathsUnder('paths', !source.model.schemaSiblings, false)]
    yield [this.#webhooks, this.#pathsUnder(this.#webhooks, false, true)]
    yield ['tags', this.#tags()]
    if (security) {
      const part = this.#kept(new Part('security', security.value, 0))
      yield ['security', (slice, pieces) => slice.security && pieces.push(part)]
    }
    for (const [position, [name]] of this.#components.fields.entries()) {
      yield [name, ({ closure }, pieces) => pieces.push(this.#components.block(closure, position))]
    }
  }

  #pathsUnder(key: string, isRequired: boolean, areWebhooks: boolean): Field {
    const { head, foot } = this.#store.frame(key, 0)
    const none = isRequired ? [this.#kept(new Part(key, {}, 0))] : []
    const isHere = ({ isWebhook }: Endpoint): boolean => isWebhook === areWebhooks
    return ({ endpoints }, pieces) => {
      const chosen = endpoints.every(isHere) ? endpoints : endpoints.filter(isHere)
      if (chosen.length === 0) return pieces.push(...none)
      pieces.push(head)
      this.#pathItems.append(chosen, pieces)
      return endWith(pieces, foot)
    }
  }

  #tags(): Field {
    const { head, foot } = this.#store.frame('tags', 0, true)
    const parts = new Map<Tag, Part>(this.#linked.tags.map((tag) => [tag, this.#kept(new Part(undefined, tag.value, 1))]))
    return ({ tags }, pieces) => {
      if (tags.length === 0) return
      pieces.push(head)
      for (const tag of tags) pieces.push(parts.get(tag)!)
      endWith(pieces, foot)
    }
  }

  /** Tag groups name tags; each list of tags leaves others of them. */
  #tagGroups({ key, value, exact }: Part): Field {
    const byTags = new Map<readonly Tag[], Part>()
    return ({ tags }, pieces) => {
      let part = byTags.get(tags)
      if (!part) byTags.set(tags, (part = this.#kept(new Part(key, prunedGroups(value, tags), 0, exact))))
      pieces.push(part)
    }
  }

  /** What many slices have is kept to the end. */
  #kept(part: Part): Part {
    part.uses = Infinity
    return part
  }
}
