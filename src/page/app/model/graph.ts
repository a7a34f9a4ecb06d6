import type { ComponentEntry } from '../../protocol.ts'

/** The components that one endpoint drags in, and what each costs. */
export interface Closure {
  /** All of them, in source order. */
  readonly members: readonly number[]
  readonly bytes: number
  /** By member: the one through which alone it comes; `ROOT` if it comes in more than one way, or directly. */
  readonly parent: ReadonlyMap<number, number>
  /** By member: its own bytes and those of everything that only comes through it. */
  readonly retained: ReadonlyMap<number, number>
  /** By member: how many components come only through it. */
  readonly brings: ReadonlyMap<number, number>
}

/** Stands for the endpoint itself. */
export const ROOT = -1

/** What an endpoint that needs `roots` drags in. */
export function closureOf(components: readonly ComponentEntry[], roots: readonly number[]): Closure {
  const order = reversePostorder(components, roots)
  const parent = dominators(components, roots, order)
  const retained = new Map(order.map((id) => [id, components[id]!.bytes]))
  const brings = new Map(order.map((id) => [id, 0]))
  // What is dominated comes later in this order, so that from the back every sum is complete when it is passed on.
  for (const id of order.toReversed()) {
    const by = parent.get(id)!
    if (by === ROOT) continue
    retained.set(by, retained.get(by)! + retained.get(id)!)
    brings.set(by, brings.get(by)! + brings.get(id)! + 1)
  }
  const members = order.toSorted((a, b) => a - b)
  return { members, bytes: members.reduce((sum, id) => sum + components[id]!.bytes, 0), parent, retained, brings }
}

/** Depth first, without recursion: closures can be deep. */
function reversePostorder(components: readonly ComponentEntry[], roots: readonly number[]): number[] {
  const seen = new Set<number>()
  const finished: number[] = []
  const stack: { id: number; next: number }[] = []
  for (const root of roots) {
    enter(root)
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const need = components[top.id]!.needs[top.next++]
      if (need !== undefined) enter(need)
      else {
        finished.push(top.id)
        stack.pop()
      }
    }
  }
  return finished.reverse()

  function enter(id: number): void {
    if (seen.has(id)) return
    seen.add(id)
    stack.push({ id, next: 0 })
  }
}

/** Immediate dominators (Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm). */
function dominators(components: readonly ComponentEntry[], roots: readonly number[], order: readonly number[]): Map<number, number> {
  const position = new Map(order.map((id, index) => [id, index]))
  const sources = order.map((): number[] => [])
  for (const [index, id] of order.entries()) for (const need of components[id]!.needs) sources[position.get(need)!]!.push(index)
  for (const root of roots) sources[position.get(root)!]!.push(ROOT)

  const UNKNOWN = -2
  const found = new Int32Array(order.length).fill(UNKNOWN)
  for (let changed = true; changed;) {
    changed = false
    for (const [index, from] of sources.entries()) {
      let by = UNKNOWN
      for (const source of from) {
        if (source !== ROOT && found[source] === UNKNOWN) continue
        by = by === UNKNOWN ? source : common(by, source)
      }
      if (found[index] === by) continue
      found[index] = by
      changed = true
    }
  }
  return new Map(order.map((id, index) => [id, found[index] === ROOT ? ROOT : order[found[index]!]!]))

  function common(a: number, b: number): number {
    while (a !== b) {
      while (a > b) a = found[a]!
      while (b > a) b = found[b]!
    }
    return a
  }
}

/** By component: those that refer to it. */
export function usersOf(components: readonly ComponentEntry[]): number[][] {
  const users = components.map((): number[] => [])
  for (const [id, { needs }] of components.entries()) for (const need of needs) users[need]!.push(id)
  return users
}

/** The component and everything that drags it in. */
export function dragging(users: readonly (readonly number[])[], id: number): Set<number> {
  const found = new Set([id])
  // A set grows while it is iterated.
  for (const member of found) for (const user of users[member]!) found.add(user)
  return found
}
