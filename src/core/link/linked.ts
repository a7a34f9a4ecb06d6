import type { Description } from '../load/load.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { ComponentKind, ObjectType } from '../model/object-types.ts'
import type { Problem } from '../problems.ts'

/** A part of the document that a slice takes whole or not at all, and what it needs. */
export interface Unit {
  /** The value with every reference pointing at a component, or at nothing if it did so in the source. */
  readonly value: Json
  /** Ids of the components it refers to itself. */
  readonly needs: ReadonlySet<number>
  /** The tags of the operations in it. */
  readonly tags: ReadonlySet<string>
  /** Whether an operation in it has no `security` of its own, so that the root's applies (OAS 3.0.4 §4.7.10). */
  readonly inheritsSecurity: boolean
  /** The references, as written, that lead nowhere. */
  readonly unresolved: ReadonlySet<string>
  readonly problems: readonly Problem[]
}

export interface Component extends Unit {
  readonly id: number
  readonly kind: ComponentKind
  readonly name: string
  readonly type: ObjectType
  /** The value as it stands in the source. */
  readonly origin: Json
}

/** An operation of a path item. */
export interface LinkedOperation extends Unit {
  readonly value: JsonObject
  /** In capitals as HTTP has it; the keys of `additionalOperations` as they are (OAS 3.2.0 §4.9). */
  readonly method: string
  /** The operation as it stands in the source. */
  readonly origin: Json
  /** The tokens that lead to it from its path item: `['get']` or `['additionalOperations', 'COPY']`. */
  readonly field: readonly string[]
  /** Why nothing is known of it: what stands there is none. */
  readonly broken: readonly Problem[] | undefined
}

export interface LinkedPathItem {
  /** The path, or the name of the webhook. */
  readonly key: string
  readonly isWebhook: boolean
  /** The whole item, its own `$ref` replaced by what it refers to. */
  readonly value: JsonObject
  /** What applies to all operations: every field that is not an operation. */
  readonly shared: Unit
  readonly operations: readonly LinkedOperation[]
  /** Why its operations are unknown: its `$ref` leads nowhere. */
  readonly broken: readonly Problem[] | undefined
}

/** The component that the tokens of a reference lead to or into, and the tokens that are left inside it. */
export function componentAt(
  linked: LinkedDescription,
  tokens: readonly string[],
): { component: Component | undefined; inside: readonly string[] } {
  const depth = linked.source.model.family === '2.0' ? 2 : 3
  const isComponent = tokens.length >= depth && (depth === 2 || tokens[0] === 'components')
  const component = isComponent ? linked.byAddress.get(tokens[depth - 2]!)?.get(tokens[depth - 1]!) : undefined
  return { component, inside: tokens.slice(depth) }
}

/** A description in which everything is either a component, an operation, or belongs to all slices. */
export interface LinkedDescription {
  readonly source: Description
  readonly pathItems: readonly LinkedPathItem[]
  readonly components: readonly Component[]
  /** The kinds of component in the order of the source; those it does not have come last. */
  readonly kinds: readonly ComponentKind[]
  /** By container, such as `schemas`, in 2.0 `definitions`; and by name. */
  readonly byAddress: ReadonlyMap<string, ReadonlyMap<string, Component>>
  /** The root fields that every slice has, in source order, with what they need. */
  readonly shell: ReadonlyMap<string, Unit>
  /** The root `security`, if there is one. */
  readonly security: Unit | undefined
  readonly tags: readonly (Unit & { readonly name: string; readonly parent: string | undefined })[]
  /** What concerns the description as a whole. */
  readonly problems: readonly Problem[]
  /** Whether parts depend on each other by what they need, and in no other way: nothing was copied from one into another. */
  readonly isModular: boolean
}
