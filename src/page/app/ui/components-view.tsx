import type { JSX } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { ComponentEntry } from '../../protocol.ts'
import { wordsOf } from '../model/filters.ts'
import { counted, kindClass, kindName, number, percent, size } from '../model/format.ts'
import { closureOf } from '../model/graph.ts'
import type { Model } from '../model/model.ts'
import { addressOf } from '../model/route.ts'
import { focusSoon, go, narrow, route, usersOfComponent } from '../state.ts'
import { useCursor } from './cursor.ts'
import { Icon } from './icons.tsx'
import { Bar, Button, Empty, marked } from './parts.tsx'
import { useRows } from './virtual.ts'

const ROW = 38

const SORTS = { shared: 'Most shared', weight: 'Most bytes in all slices', size: 'Largest', name: 'Name' } as const

type Sort = keyof typeof SORTS

interface Listed extends ComponentEntry {
  readonly id: number
  readonly address: string
}

/** All components: how many slices have them, and what that comes to. */
export function ComponentsView({ model }: { model: Model }): JSX.Element {
  const [text, setText] = useState('')
  const [kind, setKind] = useState('')
  const [sort, setSort] = useState<Sort>('shared')
  const all = useMemo(
    () => model.components.map((entry, id): Listed => ({ ...entry, id, address: `${entry.kind}/${entry.name}` })),
    [model],
  )
  const shown = useMemo(() => sorted(all.filter(fits(text, kind)), sort), [all, text, kind, sort])
  const opened = all.find(({ address }) => address === route.value.open)
  const kinds = useMemo(() => [...new Set(model.components.map((component) => component.kind))], [model])
  if (all.length === 0) {
    return (
      <Empty icon="info" title="No components">
        <p>The endpoints of this description stand alone.</p>
      </Empty>
    )
  }
  return (
    <div class="split" data-open={opened ? '' : undefined}>
      <section class="split-list" aria-label="Components">
        <search class="filters">
          <label class="search">
            <Icon name="search" />
            <span class="unseen">Search components</span>
            <input
              type="search"
              placeholder="Name of a component"
              autocomplete="off"
              spellcheck={false}
              value={text}
              onInput={({ currentTarget }) => setText(currentTarget.value)}
              onKeyDown={(event) => event.key === 'ArrowDown' && focusSoon('#list')}
            />
          </label>
          <div class="filter-row">
            <label class="choice">
              <select aria-label="Kind" value={kind} onChange={({ currentTarget }) => setKind(currentTarget.value)}>
                <option value="">Any kind</option>
                {kinds.map((value) => (
                  <option value={value}>{kindName(value)}</option>
                ))}
              </select>
              <Icon name="down" size={12} />
            </label>
            <label class="choice">
              <select aria-label="Order" value={sort} onChange={({ currentTarget }) => setSort(currentTarget.value as Sort)}>
                {Object.entries(SORTS).map(([value, label]) => (
                  <option value={value}>{label}</option>
                ))}
              </select>
              <Icon name="down" size={12} />
            </label>
          </div>
          <p class="filter-count" role="status">
            {counted(shown.length, 'component')}
          </p>
        </search>
        <List model={model} shown={shown} words={wordsOf(text)} opened={opened} sort={sort} />
      </section>
      <section class="split-detail" id="content" tabIndex={-1} aria-label={opened?.name ?? 'Component'}>
        {opened ? <Component key={opened.id} model={model} component={opened} /> : <Heaviest all={all} />}
      </section>
    </div>
  )
}

const fits =
  (text: string, kind: string) =>
  ({ name, kind: own }: Listed): boolean =>
    (kind === '' || kind === own) && wordsOf(text).every((word) => name.toLowerCase().includes(word))

function sorted(components: Listed[], sort: Sort): Listed[] {
  if (sort === 'name') return components.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const measure = { shared: ({ endpoints }: Listed) => endpoints, size: ({ bytes }: Listed) => bytes, weight: weightOf }[sort]
  return components.toSorted((a, b) => measure(b) - measure(a))
}

/** What it comes to in all slices together. */
const weightOf = ({ bytes, endpoints }: ComponentEntry): number => bytes * endpoints

/** Shown of each list. */
const FEW = 14

/** Where bytes could be saved: shown until a component is opened. */
function Heaviest({ all }: { all: readonly Listed[] }): JSX.Element {
  const byWeight = useMemo(() => all.toSorted((a, b) => weightOf(b) - weightOf(a)).slice(0, FEW), [all])
  const bySize = useMemo(() => all.toSorted((a, b) => b.bytes - a.bytes).slice(0, FEW), [all])
  return (
    <div class="overview">
      <Bars title="Most bytes in all slices together" components={byWeight} measure={weightOf} />
      <Bars title="Largest components" components={bySize} measure={({ bytes }) => bytes} />
    </div>
  )
}

interface BarsProps {
  readonly title: string
  readonly components: readonly Listed[]
  readonly measure: (component: Listed) => number
}

const Bars = ({ title, components, measure }: BarsProps): JSX.Element => (
  <section class="card" aria-label={title}>
    <h2>{title}</h2>
    <ul class="bars">
      {components.map((component) => (
        <li>
          <a
            class="component-link"
            href={addressOf({ view: 'components', open: component.address, tab: 'slice', description: route.value.description })}
          >
            <span class={`swatch ${kindClass(component.kind)}`} title={kindName(component.kind)} />
            <bdi class="mono">{component.name}</bdi>
            <span class="endpoint-link-size">{size(measure(component))}</span>
          </a>
          <Bar share={measure(component) / Math.max(1, measure(components[0]!))} />
        </li>
      ))}
    </ul>
  </section>
)

interface ListProps {
  readonly model: Model
  readonly shown: readonly Listed[]
  readonly words: readonly string[]
  readonly opened: Listed | undefined
  readonly sort: Sort
}

function List({ model, shown, words, opened, sort }: ListProps): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useRows({ count: shown.length, height: ROW, scroller, padding: 4 })
  const enter = (index: number): void => {
    if (shown[index]) go({ open: shown[index].address })
    focusSoon('#content')
  }
  const cursor = useCursor({
    count: shown.length,
    start: opened ? shown.indexOf(opened) : -1,
    page: 12,
    reveal: rows.reveal,
    onEnter: enter,
  })
  const following = cursor.isMoving ? shown[cursor.at]?.address : undefined
  useEffect(() => {
    if (following === undefined || !matchMedia('(min-width: 60rem)').matches) return
    const timer = setTimeout(() => go({ open: following }, { replace: true }), 90)
    return () => clearTimeout(timer)
  }, [following])
  if (shown.length === 0) {
    return (
      <Empty icon="search" title="Nothing fits">
        <p>No component has such a name.</p>
      </Empty>
    )
  }
  const most = Math.max(model.endpoints.length, 1)
  return (
    <div
      id="list"
      class="list"
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-label="Components"
      aria-activedescendant={shown[cursor.at] ? `component-${shown[cursor.at]!.id}` : undefined}
      onKeyDown={cursor.onKeyDown}
      onFocus={({ currentTarget }) => cursor.at === -1 && currentTarget.matches(':focus-visible') && cursor.set(rows.first)}
    >
      <div class="list-all" style={{ blockSize: `${rows.total}px` }}>
        {rows.items.map(({ index, start }) => {
          const component = shown[index]
          if (!component) return null
          const { id, kind, name, endpoints, bytes, address } = component
          return (
            <div
              key={id}
              id={`component-${id}`}
              class="row row-component"
              role="option"
              aria-selected={component === opened}
              aria-posinset={index + 1}
              aria-setsize={shown.length}
              data-marked={index === cursor.at ? '' : undefined}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => go({ open: address })}
            >
              <span class={`swatch ${kindClass(kind)}`} title={kindName(kind)} />
              <bdi class="mono row-name">{marked(name, words)}</bdi>
              <span class="unseen">{kindName(kind)}, needed by</span>
              <span class="row-measure">
                <span>{sort === 'size' ? size(bytes) : sort === 'weight' ? size(weightOf(component)) : `${number(endpoints)}×`}</span>
                <Bar share={endpoints / most} />
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

function Component({ model, component }: { model: Model; component: Listed }): JSX.Element {
  const { id, kind, name, bytes, endpoints, needs } = component
  const closure = useMemo(() => closureOf(model.components, needs), [model, component])
  const others = closure.members.filter((member) => member !== id)
  const along = others.reduce((sum, member) => sum + model.components[member]!.bytes, 0)
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    go({ open: undefined })
    focusSoon('#list')
  }
  return (
    <article class="detail component-detail" onKeyDown={leave}>
      <header class="detail-head">
        <button type="button" class="link detail-back" onClick={() => go({ open: undefined })}>
          <Icon name="left" size={13} /> All components
        </button>
        <h2>
          <span class={`kind-name ${kindClass(kind)}`}>{kindName(kind)}</span>
          <bdi class="path">{name}</bdi>
        </h2>
      </header>
      <dl class="numbers">
        <div>
          <dt>Itself</dt>
          <dd>{size(bytes)}</dd>
        </div>
        <div>
          <dt>Drags in</dt>
          <dd>
            {counted(others.length, 'component')} <small>{size(along)}</small>
          </dd>
        </div>
        <div>
          <dt>Needed by</dt>
          <dd>
            {counted(endpoints, 'endpoint')} <small>{percent(endpoints / Math.max(model.endpoints.length, 1))}</small>
          </dd>
        </div>
        <div>
          <dt>In all of them together</dt>
          <dd>{size(weightOf(component))}</dd>
        </div>
      </dl>
      {endpoints > 0 && (
        <Button
          icon="search"
          label={`Show ${endpoints === 1 ? 'the endpoint' : `the ${number(endpoints)} endpoints`}`}
          onClick={() => {
            narrow({ component: id })
            go({ view: 'endpoints', open: undefined })
          }}
        />
      )}
      <div class="columns">
        <Names title="Referred to by" ids={usersOfComponent(id).filter((user) => user !== id)} none="Operations only" model={model} />
        <Names title="Refers to" ids={needs.filter((need) => need !== id)} none="Nothing" model={model} />
        <Names
          title="Drags in, all in all"
          ids={others.toSorted((a, b) => model.components[b]!.bytes - model.components[a]!.bytes)}
          none="Nothing"
          model={model}
        />
      </div>
    </article>
  )
}

const MANY = 60

function Names({ title, ids, none, model }: { title: string; ids: readonly number[]; none: string; model: Model }): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const shown = isOpen ? ids.slice(0, 20 * MANY) : ids.slice(0, MANY)
  return (
    <section>
      <h3>
        {title} {ids.length > 0 && <span class="badge">{number(ids.length)}</span>}
      </h3>
      {ids.length === 0 && <p class="soft">{none}</p>}
      <ul class="names">
        {shown.map((id) => {
          const { kind, name, bytes } = model.components[id]!
          return (
            <li>
              <a
                class="component-link"
                href={addressOf({ view: 'components', open: `${kind}/${name}`, tab: 'slice', description: route.value.description })}
              >
                <span class={`swatch ${kindClass(kind)}`} title={kindName(kind)} />
                <bdi class="mono">{name}</bdi>
                <span class="endpoint-link-size">{size(bytes)}</span>
              </a>
            </li>
          )
        })}
      </ul>
      {ids.length > shown.length && !isOpen && <Button label={`All ${number(ids.length)}`} onClick={() => setOpen(true)} />}
    </section>
  )
}
