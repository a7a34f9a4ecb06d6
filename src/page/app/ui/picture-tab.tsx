import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { counted, size } from '../model/format.ts'
import { type Closure, ROOT } from '../model/graph.ts'
import { layoutOf } from '../model/layout.ts'
import type { Endpoint, Model } from '../model/model.ts'
import { type Asked, ownerOf, pictureOf } from '../model/picture.ts'
import { Costs } from './costs.tsx'
import { Diagram } from './diagram.tsx'
import { Empty } from './parts.tsx'

/** Nodes shown at first: what a person can take in. Whoever wants more opens them. */
const NODES = 18

const NOTHING: Asked = { open: new Set(), closed: new Set(), whole: new Set() }

interface Props {
  readonly model: Model
  readonly endpoint: Endpoint
  readonly closure: Closure
}

/** The components that an endpoint drags in: which through which, and what each costs. */
export function PictureTab({ model, endpoint, closure }: Props): JSX.Element {
  const { components } = model
  const [asked, ask] = useState(NOTHING)
  const [chosen, choose] = useState<number>(ROOT)
  const picture = useMemo(() => pictureOf(components, endpoint.needs, closure, asked, NODES), [components, endpoint, closure, asked])
  const layout = useMemo(() => layoutOf(picture), [picture])
  if (closure.members.length === 0) {
    return (
      <Empty icon="check" title="It stands alone">
        <p>This endpoint needs no components.</p>
      </Empty>
    )
  }
  const toggle = (id: number): void => {
    const owner = ownerOf(id)
    if (owner !== undefined) return ask({ ...asked, whole: new Set([...asked.whole, owner]) })
    if (id === ROOT || closure.brings.get(id) === 0) return
    const isClosed = picture.nodes.some((node) => node.id === id && node.hidden > 0)
    const without = (ids: ReadonlySet<number>): Set<number> => new Set([...ids].filter((other) => other !== id))
    ask({
      ...asked,
      open: isClosed ? new Set([...asked.open, id]) : without(asked.open),
      closed: isClosed ? without(asked.closed) : new Set([...asked.closed, id]),
    })
  }
  const hasAside = layout.edges.some(({ isAside }) => isAside)
  return (
    <div class="picture">
      <p class="picture-lead">
        {counted(closure.members.length, 'component')}, {size(closure.bytes)}. Arrows lead from what refers to what is referred to. A
        stacked box stands for all that comes only through it; open it to see inside.
        {hasAside && ' Point at a box to see those of its arrows that lead back.'}
      </p>
      <div class="picture-body">
        <Diagram
          layout={layout}
          components={components}
          closure={closure}
          title={endpoint.id}
          chosen={chosen}
          onChoose={choose}
          onToggle={toggle}
        />
        <Costs model={model} endpoint={endpoint} closure={closure} chosen={chosen} onChoose={choose} />
      </div>
    </div>
  )
}
