import { type Json, own, valueAt } from './json.ts'
import { type Field, fieldOf, type Model, type ObjectType } from './object-types.ts'

/** What a pointer into a document leads to, by the specification's types. */
export interface TypedPlace {
  node: Json | undefined
  /** What stands there, or `free` below anything of unknown type. */
  field: Field
  /** The object type, where it is an object of one. */
  type: ObjectType | undefined
  /** The type of the object around it. */
  parent: ObjectType | undefined
}

const FREE: Field = { holds: 'free' }

/** Walks a pointer's tokens down a document, types beside values. */
export function typedPlace(root: Json, model: Model, tokens: readonly string[]): TypedPlace {
  let place: TypedPlace = { node: root, field: { holds: 'one', type: model.root }, type: model.root, parent: undefined }
  for (const [index, token] of tokens.entries()) {
    const container = [...model.components.values()].find((entry) => startsWith(tokens, entry.container, index + 1))
    const field: Field = container ? { holds: 'map', type: container.type } : below(place, token)
    const isTyped = 'type' in field
    place = {
      node: own(place.node, token),
      field,
      type: isTyped && field.holds === 'one' ? field.type : undefined,
      parent: place.type ?? place.parent,
    }
    if (isAbove(tokens, index + 1, model)) continue
    if (field.holds === 'data' || field.holds === 'free' || field.holds === 'unlisted') {
      return { ...place, node: valueAt(place.node, tokens.slice(index + 1)) }
    }
  }
  return place
}

function below({ field, type }: TypedPlace, token: string): Field {
  if (type) return fieldOf(type, token)
  if (field.holds === 'list' || field.holds === 'map') return { holds: 'one', type: field.type }
  // Inside a list of schemas where one is expected, or in a mapping or requirement.
  return field.holds === 'one' ? field : { ...FREE, holds: field.holds }
}

/** Whether the first tokens lead to what holds the containers of components. */
const isAbove = (tokens: readonly string[], length: number, { components }: Model): boolean =>
  [...components.values()].some(
    ({ container }) => container.length > length && container.slice(0, length).every((token, index) => tokens[index] === token),
  )

const startsWith = (tokens: readonly string[], prefix: readonly string[], length: number): boolean =>
  prefix.length === length && prefix.every((token, index) => tokens[index] === token)
