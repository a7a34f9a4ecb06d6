import type { LinkedOperation, LinkedPathItem } from '../link/linked.ts'
import { isIndexKey, type Notes } from '../load/notes.ts'
import { put } from '../model/json.ts'
import type { Endpoint } from '../select/endpoints.ts'
import { type Frame, type Part, partOf, type Parts } from './parts.ts'
import { type Piece, UNSEPARATE } from './pieces.ts'
import { addAll, addTo } from '../model/lists.ts'

/** A path item as it is written. */
interface Item {
  frame: Frame
  fields: Field[]
  /** How many slices are still to be written that have it. */
  uses: number
}

/** What all operations of the item have, or operations to be chosen from. */
type Field = Part | { operations: ReadonlyMap<LinkedOperation, Part>; frame: Frame | undefined }

/** The path items of slices, each with the operations that the slice is made for. */
export class PathItems {
  readonly #notes: Notes
  readonly #store: Parts
  readonly #items = new Map<LinkedPathItem, Item>()

  constructor(notes: Notes, store: Parts) {
    this.#notes = notes
    this.#store = store
  }

  /** One more slice with these endpoints will be written. */
  expect(endpoints: readonly Endpoint[]): void {
    for (const [item, chosen] of byItem(endpoints)) {
      const known = this.#item(item)
      this.#items.set(item, known)
      known.uses++
      eachPart(known, chosen, (part) => part.uses++)
    }
  }

  /** One that was expected is done. */
  release(endpoints: readonly Endpoint[]): void {
    for (const [item, chosen] of byItem(endpoints)) {
      const known = this.#items.get(item)!
      eachPart(known, chosen, (part) => this.#store.release(part))
      if (--known.uses === 0) this.#items.delete(item)
    }
  }

  append(endpoints: readonly Endpoint[], pieces: Piece[]): void {
    for (const [item, chosen] of inKeyOrder(byItem(endpoints))) append(this.#item(item), chosen, pieces)
  }

  #item(item: LinkedPathItem): Item {
    const known = this.#items.get(item)
    if (known) return known
    const fields = Object.keys(item.value).map((key): Field => {
      const operations = item.operations.filter(({ field }) => field[0] === key)
      if (operations.length === 0) return partOf(key, item.value[key]!, 2, this.#notes.numberAt(item.value, key))
      // Those under `additionalOperations` stand one level deeper.
      const isDeeper = operations[0]!.field.length > 1
      return {
        operations: new Map(
          operations.map((operation) => [operation, partOf(operation.field.at(-1), operation.value, isDeeper ? 3 : 2)] as const),
        ),
        frame: isDeeper ? this.#store.frame(key, 2) : undefined,
      }
    })
    return { frame: this.#store.frame(item.key, 1), fields, uses: 0 }
  }
}

function append({ frame, fields }: Item, chosen: readonly LinkedOperation[], pieces: Piece[]): void {
  pieces.push(frame.head)
  for (const field of fields) {
    if (!('operations' in field)) {
      pieces.push(field)
      continue
    }
    const parts = partsIn(field.operations, chosen)
    if (parts.length > 0 && field.frame) addAll(pieces, [field.frame.head, ...parts, UNSEPARATE, field.frame.foot])
    else addAll(pieces, parts)
  }
  pieces.push(UNSEPARATE, frame.foot)
}

function eachPart({ fields }: Item, chosen: readonly LinkedOperation[], visit: (part: Part) => void): void {
  for (const field of fields) {
    if ('operations' in field) partsIn(field.operations, chosen).forEach(visit)
    else visit(field)
  }
}

const partsIn = (operations: ReadonlyMap<LinkedOperation, Part>, chosen: readonly LinkedOperation[]): Part[] =>
  chosen.map((operation) => operations.get(operation)).filter((part) => part !== undefined)

/** The operations of endpoints by their path item, both in their order. */
function byItem(endpoints: readonly Endpoint[]): [LinkedPathItem, LinkedOperation[]][] {
  const [first] = endpoints
  if (first && endpoints.length === 1) return [[first.item, [first.operation]]]
  const found = new Map<LinkedPathItem, LinkedOperation[]>()
  for (const { item, operation } of endpoints) addTo(found, item, operation)
  return [...found]
}

/** Names that are numbers come first in an object; webhooks may have such names. */
function inKeyOrder<Entry extends readonly [{ readonly key: string }, unknown]>(entries: Entry[]): Entry[] {
  if (!entries.some(([{ key }]) => isIndexKey(key))) return entries
  const object: Record<string, Entry> = {}
  for (const entry of entries) put(object, entry[0].key, entry)
  return Object.values(object)
}
