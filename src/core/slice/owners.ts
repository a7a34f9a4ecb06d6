import type { LinkedDescription, Unit } from '../link/linked.ts'
import { isContainer, isObject, type Json, own } from '../model/json.ts'
import type { Slice } from './slice.ts'

/** From the tokens of a pointer to the parts around its place: those whose value lies on the way. */
export function owners({ pathItems }: LinkedDescription, { document, units }: Slice): (tokens: readonly string[]) => readonly Unit[] {
  const byValue = new Map<Json, Unit[]>()
  for (const unit of units) if (isContainer(unit.value)) byValue.set(unit.value, [...(byValue.get(unit.value) ?? []), unit])
  const shared = new Map(pathItems.map((item) => [`${item.isWebhook ? 'webhooks' : 'paths'}\n${item.key}`, item.shared]))
  return (tokens) => {
    let node: Json | undefined = document
    let found: readonly Unit[] = []
    tokens.forEach((token, index) => {
      node = own(node, token)
      const item = index === 1 ? shared.get(`${tokens[0]?.replace('x-', '')}\n${token}`) : undefined
      const here = node === undefined ? undefined : byValue.get(node)
      if (item) found = [item]
      // A path item's own fields belong to what its operations share; an operation is a part of its own.
      else if (here && !(isObject(node) && Object.keys(node).length === 0)) found = here
    })
    return found
  }
}
