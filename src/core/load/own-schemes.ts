import { isArray, isContainer, isObject, type Json, type JsonObject, own, put, text, valueAt } from '../model/json.ts'
import { type Field, fieldOf, type Model } from '../model/object-types.ts'
import { tokensOf } from '../model/pointer.ts'
import { NOWHERE } from '../model/uri.ts'
import type { Notes } from './notes.ts'

/**
 * Requirements that name a security scheme by the description's own URI name it as the components do, in place: both are
 * allowed (OAS 3.2.0 §4.30), but slices have no `$self` (§4.1).
 */
export function nameOwnSchemes(root: JsonObject, model: Model, notes: Notes): void {
  const self = text(root, '$self')
  const container = model.components.get('securitySchemes')!.container
  const schemes = valueAt(root, container)
  if (self === undefined || !URL.canParse(self, NOWHERE) || model.family !== '3.2' || !isObject(schemes)) return

  const { href } = new URL(self, NOWHERE)
  const seen = new Set<Json>()
  const pending: { node: Json; field: Field }[] = [{ node: root, field: { holds: 'one', type: model.root } }]
  for (const { type, container: tokens } of model.components.values()) {
    pending.push({ node: valueAt(root, tokens) ?? null, field: { holds: 'map', type } })
  }
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, field } = next
    if (!isContainer(node) || seen.has(node)) continue
    seen.add(node)
    if (field.holds === 'requirements') for (const requirement of isArray(node) ? node : [node]) rename(requirement)
    if (!('type' in field)) continue
    const isMany = field.holds !== 'one' || isArray(node)
    for (const [key, value] of Object.entries(node) as [string, Json][]) {
      pending.push({ node: value, field: isMany ? { holds: 'one', type: field.type } : fieldOf(field.type, key) })
    }
  }

  function rename(requirement: Json): void {
    if (!isObject(requirement)) return
    const entries = notes.keys(requirement).map((key) => [key, nameOf(key), requirement[key]] as const)
    if (entries.every(([key, name]) => name === key)) return
    notes.texts = undefined
    for (const [key] of entries) Reflect.deleteProperty(requirement, key)
    for (const [, name, scopes] of entries) put(requirement, name, scopes)
    notes.order(requirement, [...new Set(entries.map(([, name]) => name))])
  }

  /** What is a name of a component is one, whatever it looks like. */
  function nameOf(key: string): string {
    if (own(schemes, key) !== undefined || !URL.canParse(key, href)) return key
    const { hash, href: whole } = new URL(key, href)
    const tokens = whole === href + hash ? tokensOf(hash) : undefined
    const isScheme = tokens?.length === container.length + 1 && container.every((token, index) => token === tokens[index])
    return isScheme && own(schemes, tokens.at(-1)!) !== undefined ? tokens.at(-1)! : key
  }
}
