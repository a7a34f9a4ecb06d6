import { isContainer, type Json, type JsonObject } from './json.ts'

/** Keys and items that are looked at before a value passes for one in which something stands in many places. */
const MAX_PLAIN = 2_000_000

/** Whether a value is beyond doubt one that nests at most so many levels. Nearly all are, and seen to be without remembering anything. */
export function isShallow(value: Json, levels: number, budget: { left: number } = { left: MAX_PLAIN }): boolean {
  if (!isContainer(value)) return true
  if (levels === 0) return false
  for (const key in value) if (--budget.left < 0 || !isShallow((value as JsonObject)[key]!, levels - 1, budget)) return false
  return true
}

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
