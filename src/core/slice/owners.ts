import { componentAt, type LinkedDescription, type LinkedPathItem, type Unit } from '../link/linked.ts'
import { askedOnce } from '../model/lists.ts'
import type { Slice } from './slice.ts'

/** From the tokens of a pointer into a slice to the part in which its place lies. */
export function owners(linked: LinkedDescription, { tags }: Slice): (tokens: readonly string[]) => Unit | undefined {
  const items = itemsByField(linked.pathItems)
  return (tokens) => {
    const [field = '', name = '', ...inside] = tokens
    const item = items.get(`${field === 'x-webhooks' ? 'webhooks' : field}\n${name}`)
    if (item) return item.operations.find((operation) => operation.field.every((token, index) => token === inside[index])) ?? item.shared
    if (field === 'tags') return tags[Number(name)]
    if (field === 'security') return linked.security
    return linked.shell.get(field) ?? componentAt(linked, tokens).component
  }
}

/** Path items by root field and key. */
const itemsByField = askedOnce(
  (items: readonly LinkedPathItem[]) => new Map(items.map((item) => [`${item.isWebhook ? 'webhooks' : 'paths'}\n${item.key}`, item])),
)
