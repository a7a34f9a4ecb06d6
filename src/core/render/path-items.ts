import type { LinkedOperation, LinkedPathItem } from '../link/linked.ts'
import type { Notes } from '../load/notes.ts'
import type { Endpoint } from '../select/endpoints.ts'
import { inKeyOrder } from './key-order.ts'
import { Part, type Parts } from './parts.ts'
import { endWith, type Frame, type Piece } from './pieces.ts'
import { addTo } from '../model/lists.ts'

/** A path item as it is written. */
interface Item {
  readonly frame: Frame
  readonly fields: readonly Field[]
}

/** What all operations of the item have, or where operations stand that are to be chosen from. */
type Field = Part | { readonly key: string; readonly frame: Frame | undefined }

/** The path items of slices, each with the operations that the slice is made for. */
export class PathItems {
  readonly #notes: Notes
  readonly #store: Parts
  readonly #items = new Map<LinkedPathItem, Item>()
  readonly #operations = new Map<LinkedOperation, Part>()

  constructor(notes: Notes, store: Parts) {
    this.#notes = notes
    this.#store = store
  }

  /** Forgets what was made, which is made again where it is needed. */
  clear(): void {
    this.#items.clear()
    this.#operations.clear()
  }

  append(endpoints: readonly Endpoint[], pieces: Piece[]): void {
    // Webhooks may have names that are numbers.
    for (const [item, chosen] of inKeyOrder(byItem(endpoints), ([{ key }]) => key)) this.#append(this.#item(item), chosen, pieces)
  }

  #item(item: LinkedPathItem): Item {
    let known = this.#items.get(item)
    if (!known) this.#items.set(item, (known = this.#itemOf(item)))
    return known
  }

  #itemOf({ key: path, value, operations }: LinkedPathItem): Item {
    const fields = Object.keys(value).map((key): Field => {
      const operation = operations.find(({ field }) => field[0] === key)
      if (!operation) return new Part(key, value[key]!, 2, this.#notes.numberAt(value, key))
      // Those under `additionalOperations` stand one level deeper.
      return { key, frame: operation.field.length > 1 ? this.#store.frame(key, 2) : undefined }
    })
    return { frame: this.#store.frame(path, 1), fields }
  }

  #append({ frame, fields }: Item, chosen: readonly LinkedOperation[], pieces: Piece[]): void {
    pieces.push(frame.head)
    for (const field of fields) {
      if (field instanceof Part) {
        pieces.push(field)
        continue
      }
      const some = chosen.filter((operation) => operation.field[0] === field.key)
      if (some.length === 0) continue
      if (field.frame) pieces.push(field.frame.head)
      for (const operation of some) pieces.push(this.#operation(operation))
      endWith(pieces, field.frame?.foot)
    }
    endWith(pieces, frame.foot)
  }

  #operation(operation: LinkedOperation): Part {
    let part = this.#operations.get(operation)
    if (!part) {
      const { field, value } = operation
      this.#operations.set(operation, (part = new Part(field.at(-1), value, 1 + field.length)))
    }
    return part
  }
}

/** The operations of endpoints by their path item, both in their order. */
function byItem(endpoints: readonly Endpoint[]): [LinkedPathItem, LinkedOperation[]][] {
  const [first] = endpoints
  if (first && endpoints.length === 1) return [[first.item, [first.operation]]]
  const found = new Map<LinkedPathItem, LinkedOperation[]>()
  for (const { item, operation } of endpoints) addTo(found, item, operation)
  return [...found]
}
