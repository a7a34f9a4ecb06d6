import type { LinkedDescription } from '../link/linked.ts'
import { isObject, type Json, own, text } from '../model/json.ts'
import { pointerOf } from '../model/pointer.ts'
import type { Place, Problem } from '../problems.ts'
import type { Endpoint } from '../select/endpoints.ts'
import type { Slice } from '../slice/slice.ts'
import { withoutVariables } from './conditions.ts'

/** What endpoints must not have in one document, although each may have it in a document of its own. */
export class Together {
  readonly #linked: LinkedDescription
  readonly #isTolerant: boolean
  /** By path without the names of its variables: the path of the first endpoint that has it. */
  readonly #paths = new Map<string, string>()
  /** By operationId: the operation that has it, and the endpoint that it came with. */
  readonly #operations = new Map<string, { operation: Json; endpoint: Endpoint }>()

  /** @param isTolerant whether what cannot be there is there all the same */
  constructor(linked: LinkedDescription, isTolerant: boolean) {
    this.#linked = linked
    this.#isTolerant = isTolerant
  }

  /** Puts an endpoint, with its slice, beside those before. @returns why it cannot be there, if so */
  add(endpoint: Endpoint, single: Slice): Problem | undefined {
    const found = this.#samePath(endpoint) ?? this.#sameId(single)
    if (found && !this.#isTolerant) return found
    if (!endpoint.isWebhook) this.#paths.set(withoutVariables(endpoint.path), endpoint.path)
    for (const [id, operation] of this.#idsIn(single)) this.#operations.set(id, { operation, endpoint })
    return found
  }

  /** OAS 3.0.4 §4.7.8: templated paths with the same hierarchy but different names MUST NOT exist, as they are identical. */
  #samePath({ path, isWebhook }: Endpoint): Problem | undefined {
    const other = isWebhook ? undefined : this.#paths.get(withoutVariables(path))
    if (other === undefined || other === path) return undefined
    const { places, root } = this.#linked.source
    return problem(
      `Its path differs only in the names of its parameters from ${other}, which is in the same file.`,
      'Give both paths the same names of parameters.',
      places.at(root, pointerOf(['paths', path])),
    )
  }

  /** OAS 3.0.4 §4.7.10: the id MUST be unique among all operations described in the API. */
  #sameId(single: Slice): Problem | undefined {
    for (const [id, operation] of this.#idsIn(single)) {
      const other = this.#operations.get(id)
      if (other === undefined || other.operation === operation) continue
      return problem(
        `Its operationId “${id}” is also that of ${other.endpoint.id}, which is in the same file.`,
        'Give each operation an operationId of its own.',
        this.#linked.source.places.of(operation, 'operationId'),
      )
    }
    return undefined
  }

  /** The operations of a slice that have an id, callbacks included. */
  *#idsIn({ endpoints, components }: Slice): Iterable<[string, Json]> {
    for (const { operation } of endpoints) yield* this.#idsBelow(operation.value)
    for (const { kind, value } of components) {
      if (kind === 'callbacks') yield* this.#idsInCallback(value)
      if (kind === 'pathItems') yield* this.#idsInItem(value)
    }
  }

  *#idsBelow(operation: Json): Iterable<[string, Json]> {
    const id = text(operation, 'operationId')
    if (id !== undefined) yield [id, operation]
    for (const callback of valuesIn(own(operation, 'callbacks'))) yield* this.#idsInCallback(callback)
  }

  *#idsInCallback(callback: Json): Iterable<[string, Json]> {
    for (const item of valuesIn(callback)) yield* this.#idsInItem(item)
  }

  *#idsInItem(item: Json): Iterable<[string, Json]> {
    for (const method of this.#linked.source.model.methods) {
      const operation = own(item, method)
      if (operation !== undefined) yield* this.#idsBelow(operation)
    }
    for (const operation of valuesIn(own(item, 'additionalOperations'))) yield* this.#idsBelow(operation)
  }
}

const valuesIn = (value: Json | undefined): Json[] => (isObject(value) ? Object.values(value) : [])

const problem = (message: string, remedy: string, place: Place | undefined): Problem => ({
  code: 'not-together',
  severity: 'error',
  phase: 2,
  message,
  help: `${remedy} Or group them so that they are in different files.`,
  ...(place && { place }),
})
