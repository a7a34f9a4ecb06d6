import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { counted, day, kindClass, number, percent, size } from '../model/format.ts'
import type { Model } from '../model/model.ts'
import { addressOf } from '../model/route.ts'
import { narrow, route } from '../state.ts'
import { EndpointLink } from './endpoint-link.tsx'
import { Histogram } from './histogram.tsx'
import { Bar } from './parts.tsx'

/** Shown of each list. */
const FEW = 6

/** The whole run at a glance: shown until an endpoint is opened. */
export const Overview = ({ model }: { model: Model }): JSX.Element => (
  <div class="overview">
    <PassRate model={model} />
    <Sizes model={model} />
    <Largest model={model} />
    <Shared model={model} />
    <Problems model={model} />
    <Origin model={model} />
  </div>
)

function PassRate({ model }: { model: Model }): JSX.Element {
  const { selected, passed, warned, failed, skipped, rate } = model.totals
  const isDry = skipped > 0
  const shares = [
    ['rate-passed', passed + skipped],
    ['rate-warned', warned],
    ['rate-failed', failed],
  ] as const
  return (
    <section class="card card-rate" aria-labelledby="rate-title">
      <h2 id="rate-title">Pass rate</h2>
      <p class="figure">{selected === 0 ? '–' : percent(rate)}</p>
      <div class="rate-bar" aria-hidden="true">
        {shares.map(([tone, count]) => count > 0 && <span class={tone} style={{ flexGrow: String(count) }} />)}
      </div>
      <ul class="rate-legend">
        <li>
          <button type="button" class="link" onClick={() => narrow({ verdicts: [] })}>
            {counted(selected, 'endpoint')}
          </button>
        </li>
        <li>
          <span class="swatch swatch-passed" />
          <button type="button" class="link" onClick={() => narrow({ verdicts: isDry ? ['skipped'] : ['passed', 'warned'] })}>
            {number(isDry ? skipped : passed + warned)} {isDry ? 'checked, not written' : 'passed'}
          </button>
        </li>
        <li>
          <span class="swatch swatch-warned" />
          <button type="button" class="link" onClick={() => narrow({ verdicts: ['warned'] })}>
            {number(warned)} of them with warnings
          </button>
        </li>
        <li>
          <span class="swatch swatch-failed" />
          <button type="button" class="link" onClick={() => narrow({ verdicts: ['failed'] })}>
            {number(failed)} failed
          </button>
        </li>
      </ul>
    </section>
  )
}

function Sizes({ model }: { model: Model }): JSX.Element {
  const { totals, report, largest } = model
  const share = report.source.bytes === 0 ? 0 : totals.median / report.source.bytes
  return (
    <section class="card card-sizes" aria-labelledby="sizes-title">
      <h2 id="sizes-title">Size of a slice</h2>
      <p class="figure">
        {size(totals.median)} <small>typical</small>
      </p>
      <p class="soft">
        {percent(share)} of the source's {size(report.source.bytes)}; {size(totals.smallest)} to {size(largest)}
      </p>
      <Histogram sizes={report.files.map(({ bytes }) => bytes)} />
    </section>
  )
}

function Largest({ model }: { model: Model }): JSX.Element {
  const largest = useMemo(
    () =>
      model.endpoints
        .filter(({ file }) => file !== null)
        .toSorted((a, b) => b.size - a.size)
        .slice(0, FEW),
    [model],
  )
  return (
    <section class="card" aria-labelledby="largest-title">
      <h2 id="largest-title">
        Largest slices
        <a href={addressOf({ view: 'sizes', open: undefined, tab: 'slice', description: route.value.description })}>Treemap</a>
      </h2>
      <ul class="bars">
        {largest.map((endpoint) => (
          <li>
            <EndpointLink endpoint={endpoint} tab="picture" />
            <Bar share={endpoint.size / model.largest} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Shared({ model }: { model: Model }): JSX.Element | null {
  const { components, endpoints } = model
  const shared = useMemo(() => [...components.entries()].toSorted(([, a], [, b]) => b.endpoints - a.endpoints).slice(0, FEW), [model])
  if (components.length === 0) return null
  const { description } = route.value
  return (
    <section class="card" aria-labelledby="shared-title">
      <h2 id="shared-title">
        Most shared components
        <a href={addressOf({ view: 'components', open: undefined, tab: 'slice', description })}>All {number(components.length)}</a>
      </h2>
      <ul class="bars">
        {shared.map(([, { kind, name, endpoints: count }]) => (
          <li>
            <a class="component-link" href={addressOf({ view: 'components', open: `${kind}/${name}`, tab: 'slice', description })}>
              <span class={`swatch ${kindClass(kind)}`} />
              <bdi class="mono">{name}</bdi>
              <span class="endpoint-link-size">{percent(count / Math.max(endpoints.length, 1))} of endpoints</span>
            </a>
            <Bar share={count / Math.max(endpoints.length, 1)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Problems({ model }: { model: Model }): JSX.Element | null {
  const { problems } = model.report
  const codes = useMemo(() => {
    const counts = new Map<string, { severity: string; count: number }>()
    for (const { code, severity } of problems) {
      const key = `${severity} ${code}`
      counts.set(key, { severity, count: (counts.get(key)?.count ?? 0) + 1 })
    }
    return [...counts].map(([key, rest]) => ({ code: key.slice(key.indexOf(' ') + 1), ...rest })).slice(0, FEW)
  }, [problems])
  if (problems.length === 0) return null
  return (
    <section class="card" aria-labelledby="problems-title">
      <h2 id="problems-title">
        Problems
        <a href={addressOf({ view: 'problems', open: undefined, tab: 'slice', description: route.value.description })}>
          All {number(problems.length)}
        </a>
      </h2>
      <ul class="codes">
        {codes.map(({ code, severity, count }) => (
          <li>
            <span class={`swatch swatch-${severity === 'error' ? 'failed' : 'warned'}`} />
            <span class="mono">{code}</span>
            <b>{number(count)}</b>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Origin({ model }: { model: Model }): JSX.Element {
  const { source, output, generator, created } = model.report
  const { files, bytes } = model.totals
  return (
    <section class="card card-origin" aria-labelledby="origin-title">
      <h2 id="origin-title">This run</h2>
      <dl>
        <div>
          <dt>Source</dt>
          <dd>
            <bdi class="mono">{source.file}</bdi>, {counted(source.files, 'file')}, {size(source.bytes)}, OpenAPI {source.openapi}
          </dd>
        </div>
        <div>
          <dt>Slices</dt>
          <dd>
            {counted(files, 'file')}, {size(bytes)}, OpenAPI {output.openapi} as {output.format.toUpperCase()}
          </dd>
        </div>
        <div>
          <dt>Made</dt>
          <dd>
            {day(created)} by {generator}
          </dd>
        </div>
      </dl>
    </section>
  )
}
