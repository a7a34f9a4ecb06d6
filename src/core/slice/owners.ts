import { componentAt, type LinkedDescription, type Unit } from '../link/linked.ts'
import type { Slice } from './slice.ts'

/** From the tokens of a pointer into a slice to the part in which its place lies. */
export function owners(linked: LinkedDescription, { tags }: Slice): (tokens: readonly string[]) => Unit | undefined {
  const items = new Map(linked.pathItems.map((item) => [`${item.isWebhook ? 'webhooks' : 'paths'}\n${item.key}`, item]))
  return (tokens) => {
    const [field = '', name = '', ...inside] = tokens
    const item = items.get(`${field === 'x-webhooks' ? 'webhooks' : field}\n${name}`)
    if (item) return item.operations.find((operation) => operation.field.every((token, index) => token === inside[index])) ?? item.shared
    if (field === 'tags') return tags[Number(name)]
    if (field === 'security') return linked.security
    return linked.shell.get(field) ?? componentAt(linked, tokens).component
  }
}
