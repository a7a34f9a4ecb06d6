import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { counted } from '../model/format.ts'
import { closureOf } from '../model/graph.ts'
import { type Endpoint, type Model, problemsOf } from '../model/model.ts'
import { type Tab, TABS } from '../model/route.ts'
import { filters, focusSoon, go, narrow, route } from '../state.ts'
import { Icon } from './icons.tsx'
import { Method, Path, Tabs, VerdictIcon, verdictText } from './parts.tsx'
import { PictureTab } from './picture-tab.tsx'
import { ProblemList } from './problem-list.tsx'
import { SizeComparison } from './size-comparison.tsx'
import { SliceTab } from './slice-tab.tsx'

/** One endpoint: what it is, what it weighs, its slice, what it drags in, its problems. */
export function Detail({ model, endpoint }: { model: Model; endpoint: Endpoint }): JSX.Element {
  const { tab } = route.value
  const closure = useMemo(() => closureOf(model.components, endpoint.needs), [model, endpoint])
  const problems = useMemo(() => problemsOf(model, endpoint.index), [model, endpoint])
  const back = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || (event.target as HTMLElement).matches('input')) return
    leave()
  }
  return (
    <article class="detail" onKeyDown={back}>
      <header class="detail-head">
        <button type="button" class="link detail-back" onClick={leave}>
          <Icon name="left" size={13} /> All endpoints
        </button>
        <h2>
          <Method method={endpoint.method} />
          <Path path={endpoint.path} />
        </h2>
        {endpoint.summary !== '' && (
          <p class="detail-summary">
            <bdi>{endpoint.summary}</bdi>
          </p>
        )}
        <Facts endpoint={endpoint} />
        {endpoint.file !== null && <SizeComparison model={model} endpoint={endpoint} closure={closure} />}
      </header>
      <Tabs
        label="About the endpoint"
        panel="panel"
        value={tab}
        choices={(Object.entries(TABS) as [Tab, string][]).map(([value, label]) => ({
          value,
          label,
          count: value === 'problems' ? problems.length : value === 'picture' ? closure.members.length : undefined,
        }))}
        onChoose={(next) => go({ tab: next }, { replace: true })}
      />
      <div id="panel" class="panel" role="tabpanel" aria-label={TABS[tab]}>
        {tab === 'slice' && <SliceTab model={model} endpoint={endpoint} />}
        {tab === 'picture' && <PictureTab key={endpoint.id} model={model} endpoint={endpoint} closure={closure} />}
        {tab === 'problems' && <ProblemList model={model} problems={problems} isOfOne />}
      </div>
    </article>
  )
}

function leave(): void {
  go({ open: undefined, tab: 'slice' })
  focusSoon('#list')
}

function Facts({ endpoint }: { endpoint: Endpoint }): JSX.Element {
  const { verdict, operationId, tags, responses, parameters, secured, deprecated, isWebhook } = endpoint
  return (
    <ul class="facts">
      <li class={`fact fact-${verdict}`}>
        <VerdictIcon verdict={verdict} /> {verdictText(verdict)}
      </li>
      {deprecated && <li class="fact fact-warned">Deprecated</li>}
      {isWebhook && <li class="fact">Webhook</li>}
      {operationId !== '' && (
        <li class="fact">
          <bdi class="mono">{operationId}</bdi>
        </li>
      )}
      {tags.map((tag) => (
        <li>
          <button type="button" class="fact fact-tag" title="Show only this tag" onClick={() => showTag(tag)}>
            <bdi>{tag}</bdi>
          </button>
        </li>
      ))}
      {secured && (
        <li class="fact">
          <Icon name="lock" size={12} /> Needs credentials
        </li>
      )}
      {parameters > 0 && <li class="fact">{counted(parameters, 'parameter')}</li>}
      {responses.length > 0 && (
        <li class="fact fact-responses">
          {responses.map((code) => (
            <span class={`response response-${/^[1-5]/.test(code) ? code[0] : 'other'}`}>{code}</span>
          ))}
        </li>
      )}
    </ul>
  )
}

const showTag = (tag: string): void => {
  const { tags } = filters.peek()
  if (!tags.includes(tag)) narrow({ tags: [...tags, tag] })
}
