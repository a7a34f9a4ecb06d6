import { type ComponentKind, type Field, fieldOf, type Model, type ObjectType } from '../model/object-types.ts'

/** A type that the tables of the model do not have, since nothing in it can be a reference. */
const plain = (name: string): ObjectType => ({ name, fields: new Map(), others: { holds: 'unlisted' } })

/** A map of security schemes by name (OAS 3.0.4 §4.7.30). */
export const REQUIREMENT = plain('SecurityRequirement')

/** A reference in a place where the specification has a Reference Object (OAS 3.0.4 §4.7.23). */
export const REFERENCE = plain('Reference')

const one = (name: string): Field => ({ holds: 'one', type: plain(name) })

/** Objects that conversion looks into beside those of the model. */
const MORE: Record<string, Record<string, Field>> = {
  Info: { license: one('License') },
  Schema: { xml: one('XML') },
  SecurityScheme: { flows: one('OAuthFlows') },
  Server: { variables: { holds: 'map', type: plain('ServerVariable') } },
}

/** What a field holds, as the walk of a conversion sees it. */
export type FieldOf = (type: ObjectType, key: string) => Field

export function fieldsFor(model: Model): FieldOf {
  const components: Field | undefined = model.family === '2.0' ? undefined : { holds: 'one', type: componentsOf(model) }
  return (type, key) => {
    const more = MORE[type.name]
    if (more && Object.hasOwn(more, key)) return more[key]!
    if (components && type === model.root && key === 'components') return components
    // Slices of the webhooks of a 3.0 description have them under the name that later versions give them.
    if (type === model.root && key === 'webhooks') return fieldOf(type, type.fields.has(key) ? key : 'x-webhooks')
    return fieldOf(type, key)
  }
}

/** The type of the objects of a kind of component. */
export const componentType = (model: Model, kind: ComponentKind): ObjectType | undefined => model.components.get(kind)?.type

function componentsOf({ components }: Model): ObjectType {
  const fields = new Map<string, Field>([...components].map(([kind, { type }]) => [kind, { holds: 'map', type }]))
  return { name: 'Components', fields, others: { holds: 'unlisted' } }
}
