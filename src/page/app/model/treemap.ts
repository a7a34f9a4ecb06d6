import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy'
import type { Endpoint } from './model.ts'

/** Tiles of a treemap: beyond, they are too small to be seen or hit. The rest is one tile of each group. */
export const MAX_TILES = 400

export interface Tile {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly bytes: number
  /** The endpoint, or undefined for the rest of a group. */
  readonly endpoint: Endpoint | undefined
  /** How many endpoints it stands for. */
  readonly count: number
}

export interface TileGroup {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly bytes: number
  readonly count: number
  readonly tiles: readonly Tile[]
}

interface Datum {
  name: string
  bytes: number
  endpoint?: Endpoint
  count: number
  children?: Datum[]
}

/** The endpoints as areas, by first segment of the path or by tag. */
export function treemapOf(endpoints: readonly Endpoint[], by: 'prefix' | 'tag', width: number, height: number): TileGroup[] {
  const root = hierarchy<Datum>({ name: '', bytes: 0, count: 0, children: dataOf(endpoints, by) })
    .sum(({ bytes, children }) => (children ? 0 : bytes))
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
    count: group.data.count,
    tiles: (group.children ?? []).map((tile) => ({
      x: tile.x0 - group.x0,
      y: tile.y0 - group.y0,
      width: tile.x1 - tile.x0,
      height: tile.y1 - tile.y0,
      bytes: tile.data.bytes,
      endpoint: tile.data.endpoint,
      count: tile.data.count,
    })),
  }))
}

function dataOf(endpoints: readonly Endpoint[], by: 'prefix' | 'tag'): Datum[] {
  const written = endpoints.filter(({ size }) => size > 0)
  const limit = written.length <= MAX_TILES ? 0 : written.map(({ size }) => size).toSorted((a, b) => b - a)[MAX_TILES]!
  const groups = new Map<string, { shown: Endpoint[]; count: number; rest: number }>()
  for (const endpoint of written) {
    const name = by === 'prefix' ? endpoint.prefix : (endpoint.tags[0] ?? 'without a tag')
    const group = groups.get(name) ?? { shown: [], count: 0, rest: 0 }
    groups.set(name, group)
    group.count++
    if (endpoint.size > limit) group.shown.push(endpoint)
    else group.rest += endpoint.size
  }
  return [...groups].map(([name, { shown, count, rest }]) => {
    const children: Datum[] = shown.map((endpoint) => ({ name: endpoint.id, bytes: endpoint.size, endpoint, count: 1 }))
    if (rest > 0) children.push({ name: 'rest', bytes: rest, count: count - shown.length })
    return { name, bytes: 0, count, children }
  })
}
