import type { JSX } from 'preact'
import { kindClass, kindName, percent, size } from '../model/format.ts'
import type { Closure } from '../model/graph.ts'
import type { Endpoint, Model } from '../model/model.ts'
import { Bar } from './parts.tsx'

interface Props {
  readonly model: Model
  readonly endpoint: Endpoint
  readonly closure: Closure
}

/** The slice beside its source, and what its bytes are. */
export function SizeComparison({ model, endpoint, closure }: Props): JSX.Element {
  const { source } = model.report
  const share = source.bytes === 0 ? 0 : endpoint.size / source.bytes
  const parts = partsOf(model, endpoint, closure)
  return (
    <div class="sizes">
      <p class="sizes-figures">
        <b>{size(endpoint.size)}</b>
        <span>
          {percent(share)} of {size(source.bytes)}
        </span>
      </p>
      <div class="sizes-bars">
        <Bar share={share} tone="bar-source" />
        <div class="composition" aria-hidden="true">
          {parts.map(({ kind, bytes }) => (
            <span class={kindClass(kind)} style={{ flexGrow: String(bytes) }} />
          ))}
        </div>
        <ul class="legend">
          {parts.map(({ kind, label, bytes }) => (
            <li>
              <span class={`swatch ${kindClass(kind)}`} /> {label} <b>{size(bytes)}</b>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

interface Part {
  readonly kind: string
  readonly label: string
  readonly bytes: number
}

/** By kind of component; what is left is `info`, servers, tags and the keys around everything. */
function partsOf({ components, report }: Model, endpoint: Endpoint, closure: Closure): Part[] {
  const byKind = new Map<string, { count: number; bytes: number }>()
  for (const id of closure.members) {
    const { kind, bytes } = components[id]!
    const sum = byKind.get(kind) ?? { count: 0, bytes: 0 }
    byKind.set(kind, { count: sum.count + 1, bytes: sum.bytes + bytes })
  }
  const kinds = [...byKind]
    .toSorted(([, a], [, b]) => b.bytes - a.bytes)
    .map(([kind, { count, bytes }]) => ({ kind, label: `${count} ${kindName(kind)}${count === 1 ? '' : 's'}`, bytes }))
  const parts: Part[] = [{ kind: 'operation', label: 'Operation', bytes: endpoint.bytes }, ...kinds]
  const rest = endpoint.size - parts.reduce((sum, { bytes }) => sum + bytes, 0)
  const isShared = report.endpoints.some(({ file }, index) => file === endpoint.file && index !== endpoint.index)
  if (rest > 0) parts.push({ kind: 'frame', label: isShared ? 'Frame and other endpoints' : 'Frame', bytes: rest })
  return parts
}
