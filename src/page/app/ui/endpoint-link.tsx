import type { JSX } from 'preact'
import { size } from '../model/format.ts'
import type { Endpoint } from '../model/model.ts'
import { addressOf, type Tab } from '../model/route.ts'
import { route } from '../state.ts'
import { Method, ShortPath } from './parts.tsx'

/** A link to an endpoint, wherever it is named. */
export const EndpointLink = ({ endpoint, tab = 'slice' }: { endpoint: Endpoint; tab?: Tab }): JSX.Element => (
  <a
    class="endpoint-link"
    href={addressOf({ view: 'endpoints', open: endpoint.id, tab, description: route.value.description })}
    title={endpoint.summary}
  >
    <Method method={endpoint.method} />
    <ShortPath path={endpoint.path} />
    {endpoint.file !== null && <span class="endpoint-link-size">{size(endpoint.size)}</span>}
  </a>
)
