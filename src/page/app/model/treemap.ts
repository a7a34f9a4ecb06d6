import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy'
import type { Endpoint } from './model.ts'

/** Tiles of a treemap, for the largest slices: more are too small to be seen or hit. */
export const MAX_TILES = 400

export interface Tile {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly endpoint: Endpoint
}

export interface TileGroup {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly bytes: number
  readonly tiles: readonly Tile[]
}

interface Datum {
  name: string
  endpoint?: Endpoint
  children?: Datum[]
}

/** The largest slices as areas, by first segment of the path or by tag. */
export function treemapOf(endpoints: readonly Endpoint[], by: 'prefix' | 'tag', width: number, height: number): TileGroup[] {
  const root = hierarchy<Datum>({ name: '', children: groupsOf(largest(endpoints), by) })
    .sum(({ endpoint }) => endpoint?.size ?? 0)
    .sort((a, b) => b.value! - a.value!)
  const laid = treemap<Datum>()
    .tile(treemapSquarify)
    .size([width, height])
    .paddingOuter(0)
    .paddingInner(({ depth }) => (depth === 0 ? 8 : 2))
    .paddingTop(({ depth }) => (depth === 1 ? 20 : 0))
    .round(true)(root)
  return (laid.children ?? []).map((group) => ({
    name: group.data.name,
    x: group.x0,
    y: group.y0,
    width: group.x1 - group.x0,
    height: group.y1 - group.y0,
    bytes: group.value ?? 0,
    tiles: (group.children ?? []).map((tile) => ({
      x: tile.x0 - group.x0,
      y: tile.y0 - group.y0,
      width: tile.x1 - tile.x0,
      height: tile.y1 - tile.y0,
      endpoint: tile.data.endpoint!,
    })),
  }))
}

/** Those that a treemap has tiles for. */
export const largest = (endpoints: readonly Endpoint[]): Endpoint[] =>
  endpoints
    .filter(({ size }) => size > 0)
    .toSorted((a, b) => b.size - a.size)
    .slice(0, MAX_TILES)

function groupsOf(endpoints: readonly Endpoint[], by: 'prefix' | 'tag'): Datum[] {
  const groups = new Map<string, Datum[]>()
  for (const endpoint of endpoints) {
    const name = by === 'prefix' ? endpoint.prefix : (endpoint.tags[0] ?? 'without a tag')
    const group = groups.get(name) ?? []
    groups.set(name, group)
    group.push({ name: endpoint.id, endpoint })
  }
  return [...groups].map(([name, children]) => ({ name, children }))
}
