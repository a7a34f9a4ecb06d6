import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { type View, VIEWS } from '../model/route.ts'
import { failure, focusSoon, go, model, route, trouble } from '../state.ts'
import { ComponentsView } from './components-view.tsx'
import { EndpointsView } from './endpoints-view.tsx'
import { Header } from './header.tsx'
import { Help } from './help.tsx'
import { Empty } from './parts.tsx'
import { ProblemsView } from './problems-view.tsx'
import { SizesView } from './sizes-view.tsx'

export function App(): JSX.Element {
  const help = useRef<HTMLDialogElement>(null)
  const showHelp = (): void => help.current?.showModal()
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => shortcut(event, showHelp)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
  const title = model.value?.report.title
  useEffect(() => {
    document.title = title === undefined ? 'OpenAPI slices' : `${title} · slices`
  }, [title])
  return (
    <>
      <Header onHelp={showHelp} />
      {trouble.value && <Broken />}
      <main>{content()}</main>
      <Help dialog={help} />
    </>
  )
}

function content(): JSX.Element {
  if (failure.value !== undefined) {
    return (
      <Empty icon="warning" title="There is nothing to show">
        <p>{trouble.value ? 'The description has never been sliced while this server runs.' : failure.value}</p>
      </Empty>
    )
  }
  if (!model.value) return <Loading />
  const { view } = route.value
  if (view === 'components') return <ComponentsView model={model.value} />
  if (view === 'sizes') return <SizesView model={model.value} />
  return view === 'problems' ? <ProblemsView model={model.value} /> : <EndpointsView model={model.value} />
}

const Loading = (): JSX.Element => (
  <div class="loading" role="status">
    <span class="unseen">Loading</span>
    {Array.from({ length: 9 }, () => (
      <span class="loading-row" />
    ))}
  </div>
)

/** The description cannot be sliced at present; what was there before stays. */
const Broken = (): JSX.Element => (
  <div class="broken" role="alert">
    <strong>The description cannot be sliced as it is now. What you see is its last good state.</strong>
    <span>{trouble.value!.message}</span>
    <span>{trouble.value!.help}</span>
    {trouble.value!.place !== '' && <code>{trouble.value!.place}</code>}
  </div>
)

/** The keys that work everywhere, unless something is being written. */
function shortcut(event: KeyboardEvent, showHelp: () => void): void {
  const { target, key } = event
  const isWriting = target instanceof HTMLElement && target.matches('input, select, textarea')
  if (isWriting || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return
  const view = Object.keys(VIEWS)[Number(key) - 1] as View | undefined
  if (key === '/') {
    go({ view: 'endpoints', open: route.peek().view === 'endpoints' ? route.peek().open : undefined })
    focusSoon('#search')
  } else if (key === '?') showHelp()
  else if (view) go({ view, open: undefined })
  else return
  event.preventDefault()
}
