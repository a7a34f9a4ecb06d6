import type { LinkedDescription, LinkedOperation, LinkedPathItem } from '../link/linked.ts'
import { own, text } from '../model/json.ts'
import type { EndpointFacts } from '../options/request.ts'
import type { Problem } from '../problems.ts'

/** A path and a method: what a slice is made for. */
export interface Endpoint extends EndpointFacts {
  /** As messages name it: `GET /users/{id}`. */
  readonly id: string
  readonly isWebhook: boolean
  /** Why nothing is known of it: it is no operation, or stands for all of a path item whose `$ref` leads nowhere. */
  readonly broken: readonly Problem[] | undefined
  readonly item: LinkedPathItem
  readonly operation: LinkedOperation
}

/** All endpoints of a description, in source order. */
export function endpointsOf({ pathItems }: LinkedDescription): Endpoint[] {
  const taken = new Set<string>()
  return pathItems.flatMap((item) =>
    (item.broken ? [UNKNOWN] : item.operations).map((operation) => endpointOf(item, operation, idOf(item, operation, taken))),
  )
}

/** A webhook may be called like a path, and a further method like a known one. */
function idOf({ key, isWebhook }: LinkedPathItem, { method, field }: LinkedOperation, taken: Set<string>): string {
  const name = `${method} ${key}`
  const id = taken.has(name) ? `${name} (${isWebhook ? 'webhook' : field[0]})` : name
  taken.add(id)
  return id
}

/** Stands in for operations that cannot be known, so that they are selected, counted and reported all the same. */
const UNKNOWN: LinkedOperation = {
  method: '*',
  field: [],
  origin: {},
  value: {},
  needs: new Set(),
  tags: new Set(),
  inheritsSecurity: false,
  unresolved: new Set(),
  problems: [],
  broken: undefined,
}

/** Stands for an endpoint of which no more was read: nothing can be sliced of it. */
export const unread = ({ id, path, method }: Pick<Endpoint, 'id' | 'path' | 'method'>): Endpoint => ({
  ...{ id, path, method, operationId: undefined, summary: undefined, tags: [], deprecated: false, isWebhook: false, broken: [] },
  item: NO_ITEM,
  operation: UNKNOWN,
})

const NO_ITEM: LinkedPathItem = { key: '', isWebhook: false, value: {}, shared: UNKNOWN, operations: [], broken: undefined }

function endpointOf(item: LinkedPathItem, operation: LinkedOperation, id: string): Endpoint {
  const { value, method } = operation
  const tags = own(value, 'tags')
  return {
    id,
    path: item.key,
    method,
    operationId: text(value, 'operationId'),
    summary: text(value, 'summary'),
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
    deprecated: own(value, 'deprecated') === true,
    isWebhook: item.isWebhook,
    broken: item.broken ?? operation.broken,
    item,
    operation,
  }
}
