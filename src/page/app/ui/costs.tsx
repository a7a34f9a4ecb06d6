import type { JSX } from 'preact'
import { useMemo, useRef } from 'preact/hooks'
import type { ComponentEntry } from '../../protocol.ts'
import { counted, kindClass, kindName, percent, size } from '../model/format.ts'
import { type Closure, ROOT } from '../model/graph.ts'
import type { Endpoint, Model } from '../model/model.ts'
import { addressOf } from '../model/route.ts'
import { route, usersOfComponent } from '../state.ts'
import { useCursor } from './cursor.ts'
import { Bar } from './parts.tsx'
import { useRows } from './virtual.ts'

const ROW = 34

interface Props {
  readonly model: Model
  readonly endpoint: Endpoint
  readonly closure: Closure
  readonly chosen: number
  readonly onChoose: (id: number) => void
}

/** The same as a list, the dearest first; and what is known of the one that is chosen. */
export function Costs({ model, endpoint, closure, chosen, onChoose }: Props): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null)
  const order = useMemo(() => closure.members.toSorted((a, b) => closure.retained.get(b)! - closure.retained.get(a)! || a - b), [closure])
  const rows = useRows({ count: order.length, height: ROW, scroller })
  const cursor = useCursor({
    count: order.length,
    start: -1,
    page: 8,
    reveal: rows.reveal,
    onEnter: (index) => order[index] !== undefined && onChoose(order[index]),
  })
  const component = model.components[chosen]
  return (
    <aside class="costs" aria-label="What each component costs">
      {component && <Chosen model={model} endpoint={endpoint} closure={closure} id={chosen} component={component} onChoose={onChoose} />}
      <p class="costs-head">
        <span>Component</span>
        <span>With what comes only through it</span>
      </p>
      <div
        class="costs-list"
        ref={scroller}
        role="listbox"
        tabIndex={0}
        aria-label="Components, the dearest first"
        aria-activedescendant={order[cursor.at] === undefined ? undefined : `cost-${order[cursor.at]}`}
        onKeyDown={cursor.onKeyDown}
      >
        <div style={{ blockSize: `${rows.total}px` }}>
          {rows.items.map(({ index, start }) => {
            const id = order[index]!
            const { kind, name } = model.components[id]!
            const bytes = closure.retained.get(id)!
            return (
              <div
                key={id}
                id={`cost-${id}`}
                class="cost"
                role="option"
                aria-selected={id === chosen}
                data-marked={index === cursor.at ? '' : undefined}
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => onChoose(id)}
              >
                <span class={`swatch ${kindClass(kind)}`} title={kindName(kind)} />
                <bdi class="cost-name">{name}</bdi>
                <Bar share={closure.bytes === 0 ? 0 : bytes / closure.bytes} />
                <span class="cost-size">{size(bytes)}</span>
              </div>
            )
          })}
        </div>
      </div>
    </aside>
  )
}

interface ChosenProps extends Omit<Props, 'chosen'> {
  readonly id: number
  readonly component: ComponentEntry
}

function Chosen({ model, endpoint, closure, id, component, onChoose }: ChosenProps): JSX.Element {
  const { kind, name, bytes, needs, endpoints } = component
  const members = useMemo(() => new Set(closure.members), [closure])
  const users = usersOfComponent(id).filter((user) => members.has(user) && user !== id)
  const isDirect = endpoint.needs.includes(id)
  const brings = closure.brings.get(id) ?? 0
  const only = closure.parent.get(id)
  const address = addressOf({ view: 'components', open: `${kind}/${name}`, tab: 'slice', description: route.value.description })
  return (
    <div class="cost-chosen">
      <h3>
        <span class={`swatch ${kindClass(kind)}`} />
        <a href={address}>
          <bdi>{name}</bdi>
        </a>
      </h3>
      <dl>
        <div>
          <dt>Itself</dt>
          <dd>{size(bytes)}</dd>
        </div>
        <div>
          <dt>With {brings === 0 ? 'nothing else' : `${brings} more that only it brings`}</dt>
          <dd>
            {size(closure.retained.get(id) ?? bytes)} <small>{percent((closure.retained.get(id) ?? bytes) / closure.bytes)}</small>
          </dd>
        </div>
        <div>
          <dt>Needed by</dt>
          <dd>{counted(endpoints, 'endpoint')}</dd>
        </div>
      </dl>
      <Links label={isDirect ? 'Referred to by the operation and' : 'Referred to by'} ids={users} model={model} onChoose={onChoose} />
      {isDirect && users.length === 0 && <p class="soft">Referred to by the operation itself.</p>}
      <Links label="Refers to" ids={needs.filter((need) => need !== id)} model={model} onChoose={onChoose} />
      {only !== undefined && only !== ROOT && <p class="soft">It comes only through {model.components[only]!.name}.</p>}
    </div>
  )
}

/** Names shown before the rest is a number. */
const FEW = 8

function Links({
  label,
  ids,
  model,
  onChoose,
}: {
  label: string
  ids: readonly number[]
  model: Model
  onChoose: (id: number) => void
}): JSX.Element | null {
  if (ids.length === 0) return null
  return (
    <p class="cost-links">
      <span>{label}</span>{' '}
      {ids.slice(0, FEW).map((id) => (
        <button type="button" class="link" onClick={() => onChoose(id)}>
          <bdi>{model.components[id]!.name}</bdi>
        </button>
      ))}
      {ids.length > FEW && <span>and {ids.length - FEW} more</span>}
    </p>
  )
}
