import type { JSX } from 'preact'
import { percent, size } from '../model/format.ts'
import type { Model } from '../model/model.ts'
import { opened, route } from '../state.ts'
import { Detail } from './detail.tsx'
import { EndpointFilters } from './endpoint-filters.tsx'
import { EndpointList } from './endpoint-list.tsx'
import { Overview } from './overview.tsx'
import { Empty } from './parts.tsx'

export const EndpointsView = ({ model }: { model: Model }): JSX.Element => (
  <div class="split" data-open={opened.value ? '' : undefined}>
    <section class="split-list" aria-label="Endpoints">
      <p class="narrow-totals">
        <b>{percent(model.totals.rate)}</b> passed, a typical slice has <b>{size(model.totals.median)}</b>
      </p>
      <EndpointFilters model={model} />
      <EndpointList model={model} />
    </section>
    <section class="split-detail" id="content" tabIndex={-1} aria-label={opened.value?.id ?? 'Overview'}>
      {content(model)}
    </section>
  </div>
)

function content(model: Model): JSX.Element {
  if (opened.value) return <Detail model={model} endpoint={opened.value} />
  if (route.value.open === undefined) return <Overview model={model} />
  return (
    <Empty icon="search" title="There is no such endpoint">
      <p>
        <bdi>{route.value.open}</bdi> is not among those that were sliced.
      </p>
    </Empty>
  )
}
