/** The operations of a description, and what applies to one of them from outside of it. */
import { rootDict } from './components.ts'
import type { Description } from './description.ts'
import type { Type } from './grammar.ts'
import type { Node } from './node.ts'
import { fieldsOf, inlined } from './node.ts'
import { isDict, isList } from './value.ts'

export interface Endpoint {
  path: string
  /** Upper case for the fixed fields of a path item; additional operations as they are written. */
  method: string
  /** True when `path` is the name of a webhook. */
  webhook?: boolean
}

export interface Operation extends Endpoint {
  node: Node
  pathItem: Node
}

export const endpointKey = ({ path, method, webhook = false }: Endpoint): string => `${webhook ? 'webhook ' : ''}${method} ${path}`

/** A field of the root, with a reference in its place looked through. */
export function rootField(description: Description, name: string): Node | undefined {
  const value = rootDict(description).get(name)
  const type = description.grammar.fieldType('root', name)
  return value === undefined ? undefined : inlined(description, { value, resource: description.root.resource }, type)
}

export function fields(description: Description, node: Node, type: Type): Map<string, Node> {
  const found = fieldsOf(description, node, (key) => description.grammar.fieldType(type, key))
  // A property may be named `$ref`; only a string there is a reference, and it is no field.
  if (typeof found.get('$ref')?.value === 'string') found.delete('$ref')
  return found
}

/** All operations in source order, those of webhooks last. */
export function allOperations(description: Description): Operation[] {
  const webhooks = ['3.1', '3.2'].includes(description.grammar.family) ? under(description, 'webhooks', '{pathItem') : []
  return [...under(description, 'paths', 'paths'), ...webhooks.map((operation) => ({ ...operation, webhook: true }))]
}

function under(description: Description, field: string, type: Type): Operation[] {
  const holder = rootField(description, field)
  if (holder === undefined) return []
  const isPath = (key: string): boolean => field !== 'paths' || !key.startsWith('x-')
  return [...fields(description, holder, type)]
    .filter(([key]) => isPath(key))
    .flatMap(([path, node]) => inPathItem(description, path, node))
}

function inPathItem(description: Description, path: string, node: Node): Operation[] {
  const pathItem = inlined(description, node, 'pathItem')
  return [...methodsOf(description, pathItem)].map(([method, operation]) => ({ path, method, node: operation, pathItem }))
}

/** The operations of a path item by method. */
export function methodsOf(description: Description, pathItem: Node): Map<string, Node> {
  const methods = new Map<string, Node>()
  for (const [key, node] of fields(description, pathItem, 'pathItem')) {
    const type = description.grammar.fieldType('pathItem', key)
    if (type === 'operation') addOperation(description, methods, key.toUpperCase(), node)
    if (type !== '{operation') continue
    const additional = inlined(description, node, type)
    for (const [method, operation] of fields(description, additional, type)) addOperation(description, methods, method, operation)
  }
  return methods
}

function addOperation(description: Description, methods: Map<string, Node>, method: string, node: Node): void {
  const operation = inlined(description, node, 'operation')
  if (isDict(operation.value)) methods.set(method, operation)
}

/** The requirement in force: an operation's own, even an empty one, before that of the root. */
export function effectiveSecurity(description: Description, operation: Node): Node | undefined {
  return fields(description, operation, 'operation').get('security') ?? rootField(description, 'security')
}

export function itemsOf(description: Description, node: Node | undefined, type: Type): Node[] {
  const list = node && inlined(description, node, `[${type}`)
  if (list === undefined || !isList(list.value)) return []
  return list.value.map((value) => inlined(description, { value, resource: list.resource }, type))
}
