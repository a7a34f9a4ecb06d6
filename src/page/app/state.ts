import { batch, computed, effect, signal } from '@preact/signals'
import type { Connection, DescriptionEntry, PageEvent, PageSource, Report, Trouble, Viewer } from '../protocol.ts'
import { PROTOCOL } from '../protocol.ts'
import { filtered, type Filters, type Found, NO_FILTERS } from './model/filters.ts'
import { dragging, usersOf } from './model/graph.ts'
import { type Endpoint, type Model, modelOf } from './model/model.ts'
import { addressOf, type Route, routeOf } from './model/route.ts'

/** Everything that is shown follows from these. */
export const route = signal<Route>(routeOf(location.hash))
export const filters = signal<Filters>(NO_FILTERS)
export const model = signal<Model | undefined>(undefined)
export const descriptions = signal<readonly DescriptionEntry[]>([])
export const viewers = signal<readonly Viewer[]>([])
export const connection = signal<Connection>('finished')
export const isSlicing = signal(false)
/** Why there is nothing to show. */
export const failure = signal<string | undefined>(undefined)
/** Files that are others than before, since the page was last told; they are marked. */
export const changed = signal<ReadonlySet<string>>(new Set())
/** Counts up whenever texts may be others. */
export const revision = signal(0)

const users = computed(() => usersOf(model.value?.components ?? []))

/** What the list of endpoints shows. */
export const found = computed<Found>(() => {
  if (!model.value) return { endpoints: [], methods: new Map(), verdicts: new Map() }
  const { component } = filters.value
  return filtered(model.value, filters.value, component === undefined ? undefined : dragging(users.value, component))
})

/** The endpoint that is open. */
export const opened = computed<Endpoint | undefined>(() => {
  const { view, open } = route.value
  return view === 'endpoints' && open !== undefined ? model.value?.byId.get(open) : undefined
})

/** The components that refer to one. */
export const usersOfComponent = (id: number): readonly number[] => users.value[id] ?? []

/** The description that is shown: the one that the address names, or the first. */
const current = computed(() => {
  const { description } = route.value
  return (descriptions.value.find(({ name }) => name === description) ?? descriptions.value[0])?.name
})

export const trouble = computed<Trouble | null>(() => descriptions.value.find(({ name }) => name === current.value)?.trouble ?? null)

let data: PageSource

export const source = (): PageSource => data

export const describedAs = (): string => current.value ?? ''

/** Begins to show what a source has. */
export async function show(from: PageSource): Promise<void> {
  data = from
  addEventListener('hashchange', () => (route.value = routeOf(location.hash)))
  from.listen(take, (state) => {
    const isBack = connection.value === 'lost' && state === 'connected'
    connection.value = state
    if (isBack) void catchUp()
  })
  await refresh()
  effect(() => {
    if (current.value !== undefined) void load(current.value)
  })
}

/** Nobody told what happened while the server was gone. */
async function catchUp(): Promise<void> {
  isSlicing.value = false
  await refresh()
  if (current.peek() !== undefined) await load(current.peek()!)
}

async function refresh(): Promise<void> {
  try {
    const overview = await data.overview()
    if (overview.protocol !== PROTOCOL) throw new Error('The page and the server are of different versions. Reload the page.')
    batch(() => {
      descriptions.value = overview.descriptions
      viewers.value = overview.viewers
      failure.value = overview.descriptions.length === 0 ? 'No description has been sliced yet.' : undefined
    })
  } catch (error) {
    failure.value = messageOf(error)
  }
}

async function load(description: string): Promise<void> {
  try {
    const report = await data.report(description)
    if (description !== current.peek()) return
    batch(() => {
      keepComponent(model.peek(), report)
      model.value = modelOf(report)
      revision.value++
      failure.value = undefined
    })
  } catch (error) {
    failure.value = messageOf(error)
  }
}

/** Components have other numbers in another report; the one that is filtered for is found again by its name. */
function keepComponent(before: Model | undefined, { components }: Report): void {
  const wanted = before?.components[filters.peek().component ?? -1]
  if (!wanted) return
  const found = components.findIndex(({ kind, name }) => kind === wanted.kind && name === wanted.name)
  narrow({ component: found === -1 ? undefined : found })
}

function take(event: PageEvent): void {
  const isCurrent = event.description === current.peek()
  if (event.type === 'slicing') {
    if (isCurrent) isSlicing.value = true
    return
  }
  descriptions.value = descriptions.value.map((entry) =>
    entry.name === event.description ? { ...entry, trouble: event.type === 'broken' ? event.trouble : null } : entry,
  )
  if (!isCurrent) return
  isSlicing.value = false
  if (event.type === 'broken') return
  changed.value = new Set(event.changed)
  void load(event.description)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Shows something else, as a new step for the back button unless `replace`. */
export function go(next: Partial<Route>, { replace = false } = {}): void {
  const target = { ...route.peek(), ...next }
  const address = addressOf(target)
  if (address === addressOf(route.peek())) return
  if (replace) history.replaceState(null, '', address)
  else history.pushState(null, '', address)
  route.value = target
}

export const narrow = (next: Partial<Filters>): void => void (filters.value = { ...filters.peek(), ...next })

/** Puts the keyboard somewhere once what was just asked for is on the page. */
export function focusSoon(selector: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus())
}

addEventListener('popstate', () => (route.value = routeOf(location.hash)))
