import type { JSX } from 'preact'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { counted, methodClass, number, percent, size } from '../model/format.ts'
import type { Model } from '../model/model.ts'
import { largest, type Tile, type TileGroup, treemapOf } from '../model/treemap.ts'
import { found, go, route } from '../state.ts'
import { Method, Path, Empty } from './parts.tsx'

const GROUPINGS = { prefix: 'By path', tag: 'By tag' } as const

type Grouping = keyof typeof GROUPINGS

/** All slices as areas: the larger the slice, the larger its tile. */
export function SizesView({ model }: { model: Model }): JSX.Element {
  const frame = useRef<HTMLDivElement>(null)
  const [area, setArea] = useState({ width: 0, height: 0 })
  const [grouping, setGrouping] = useState<Grouping>('prefix')
  const [pointed, point] = useState<Tile>()
  const { endpoints } = found.value
  useLayoutEffect(() => {
    if (!frame.current) return
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {}
      setArea({ width: Math.floor(width), height: Math.floor(height) })
    })
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [])
  const groups = useMemo(
    () => (area.width > 0 && area.height > 0 ? treemapOf(endpoints, grouping, area.width, area.height) : []),
    [endpoints, grouping, area],
  )
  const written = endpoints.filter((endpoint) => endpoint.size > 0)
  const shown = useMemo(() => largest(endpoints), [endpoints])
  const all = shown.reduce((sum, endpoint) => sum + endpoint.size, 0)
  return (
    <section class="page-view sizes-view" id="content" tabIndex={-1} aria-label="Sizes">
      <div class="view-head">
        <h2>Sizes</h2>
        <p>
          {shown.length < written.length
            ? `The ${number(shown.length)} largest of ${number(written.length)} slices, `
            : `${counted(shown.length, 'slice')}, `}
          {size(all)}
          {endpoints.length < model.endpoints.length && ' (the list of endpoints is narrowed, and so is this)'}. The larger a slice, the
          larger its tile.
        </p>
        <fieldset class="segments">
          <legend class="unseen">Grouping</legend>
          {(Object.entries(GROUPINGS) as [Grouping, string][]).map(([value, label]) => (
            <label>
              <input type="radio" name="grouping" checked={grouping === value} onChange={() => setGrouping(value)} />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <Told tile={pointed} all={all} />
      <div class="treemap" ref={frame} onPointerLeave={() => point(undefined)} onKeyDown={walk}>
        {all === 0 && area.width > 0 && (
          <Empty icon="info" title="Nothing to show">
            {'No slice was written.'}
          </Empty>
        )}
        {groups.map((group, index) => (
          <Group key={group.name} group={group} isFirst={index === 0} onPoint={point} />
        ))}
      </div>
    </section>
  )
}

function Told({ tile, all }: { tile: Tile | undefined; all: number }): JSX.Element {
  if (!tile) return <p class="treemap-told soft">Point at a tile, or walk through them with the arrow keys.</p>
  const { method, path, reach, summary, size: bytes } = tile.endpoint
  return (
    <p class="treemap-told">
      <Method method={method} /> <Path path={path} /> <b>{size(bytes)}</b> <span>{percent(bytes / all)} of these</span>
      <span>{counted(reach, 'component')}</span> <bdi class="soft">{summary}</bdi>
    </p>
  )
}

interface GroupProps {
  readonly group: TileGroup
  readonly isFirst: boolean
  readonly onPoint: (tile: Tile) => void
}

const Group = ({ group, isFirst, onPoint }: GroupProps): JSX.Element => (
  <div class="tile-group" style={boxOf(group)} role="group" aria-label={group.name}>
    <p class="tile-title">
      <bdi>{group.name}</bdi> {group.width > 130 && <small>{size(group.bytes)}</small>}
    </p>
    {group.tiles.map((tile, index) => (
      <button
        type="button"
        class={`tile ${methodClass(tile.endpoint.method)}`}
        style={boxOf(tile)}
        tabIndex={isFirst && index === 0 ? 0 : -1}
        aria-label={`${tile.endpoint.id}, ${size(tile.endpoint.size)}`}
        onPointerEnter={() => onPoint(tile)}
        onFocus={() => onPoint(tile)}
        onClick={() =>
          tile.endpoint && go({ view: 'endpoints', open: tile.endpoint.id, tab: 'picture', description: route.peek().description })
        }
      >
        {tile.width > 44 && tile.height > 54 && <b>{tile.endpoint.method}</b>}
        {tile.width > 44 && tile.height > 18 && <span class="tile-name">{nameOf(tile, group.name)}</span>}
        {tile.width > 44 && tile.height > 36 && <small>{size(tile.endpoint.size)}</small>}
      </button>
    ))}
  </div>
)

const boxOf = ({ x, y, width, height }: Pick<Tile, 'x' | 'y' | 'width' | 'height'>): Record<string, string> => ({
  transform: `translate(${x}px, ${y}px)`,
  inlineSize: `${width}px`,
  blockSize: `${height}px`,
})

/** What its group says already is left out. */
function nameOf({ endpoint: { path } }: Tile, group: string): string {
  return path.startsWith(`${group}/`) ? path.slice(group.length) : path
}

/** The arrow keys go to the nearest tile in their direction. */
function walk(event: KeyboardEvent): void {
  const from = document.activeElement
  const direction = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key]
  if (!direction || !from?.classList.contains('tile')) return
  event.preventDefault()
  const [dx, dy] = direction as [number, number]
  const start = middleOf(from)
  let best: { tile: HTMLElement; distance: number } | undefined
  for (const tile of (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('.tile')) {
    const { x, y } = middleOf(tile)
    const along = (x - start.x) * dx + (y - start.y) * dy
    const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx)
    if (tile === from || along <= 0 || aside > along * 2) continue
    const distance = along + aside * 2
    if (!best || distance < best.distance) best = { tile, distance }
  }
  if (!best) return
  from.setAttribute('tabindex', '-1')
  best.tile.tabIndex = 0
  best.tile.focus()
}

function middleOf(element: Element): { x: number; y: number } {
  const { x, y, width, height } = element.getBoundingClientRect()
  return { x: x + width / 2, y: y + height / 2 }
}
