import type { ComponentEntry } from '../../protocol.ts'
import { type Closure, ROOT } from './graph.ts'

export interface PictureNode {
  readonly id: number
  /** How many components it stands for, beside itself if it is one. */
  readonly hidden: number
  /** Bytes of all that it stands for. */
  readonly bytes: number
}

export interface Picture {
  readonly nodes: readonly PictureNode[]
  readonly edges: readonly (readonly [from: number, to: number])[]
}

/** What the user has asked for, beyond what is shown at first. */
export interface Asked {
  readonly open: ReadonlySet<number>
  readonly closed: ReadonlySet<number>
  /** Those of which every part is to be shown, not only the dearest. */
  readonly whole: ReadonlySet<number>
}

/** Parts of one component that are shown one by one. */
const DEAREST = 6

/** The node for what is left of a component's parts, and whose it is. */
export const othersOf = (id: number): number => -3 - id
export const ownerOf = (node: number): number | undefined => (node < ROOT ? -3 - node : undefined)

/**
 * What can be shown of a closure in about `limit` nodes. A component stands for all that only comes through it until it is
 * opened; nothing from outside leads into what it hides, so that no edge is lost. The dearest are opened first.
 */
export function pictureOf(
  components: readonly ComponentEntry[],
  roots: readonly number[],
  closure: Closure,
  { open, closed, whole }: Asked,
  limit: number,
): Picture {
  const { members, parent, retained, brings } = closure
  const dear = (a: number, b: number): number => retained.get(b)! - retained.get(a)! || a - b
  const parts = new Map<number, number[]>()
  for (const id of members) parts.set(parent.get(id)!, [...(parts.get(parent.get(id)!) ?? []), id])

  const nodes = new Map<number, PictureNode>()
  const standIn = new Map<number, number>()
  const opened = new Set<number>()
  const waiting = [ROOT]
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    const inner = (parts.get(id) ?? []).toSorted(dear)
    const shown = whole.has(id) || inner.length <= DEAREST + 1 ? inner : inner.slice(0, DEAREST)
    const isWanted = id === ROOT || open.has(id) || whole.has(id) || nodes.size + shown.length + 1 <= limit
    if (inner.length === 0 || closed.has(id) || !isWanted) continue
    opened.add(id)
    for (const part of shown) show(part, retained.get(part)!, brings.get(part)!)
    const rest = inner.slice(shown.length)
    if (rest.length > 0) {
      const hidden = rest.reduce((sum, part) => sum + 1 + brings.get(part)!, 0)
      show(
        othersOf(id),
        rest.reduce((sum, part) => sum + retained.get(part)!, 0),
        hidden,
      )
      for (const part of rest) standIn.set(part, othersOf(id))
    }
    if (id !== ROOT) show(id, components[id]!.bytes, 0)
    waiting.push(...shown)
    waiting.sort(dear)
  }

  const edges = new Map<string, readonly [number, number]>()
  const connect = (from: number, to: number): void => {
    if (from !== to) edges.set(`${from} ${to}`, [from, to])
  }
  for (const root of roots) connect(ROOT, standInOf(root))
  for (const id of members) for (const need of components[id]!.needs) connect(standInOf(id), standInOf(need))
  return { nodes: [{ id: ROOT, hidden: 0, bytes: closure.bytes }, ...nodes.values()], edges: plainEdges([...edges.values()]) }

  function show(id: number, bytes: number, hidden: number): void {
    nodes.set(id, { id, bytes, hidden })
    standIn.set(id, id)
  }

  /** What is not shown stands behind the nearest component that it only comes through. */
  function standInOf(id: number): number {
    const way: number[] = []
    let at = id
    while (!standIn.has(at)) {
      way.push(at)
      at = parent.get(at)!
    }
    const found = standIn.get(at)!
    for (const passed of way) standIn.set(passed, found)
    return found
  }
}

/**
 * The many small components behind one node refer to nearly everything, and nearly everything to them. Of those edges only
 * the ones stay that lead from their owner, and those without which there would be no way to a node.
 */
function plainEdges(edges: Picture['edges']): Picture['edges'] {
  const isOthers = (id: number): boolean => ownerOf(id) !== undefined
  const plain = edges.filter(([from, to]) => !isOthers(from) && (!isOthers(to) || ownerOf(to) === from))
  const reached = new Set([ROOT])
  let next: Picture['edges'][number] | undefined
  do {
    // A set grows while it is iterated.
    for (const id of reached) for (const [from, to] of plain) if (from === id) reached.add(to)
    next = edges.find(([from, to]) => reached.has(from) && !reached.has(to))
    if (next) plain.push(next)
  } while (next)
  return plain
}
