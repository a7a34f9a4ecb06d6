import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { NO_FILTERS, wordsOf } from '../model/filters.ts'
import { size } from '../model/format.ts'
import type { Endpoint, Model } from '../model/model.ts'
import { changed, filters, focusSoon, found, go, narrow, opened } from '../state.ts'
import { useCursor } from './cursor.ts'
import { Bar, Button, Empty, marked, Method, ShortPath, VerdictMark } from './parts.tsx'
import { useRows } from './virtual.ts'

const ROW = 56

/** Milliseconds that the cursor must rest before what it marks is opened: moving through a list stays quick. */
const REST = 90

/** All endpoints that are left by the filters; only those in sight are in the page. */
export function EndpointList({ model }: { model: Model }): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null)
  const { endpoints } = found.value
  const rows = useRows({ count: endpoints.length, height: ROW, scroller, padding: 4 })
  const at = opened.value ? endpoints.indexOf(opened.value) : -1
  const cursor = useCursor({ count: endpoints.length, start: at, page: 10, reveal: rows.reveal, onEnter: enter })
  const words = wordsOf(filters.value.text)

  useFollowing(cursor.isMoving ? endpoints[cursor.at] : undefined)
  useLayoutEffect(() => {
    if (at !== -1 && !cursor.isMoving) cursor.set(at)
  }, [at])
  // Another filter begins at its top, unless what is open is still there.
  const first = useRef(true)
  useEffect(() => {
    if (!first.current) {
      cursor.rest()
      if (at === -1) scroller.current?.scrollTo({ top: 0 })
    }
    first.current = false
  }, [filters.value])

  if (endpoints.length === 0) return <Nothing model={model} />
  return (
    <div
      id="list"
      class="list"
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-label="Endpoints"
      aria-activedescendant={endpoints[cursor.at] ? `endpoint-${endpoints[cursor.at]!.index}` : undefined}
      onKeyDown={(event) => (event.key === 'Escape' ? focusSoon('#search') : cursor.onKeyDown(event))}
      onFocus={({ currentTarget }) => cursor.at === -1 && currentTarget.matches(':focus-visible') && cursor.set(rows.first)}
    >
      <div class="list-all" style={{ blockSize: `${rows.total}px` }}>
        {rows.items.map(({ index, start }) => {
          const endpoint = endpoints[index]
          return (
            endpoint && (
              <Row
                key={endpoint.index}
                endpoint={endpoint}
                words={words}
                top={start}
                position={index}
                count={endpoints.length}
                largest={model.largest}
                isOpen={endpoint === opened.value}
                isMarked={index === cursor.at}
              />
            )
          )
        })}
      </div>
    </div>
  )

  function enter(index: number): void {
    const endpoint = endpoints[index]
    if (!endpoint) return
    go({ open: endpoint.id })
    focusSoon('#content')
  }
}

/** Beside the list there is room: what the cursor rests on is shown. */
function useFollowing(endpoint: Endpoint | undefined): void {
  useEffect(() => {
    if (!endpoint || !matchMedia('(min-width: 60rem)').matches) return
    const timer = setTimeout(() => go({ open: endpoint.id }, { replace: opened.peek() !== undefined }), REST)
    return () => clearTimeout(timer)
  }, [endpoint])
}

interface RowProps {
  readonly endpoint: Endpoint
  readonly words: readonly string[]
  readonly top: number
  readonly position: number
  readonly count: number
  readonly largest: number
  readonly isOpen: boolean
  readonly isMarked: boolean
}

function Row({ endpoint, words, top, position, count, largest, isOpen, isMarked }: RowProps): JSX.Element {
  const { index, method, path, summary, operationId, verdict, deprecated, file } = endpoint
  const isFresh = useFresh(endpoint)
  return (
    <div
      id={`endpoint-${index}`}
      class={`row ${isFresh ? 'row-fresh' : ''}`}
      role="option"
      aria-selected={isOpen}
      aria-posinset={position + 1}
      aria-setsize={count}
      data-marked={isMarked ? '' : undefined}
      data-deprecated={deprecated ? '' : undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => go({ open: endpoint.id })}
    >
      <Method method={method} />
      <span class="row-text">
        <ShortPath path={path} words={words} />
        <bdi class="row-summary">{marked(summary || operationId, words)}</bdi>
      </span>
      <span class="row-facts">
        {file === null ? (
          <span class={`row-verdict verdict-${verdict}`}>{verdict}</span>
        ) : (
          <>
            <span>{size(endpoint.size)}</span>
            <Bar share={largest === 0 ? 0 : endpoint.size / largest} />
          </>
        )}
      </span>
      <VerdictMark verdict={verdict} />
    </div>
  )
}

/** A slice that has just changed stands out for a moment. */
function useFresh({ fileName }: Endpoint): boolean {
  const [isFresh, set] = useState(false)
  const has = changed.value.has(fileName)
  useEffect(() => {
    if (!has) return
    set(true)
    const timer = setTimeout(() => set(false), 2_400)
    return () => clearTimeout(timer)
  }, [has, changed.value])
  return isFresh
}

const Nothing = ({ model }: { model: Model }): JSX.Element =>
  model.endpoints.length === 0 ? (
    <Empty icon="info" title="No endpoint was selected">
      <p>The filters of the run left nothing to slice.</p>
    </Empty>
  ) : (
    <Empty icon="search" title="Nothing fits">
      <p>No endpoint has all that is asked for.</p>
      <Button label="Clear the filters" onClick={() => narrow(NO_FILTERS)} />
    </Empty>
  )
