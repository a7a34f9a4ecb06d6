import { isContainer, type Json } from './json.ts'

/** How many levels a value nests, in linear time and without recursion; endlessly, if something contains itself. */
export function nestingOf(root: Json): number {
  const known = new Map<Json, number>()
  const pending: Json[] = [root]
  for (let node = pending.at(-1); node !== undefined; node = pending.at(-1)) {
    const children = isContainer(node) ? (Object.values(node) as Json[]).filter(isContainer) : []
    if (known.has(node)) {
      if (known.get(node) === OPEN) known.set(node, 1 + children.reduce((most, child) => Math.max(most, known.get(child)!), 0))
      pending.pop()
      continue
    }
    known.set(node, OPEN)
    if (children.some((child) => known.get(child) === OPEN)) return Infinity
    for (const child of children) pending.push(child)
  }
  return known.get(root)!
}

/** Marks what is being looked into. */
const OPEN = -1
