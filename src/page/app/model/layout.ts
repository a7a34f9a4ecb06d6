import { graphlib, layout } from '@dagrejs/dagre'
import { ROOT } from './graph.ts'
import type { Picture, PictureNode } from './picture.ts'

export const NODE = { width: 180, height: 46 } as const

/** With more layers, a picture is too wide to be taken in; then only the shortest ways decide where a node stands. */
const MAX_LAYERS = 5

export interface PlacedNode extends PictureNode {
  /** Its upper left corner. */
  readonly x: number
  readonly y: number
}

export interface PlacedEdge {
  readonly from: number
  readonly to: number
  /** As the `d` of a path. */
  readonly path: string
  /** Whether it leads back or stays in its layer: it would run across the others, and is shown only when it is asked for. */
  readonly isAside: boolean
}

export interface Layout {
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
  readonly width: number
  readonly height: number
}

/** Places the nodes in layers from left to right, so that edges cross little. */
export function layoutOf(picture: Picture): Layout {
  const all = placed(picture, picture.edges)
  const left = Math.min(...all.nodes.map(({ x }) => x))
  const layers = new Set(all.nodes.map(({ x }) => x)).size
  if (layers <= MAX_LAYERS && all.nodes.find(({ id }) => id === ROOT)!.x === left) return all
  const distance = distances(picture)
  return placed(
    picture,
    picture.edges.filter(([from, to]) => distance.get(to)! > distance.get(from)!),
  )
}

/** How many edges lead from the endpoint to each node, at least. */
function distances({ edges }: Picture): Map<number, number> {
  const found = new Map([[ROOT, 0]])
  // A map grows while it is iterated.
  for (const [id, distance] of found) for (const [from, to] of edges) if (from === id && !found.has(to)) found.set(to, distance + 1)
  return found
}

/** @param leading the edges that decide where nodes stand */
function placed({ nodes, edges }: Picture, leading: Picture['edges']): Layout {
  const graph = new graphlib.Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 46, marginx: 20, marginy: 20 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id } of nodes) graph.setNode(String(id), { ...NODE })
  for (const [from, to] of leading) graph.setEdge(String(from), String(to))
  layout(graph)
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number }
  const middle = (id: number): Point => graph.node(String(id)) as Point
  const lead = new Set(leading)
  return {
    width,
    height,
    nodes: nodes.map((node) => ({ ...node, x: middle(node.id).x - NODE.width / 2, y: middle(node.id).y - NODE.height / 2 })),
    edges: edges.map((edge) => {
      const [from, to] = edge
      if (!lead.has(edge)) return { from, to, path: aside(middle(from), middle(to)), isAside: true }
      const { points } = graph.edge(String(from), String(to)) as { points: Point[] }
      return { from, to, path: curve(points), isAside: false }
    }),
  }
}

interface Point {
  readonly x: number
  readonly y: number
}

/** A smooth line through the middles between points; it begins and ends exactly at the first and the last. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points.map(rounded)
  if (!first || rest.length === 0) return ''
  let path = `M${first.x} ${first.y}`
  for (const [index, point] of rest.entries()) {
    const next = rest[index + 1]
    path += next ? `Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}` : `L${point.x} ${point.y}`
  }
  return path
}

/** From the right side of a node to the right side of one that does not stand further right. */
function aside(from: Point, to: Point): string {
  const start = rounded({ x: from.x + NODE.width / 2, y: from.y })
  const end = rounded({ x: to.x + NODE.width / 2, y: to.y })
  const bulge = 34
  return `M${start.x} ${start.y}C${start.x + bulge} ${start.y} ${end.x + bulge} ${end.y} ${end.x} ${end.y}`
}

const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) })
