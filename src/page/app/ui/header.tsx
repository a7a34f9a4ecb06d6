import type { JSX } from 'preact'
import { counted, number } from '../model/format.ts'
import { addressOf, type View, VIEWS } from '../model/route.ts'
import { connection, describedAs, descriptions, go, isSlicing, model, route } from '../state.ts'
import { type Theme, theme, THEMES } from '../theme.ts'
import { Brand, Icon } from './icons.tsx'
import { Button } from './parts.tsx'

export const Header = ({ onHelp }: { onHelp: () => void }): JSX.Element => (
  <header class="header">
    <a class="skip" href="#content">
      Skip to the content
    </a>
    <div class="header-name">
      <Brand />
      <Name />
    </div>
    <nav aria-label="Views">
      {Object.entries(VIEWS).map(([view, label]) => (
        <ViewLink view={view as View} label={label} />
      ))}
    </nav>
    <div class="header-tools">
      <Liveness />
      <Button icon="keyboard" label="Keys" isQuiet onClick={onHelp} />
      <ThemeButton />
    </div>
  </header>
)

function Name(): JSX.Element {
  const report = model.value?.report
  return (
    <div class="header-title">
      <h1>
        <bdi title={report?.title}>{report?.title ?? 'OpenAPI slices'}</bdi>
      </h1>
      {report && (
        <p>
          {report.version !== '' && <bdi title={report.version}>{report.version}</bdi>} <span>OpenAPI {report.source.openapi}</span>
        </p>
      )}
      {descriptions.value.length > 1 && (
        <select
          aria-label="Description"
          value={describedAs()}
          onChange={({ currentTarget }) => go({ description: currentTarget.value, open: undefined })}
        >
          {descriptions.value.map(({ name }) => (
            <option value={name}>{name}</option>
          ))}
        </select>
      )}
    </div>
  )
}

function ViewLink({ view, label }: { view: View; label: string }): JSX.Element {
  const count = countOf(view)
  const { description } = route.value
  return (
    <a href={addressOf({ view, open: undefined, tab: 'slice', description })} aria-current={route.value.view === view ? 'page' : undefined}>
      {label}
      {count > 0 && <span class={view === 'problems' ? 'badge badge-warning' : 'badge'}>{number(count)}</span>}
    </a>
  )
}

function countOf(view: View): number {
  if (!model.value || view === 'sizes') return 0
  const { report, endpoints, components } = model.value
  if (view === 'problems') return report.problems.length + report.problemsLeftOut
  return view === 'endpoints' ? endpoints.length : components.length
}

function Liveness(): JSX.Element | null {
  if (connection.value === 'finished') return null
  const [tone, text] = isSlicing.value
    ? ['busy', 'Slicing']
    : connection.value === 'connected'
      ? ['good', 'Live']
      : ['bad', 'Connection lost']
  return (
    <span class={`liveness liveness-${tone}`} role="status">
      {text}
    </span>
  )
}

const ICONS = { auto: 'auto', light: 'sun', dark: 'moon' } as const

function ThemeButton(): JSX.Element {
  const order = Object.keys(THEMES) as Theme[]
  const next = order[(order.indexOf(theme.value) + 1) % order.length]!
  const label = `Colours: ${THEMES[theme.value].toLowerCase()}. Change to: ${THEMES[next].toLowerCase()}`
  return (
    <button type="button" id="theme" class="button button-quiet" title={label} onClick={() => (theme.value = next)}>
      <Icon name={ICONS[theme.value]} />
      <span class="unseen">{label}</span>
    </button>
  )
}

/** `12 of 139 endpoints`. */
export const shownOf = (shown: number, all: number): string =>
  shown === all ? counted(all, 'endpoint') : `${number(shown)} of ${counted(all, 'endpoint')}`
