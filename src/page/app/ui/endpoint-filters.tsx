import type { JSX } from 'preact'
import { isNarrowed, NO_FILTERS, type Sort, SORTS } from '../model/filters.ts'
import { methodClass, number } from '../model/format.ts'
import type { Model, Verdict } from '../model/model.ts'
import { filters, focusSoon, found, narrow } from '../state.ts'
import { shownOf } from './header.tsx'
import { Icon } from './icons.tsx'

export const EndpointFilters = ({ model }: { model: Model }): JSX.Element => (
  <search class="filters">
    <Search />
    <Verdicts model={model} />
    <Methods model={model} />
    <div class="filter-row">
      <TagChoice model={model} />
      <SortChoice />
    </div>
    <Chosen model={model} />
    <div class="filter-count">
      <p role="status">{shownOf(found.value.endpoints.length, model.endpoints.length)}</p>
      {isNarrowed(filters.value) && (
        <button type="button" class="link" onClick={() => narrow({ ...NO_FILTERS, sort: filters.value.sort })}>
          Clear all
        </button>
      )}
    </div>
  </search>
)

function Search(): JSX.Element {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      if (filters.value.text === '') focusSoon('#list')
      narrow({ text: '' })
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') focusSoon('#list')
    else return
    event.preventDefault()
  }
  return (
    <label class="search">
      <Icon name="search" />
      <span class="unseen">Search endpoints</span>
      <input
        id="search"
        type="search"
        placeholder="Path, summary, operation id, tag"
        autocomplete="off"
        spellcheck={false}
        value={filters.value.text}
        onInput={({ currentTarget }) => narrow({ text: currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
  )
}

const VERDICTS: readonly [label: string, verdicts: readonly Verdict[]][] = [
  ['All', []],
  ['Passed', ['passed', 'warned']],
  ['Warnings', ['warned']],
  ['Failed', ['failed']],
]

function Verdicts({ model }: { model: Model }): JSX.Element {
  const isDry = model.totals.skipped > 0
  const choices = isDry ? [...VERDICTS, ['Skipped', ['skipped']] as const] : VERDICTS
  const count = (verdicts: readonly Verdict[]): number =>
    verdicts.reduce((sum, verdict) => sum + (found.value.verdicts.get(verdict) ?? 0), 0)
  const chosen = filters.value.verdicts.join()
  return (
    <fieldset class="segments">
      <legend class="unseen">Status</legend>
      {choices.map(([label, verdicts]) => (
        <label class={`segment-${label.toLowerCase()}`}>
          <input type="radio" name="status" checked={verdicts.join() === chosen} onChange={() => narrow({ verdicts })} />
          <span>
            {label}
            {verdicts.length > 0 && <small>{number(count(verdicts))}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function Methods({ model }: { model: Model }): JSX.Element {
  const { methods } = filters.value
  const toggle = (method: string): void =>
    narrow({ methods: methods.includes(method) ? methods.filter((other) => other !== method) : [...methods, method] })
  return (
    <fieldset class="methods">
      <legend class="unseen">Methods</legend>
      {model.methods.map((method) => (
        <button type="button" class={methodClass(method)} aria-pressed={methods.includes(method)} onClick={() => toggle(method)}>
          {method}
          <small>{number(found.value.methods.get(method) ?? 0)}</small>
        </button>
      ))}
    </fieldset>
  )
}

function TagChoice({ model }: { model: Model }): JSX.Element | null {
  if (model.tags.length === 0) return null
  const { tags } = filters.value
  return (
    <label class="choice">
      <select
        id="tag"
        aria-label="Tag"
        value=""
        onChange={({ currentTarget }) => {
          narrow({ tags: [...tags, currentTarget.value] })
          currentTarget.value = ''
        }}
      >
        <option value="">{tags.length === 0 ? 'Any tag' : 'Another tag'}</option>
        {model.tags.map(([tag, count]) => (
          <option value={tag} disabled={tags.includes(tag)}>
            {tag} ({number(count)})
          </option>
        ))}
      </select>
      <Icon name="down" size={12} />
    </label>
  )
}

const SortChoice = (): JSX.Element => (
  <label class="choice">
    <select
      id="sort"
      aria-label="Order"
      value={filters.value.sort}
      onChange={({ currentTarget }) => narrow({ sort: currentTarget.value as Sort })}
    >
      {Object.entries(SORTS).map(([sort, label]) => (
        <option value={sort}>{label}</option>
      ))}
    </select>
    <Icon name="down" size={12} />
  </label>
)

/** What the list is narrowed to, each to be taken back. */
function Chosen({ model }: { model: Model }): JSX.Element | null {
  const { tags, component } = filters.value
  if (tags.length === 0 && component === undefined) return null
  const name = component === undefined ? undefined : model.components[component]
  return (
    <ul class="chosen">
      {tags.map((tag) => (
        <Chip text={tag} onRemove={() => narrow({ tags: tags.filter((other) => other !== tag) })} />
      ))}
      {name && <Chip text={`needs ${name.name}`} onRemove={() => narrow({ component: undefined })} />}
    </ul>
  )
}

const Chip = ({ text, onRemove }: { text: string; onRemove: () => void }): JSX.Element => (
  <li class="chip">
    <bdi>{text}</bdi>
    <button type="button" aria-label={`Remove ${text}`} onClick={onRemove}>
      <Icon name="cross" size={10} />
    </button>
  </li>
)
