import type { LinkedOperation, LinkedPathItem } from '../link/linked.ts'
import { isIndexKey, type Notes } from '../load/notes.ts'
import { put } from '../model/json.ts'
import type { Endpoint } from '../select/endpoints.ts'
import { Part, type Parts } from './parts.ts'
import { endWith, type Frame, type Piece } from './pieces.ts'
import { addTo } from '../model/lists.ts'

/** A path item as it is written. */
interface Item {
  readonly frame: Frame
  readonly fields: readonly Field[]
}

/** What all operations of the item have, or operations to be chosen from. */
type Field = Part | { readonly operations: ReadonlyMap<LinkedOperation, Part>; readonly frame: Frame | undefined }

/** The path items of slices, each with the operations that the slice is made for. */
export class PathItems {
  readonly #notes: Notes
  readonly #store: Parts
  readonly #items = new Map<LinkedPathItem, Item>()

  constructor(notes: Notes, store: Parts) {
    this.#notes = notes
    this.#store = store
  }

  /** Forgets what was made, which is made again where it is needed. */
  clear(): void {
    this.#items.clear()
  }

  append(endpoints: readonly Endpoint[], pieces: Piece[]): void {
    for (const [item, chosen] of inKeyOrder(byItem(endpoints))) append(this.#item(item), chosen, pieces)
  }

  #item(item: LinkedPathItem): Item {
    let known = this.#items.get(item)
    if (!known) this.#items.set(item, (known = this.#itemOf(item)))
    return known
  }

  #itemOf(item: LinkedPathItem): Item {
    const fields = Object.keys(item.value).map((key): Field => {
      const operations = item.operations.filter(({ field }) => field[0] === key)
      if (operations.length === 0) return new Part(key, item.value[key]!, 2, this.#notes.numberAt(item.value, key))
      // Those under `additionalOperations` stand one level deeper.
      const isDeeper = operations[0]!.field.length > 1
      return {
        operations: new Map(
          operations.map((operation) => [operation, new Part(operation.field.at(-1), operation.value, isDeeper ? 3 : 2)] as const),
        ),
        frame: isDeeper ? this.#store.frame(key, 2) : undefined,
      }
    })
    return { frame: this.#store.frame(item.key, 1), fields }
  }
}

function append({ frame, fields }: Item, chosen: readonly LinkedOperation[], pieces: Piece[]): void {
  pieces.push(frame.head)
  for (const field of fields) {
    if (!('operations' in field)) {
      pieces.push(field)
      continue
    }
    const { operations, frame: around } = field
    const some = chosen.filter((operation) => operations.has(operation))
    if (some.length === 0) continue
    if (around) pieces.push(around.head)
    for (const operation of some) pieces.push(operations.get(operation)!)
    endWith(pieces, around?.foot)
  }
  endWith(pieces, frame.foot)
}

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
