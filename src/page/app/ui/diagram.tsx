import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { ComponentEntry } from '../../protocol.ts'
import { kindClass, kindName, number, size } from '../model/format.ts'
import { type Closure, ROOT } from '../model/graph.ts'
import { type Layout, NODE, type PlacedEdge, type PlacedNode } from '../model/layout.ts'
import { ownerOf } from '../model/picture.ts'
import { Button } from './parts.tsx'

interface Props {
  readonly layout: Layout
  readonly components: readonly ComponentEntry[]
  readonly closure: Closure
  /** What stands in the box of the endpoint. */
  readonly title: string
  readonly chosen: number
  readonly onChoose: (id: number) => void
  readonly onToggle: (id: number) => void
}

const ZOOMS = [0.25, 0.35, 0.5, 0.7, 0.85, 1, 1.2, 1.5, 2]

/** Below this, names cannot be read; then it is scrolled instead. */
const MIN_FIT = 0.75

/** The picture itself: boxes and arrows, to be walked through with the arrow keys. */
export function Diagram({ layout, components, closure, title, chosen, onChoose, onToggle }: Props): JSX.Element {
  const frame = useRef<HTMLDivElement>(null)
  const [zoom, setZoom] = useState(1)
  const [pointed, point] = useState<number>()
  const { nodes, edges, width, height } = layout
  const shown = useMemo(() => near(layout, pointed ?? (chosen === ROOT ? undefined : chosen)), [layout, pointed, chosen])
  const current = nodes.some(({ id }) => id === chosen) ? chosen : ROOT

  const fit = (least: number): void => {
    const { clientWidth = width, clientHeight = height } = frame.current ?? {}
    setZoom(Math.max(least, Math.min(1, clientWidth / width, clientHeight / height)))
  }
  useLayoutEffect(() => fit(MIN_FIT), [layout])
  useEffect(() => {
    // The endpoint is where one begins to read.
    const root = nodes.find(({ id }) => id === ROOT)
    if (root && frame.current) frame.current.scrollTop = (root.y + NODE.height / 2) * zoom - frame.current.clientHeight / 2
  }, [layout])

  const step = (direction: 1 | -1): void => {
    const next = direction === 1 ? ZOOMS.find((value) => value > zoom + 0.01) : ZOOMS.findLast((value) => value < zoom - 0.01)
    if (next !== undefined) setZoom(next)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const focused = (event.target as Element).closest('[data-node]')?.getAttribute('data-node')
    const node = nodes.find(({ id }) => String(id) === focused)
    if (!node) return
    if (event.key === 'Enter' || event.key === ' ') onToggle(node.id)
    else if (event.key === '+') step(1)
    else if (event.key === '-') step(-1)
    else {
      const next = neighbour(layout, node, event.key)
      if (next === undefined) return
      onChoose(next)
      requestAnimationFrame(() => frame.current?.querySelector<SVGElement>(`[data-node="${next}"]`)?.focus())
    }
    event.preventDefault()
  }
  return (
    <div class="diagram">
      <div class="diagram-tools">
        <Button icon="minus" label="Smaller" isQuiet onClick={() => step(-1)} />
        <Button icon="plus" label="Larger" isQuiet onClick={() => step(1)} />
        <Button icon="fit" label="All of it" isQuiet onClick={() => fit(ZOOMS[0]!)} />
      </div>
      <div class="diagram-frame" ref={frame}>
        <svg
          width={width * zoom}
          height={height * zoom}
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          aria-label={`What ${title} drags in`}
          data-focus={shown ? '' : undefined}
          onKeyDown={onKeyDown}
          onPointerLeave={() => point(undefined)}
        >
          <defs>
            <marker id="arrow" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M1 1 7 4 1 7z" />
            </marker>
          </defs>
          {edges.map((edge) => (
            <path
              class="edge"
              d={edge.path}
              marker-end="url(#arrow)"
              data-aside={edge.isAside ? '' : undefined}
              data-near={shown?.edges.has(edge) ? '' : undefined}
            />
          ))}
          {nodes.map((node) => (
            <Node
              key={node.id}
              node={node}
              component={components[node.id]}
              closure={closure}
              title={title}
              isChosen={node.id === chosen}
              isStop={node.id === current}
              isNear={shown?.nodes.has(node.id) ?? false}
              onPoint={() => point(node.id)}
              onClick={() => (node.id === chosen || ownerOf(node.id) !== undefined ? onToggle(node.id) : onChoose(node.id))}
              onOpen={() => onToggle(node.id)}
            />
          ))}
        </svg>
      </div>
    </div>
  )
}

interface NodeProps {
  readonly node: PlacedNode
  readonly component: ComponentEntry | undefined
  readonly closure: Closure
  readonly title: string
  readonly isChosen: boolean
  readonly isStop: boolean
  readonly isNear: boolean
  readonly onPoint: () => void
  readonly onClick: () => void
  readonly onOpen: () => void
}

function Node({ node, component, closure, title, isChosen, isStop, isNear, onPoint, onClick, onOpen }: NodeProps): JSX.Element {
  const { id, x, y, hidden, bytes } = node
  const isOthers = ownerOf(id) !== undefined
  const name = id === ROOT ? title : isOthers ? `${number(hidden)} more` : component!.name
  const cost = id === ROOT ? `${size(bytes)} in all` : hidden > 0 && !isOthers ? `${size(bytes)} with ${number(hidden)} more` : size(bytes)
  const kind = component ? kindName(component.kind) : isOthers ? 'smaller ones' : ''
  const share = closure.bytes === 0 || id === ROOT ? 0 : bytes / closure.bytes
  const label = [name, kind, cost, hidden > 0 ? 'closed' : ''].filter((text) => text !== '').join(', ')
  const tone = id === ROOT ? 'node-root' : isOthers ? 'node-others' : kindClass(component!.kind)
  return (
    <g
      class={`node ${tone}`}
      transform={`translate(${x} ${y})`}
      role="button"
      tabindex={isStop ? 0 : -1}
      aria-label={label}
      aria-pressed={isChosen}
      data-node={id}
      data-chosen={isChosen ? '' : undefined}
      data-near={isNear ? '' : undefined}
      onPointerEnter={onPoint}
      onClick={onClick}
      onDblClick={onOpen}
    >
      <title>{label}</title>
      {hidden > 0 && <rect class="node-stack" x="5" y="5" width={NODE.width} height={NODE.height} rx="8" />}
      <rect class="node-box" width={NODE.width} height={NODE.height} rx="8" />
      <rect class="node-kind" x="0" y="8" width="4" height={NODE.height - 16} rx="2" />
      <text class="node-name" x="14" y="18">
        {shortened(name, 22)}
      </text>
      <text class="node-cost" x="14" y="34">
        {cost}
      </text>
      {kind !== '' && (hidden === 0 || isOthers) && (
        <text class="node-type" x={NODE.width - 10} y="34" text-anchor="end">
          {kind}
        </text>
      )}
      <rect class="node-share" x="14" y={NODE.height - 6} width={Math.max(2, share * (NODE.width - 24))} height="2" rx="1" />
    </g>
  )
}

/** The end of a long name tells more than its middle. */
const shortened = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, Math.ceil(length * 0.6))}…${text.slice(-Math.floor(length * 0.4) + 1)}`

interface Near {
  readonly nodes: ReadonlySet<number>
  readonly edges: ReadonlySet<PlacedEdge>
}

/** A node with what refers to it, what it refers to, and the shortest way to it. */
function near({ edges }: Layout, id: number | undefined): Near | undefined {
  if (id === undefined) return undefined
  const chosen = new Set(edges.filter(({ from, to }) => from === id || to === id))
  const before = new Map<number, PlacedEdge>()
  const reached = new Set([ROOT])
  for (const node of reached) {
    for (const edge of edges) {
      if (edge.from !== node || reached.has(edge.to)) continue
      reached.add(edge.to)
      before.set(edge.to, edge)
    }
  }
  for (let edge = before.get(id); edge; edge = before.get(edge.from)) chosen.add(edge)
  return { nodes: new Set([id, ...[...chosen].flatMap(({ from, to }) => [from, to])]), edges: chosen }
}

/** Right and left along the arrows, up and down to the next box of the same layer. */
function neighbour({ nodes, edges }: Layout, from: PlacedNode, key: string): number | undefined {
  const nearest = (candidates: readonly PlacedNode[]): number | undefined =>
    candidates.toSorted((a, b) => Math.abs(a.y - from.y) - Math.abs(b.y - from.y))[0]?.id
  if (key === 'ArrowRight') return nearest(nodes.filter(({ id }) => edges.some((edge) => edge.from === from.id && edge.to === id)))
  if (key === 'ArrowLeft') return nearest(nodes.filter(({ id }) => edges.some((edge) => edge.to === from.id && edge.from === id)))
  const layer = nodes.filter(({ id, x }) => id !== from.id && Math.abs(x - from.x) < NODE.width / 2)
  if (key === 'ArrowDown') return nearest(layer.filter(({ y }) => y > from.y))
  if (key === 'ArrowUp') return nearest(layer.filter(({ y }) => y < from.y))
  return undefined
}
