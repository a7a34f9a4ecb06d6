import type { LinkedDescription, Unit } from '../link/linked.ts'
import { type Json, own, text, valuesIn } from '../model/json.ts'
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
  /** By operationId: what holds an operation that has it, and the endpoint that it came with. */
  readonly #operations = new Map<string, { holder: Unit; endpoint: Endpoint }>()

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
    for (const { id, holder } of this.#idsIn(single)) this.#operations.set(id, { holder, endpoint })
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
    for (const { id, holder, operation } of this.#idsIn(single)) {
      const other = this.#operations.get(id)
      // What both have as a component is in the file once.
      if (other === undefined || other.holder === holder) continue
      return problem(
        `Its operationId “${id}” is also that of ${other.endpoint.id}, which is in the same file.`,
        'Give each operation an operationId of its own.',
        this.#linked.source.places.of(operation, 'operationId'),
      )
    }
    return undefined
  }

  /** The operations of a slice that have an id, callbacks included, and what they are part of. */
  *#idsIn({ endpoints, components }: Slice): Iterable<{ id: string; holder: Unit; operation: Json }> {
    for (const { operation } of endpoints) yield* heldBy(operation, this.#idsBelow(operation.value))
    for (const component of components) {
      if (component.kind === 'callbacks') yield* heldBy(component, this.#idsInCallback(component.value))
      if (component.kind === 'pathItems') yield* heldBy(component, this.#idsInItem(component.value))
    }
  }

  *#idsBelow(operation: Json): Iterable<Identified> {
    const id = text(operation, 'operationId')
    if (id !== undefined) yield { id, operation }
    for (const callback of valuesIn(own(operation, 'callbacks'))) yield* this.#idsInCallback(callback)
  }

  *#idsInCallback(callback: Json): Iterable<Identified> {
    for (const item of valuesIn(callback)) yield* this.#idsInItem(item)
  }

  *#idsInItem(item: Json): Iterable<Identified> {
    for (const method of this.#linked.source.model.methods) {
      const operation = own(item, method)
      if (operation !== undefined) yield* this.#idsBelow(operation)
    }
    for (const operation of valuesIn(own(item, 'additionalOperations'))) yield* this.#idsBelow(operation)
  }
}

interface Identified {
  id: string
  operation: Json
}

function* heldBy(holder: Unit, found: Iterable<Identified>): Iterable<Identified & { holder: Unit }> {
  for (const one of found) yield { ...one, holder }
}

const problem = (message: string, remedy: string, place: Place | undefined): Problem => ({
  code: 'not-together',
  severity: 'error',
  phase: 2,
  message,
  help: `${remedy} Or group them so that they are in different files.`,
  ...(place && { place }),
})
