import { graphlib, layout } from '@dagrejs/dagre'
import type { Picture, PictureNode } from './picture.ts'

export const NODE = { width: 180, height: 46 } as const

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
}

export interface Layout {
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
  readonly width: number
  readonly height: number
}

/** Places the nodes in layers from left to right, so that edges cross little. */
export function layoutOf({ nodes, edges }: Picture): Layout {
  const graph = new graphlib.Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 46, marginx: 20, marginy: 20 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id } of nodes) graph.setNode(String(id), { ...NODE })
  for (const [from, to] of edges) graph.setEdge(String(from), String(to))
  layout(graph)
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number }
  return {
    width,
    height,
    nodes: nodes.map((node) => {
      const { x, y } = graph.node(String(node.id)) as { x: number; y: number }
      return { ...node, x: x - NODE.width / 2, y: y - NODE.height / 2 }
    }),
    edges: edges.map(([from, to]) => {
      const { points } = graph.edge(String(from), String(to)) as { points: Point[] }
      return { from, to, path: curve(points) }
    }),
  }
}

interface Point {
  readonly x: number
  readonly y: number
}

/** A smooth line through the middles between points; it begins and ends exactly at the first and the last. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }))
  if (!first || rest.length === 0) return ''
  let path = `M${first.x} ${first.y}`
  for (const [index, point] of rest.entries()) {
    const next = rest[index + 1]
    path += next ? `Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}` : `L${point.x} ${point.y}`
  }
  return path
}
