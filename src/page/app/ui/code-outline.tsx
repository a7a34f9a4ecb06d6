import type { JSX } from 'preact'
import { useMemo, useRef } from 'preact/hooks'
import type { Code } from '../model/code.ts'
import { kindClass, size } from '../model/format.ts'
import { useRows } from './virtual.ts'

const ROW = 26

interface Entry {
  readonly level: number
  readonly name: string
  readonly line: number
  readonly kind: string
  readonly bytes: number | undefined
}

interface Props {
  readonly code: Code
  readonly sizes: ReadonlyMap<string, { kind: string; bytes: number }>
  readonly onJump: (line: number) => void
}

/** The parts of a slice beside it, each leading to its place. */
export function CodeOutline({ code, sizes, onJump }: Props): JSX.Element {
  const scroller = useRef<HTMLElement>(null)
  const entries = useMemo(() => entriesOf(code, sizes), [code, sizes])
  const rows = useRows({ count: entries.length, height: ROW, scroller, padding: 8 })
  return (
    <nav class="outline" ref={scroller} aria-label="Parts of the slice">
      <div style={{ blockSize: `${rows.total}px` }}>
        {rows.items.map(({ index, start }) => {
          const { level, name, line, kind, bytes } = entries[index]!
          return (
            <button
              key={index}
              type="button"
              class={`outline-entry outline-${level}`}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => onJump(line)}
            >
              {bytes !== undefined && <span class={`swatch ${kindClass(kind)}`} />}
              <bdi>{name}</bdi>
              {bytes !== undefined && <small>{size(bytes)}</small>}
            </button>
          )
        })}
      </div>
    </nav>
  )
}

/** Root fields, the kinds of components, and the components. */
function entriesOf({ places }: Code, sizes: Props['sizes']): Entry[] {
  const entries: Entry[] = []
  for (const [pointer, line] of places) {
    const tokens = pointer.slice(2).split('/')
    const name = tokens.at(-1)!.replaceAll('~1', '/').replaceAll('~0', '~')
    const component = sizes.get(tokens.slice(-2).join('/'))
    const isComponent = component !== undefined && (tokens[0] === 'components' ? tokens.length === 3 : tokens.length === 2)
    const isPath = tokens.length === 2 && (tokens[0] === 'paths' || tokens[0] === 'webhooks')
    if (tokens.length > 1 && !isComponent && !isPath && !(tokens[0] === 'components' && tokens.length === 2)) continue
    entries.push({ level: tokens.length, name, line, kind: component?.kind ?? '', bytes: isComponent ? component.bytes : undefined })
  }
  return entries
}
