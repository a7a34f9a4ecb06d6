import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { counted, number } from '../model/format.ts'
import type { Model } from '../model/model.ts'
import { groupedProblems, membersOfAll, type ProblemGroup } from '../model/problems.ts'
import type { ProblemEntry } from '../../protocol.ts'
import { EndpointLink } from './endpoint-link.tsx'
import { Icon } from './icons.tsx'
import { Button, CopyButton, Empty } from './parts.tsx'

/** Kinds of problem shown before one asks for more; places and endpoints of each. */
const STEP = 50
const FEW = 4

interface Props {
  readonly model: Model
  readonly problems: readonly ProblemEntry[]
  /** Whether they are those of one endpoint, which need not name it. */
  readonly isOfOne?: boolean
}

/** Problems with their remedies; what is wrong in the same way in many places is told once. */
export function ProblemList({ model, problems, isOfOne = false }: Props): JSX.Element {
  const [limit, setLimit] = useState(STEP)
  const groups = useMemo(() => groupedProblems(problems), [problems])
  if (groups.length === 0) {
    return (
      <Empty icon="check" title="No problems">
        <p>{isOfOne ? 'Nothing was found in this endpoint or in what it needs.' : 'Nothing was found.'}</p>
      </Empty>
    )
  }
  return (
    <div class="problems">
      <ul>
        {groups.slice(0, limit).map((group) => (
          <Problem model={model} group={group} isOfOne={isOfOne} />
        ))}
      </ul>
      {groups.length > limit && (
        <Button label={`Show more (${number(groups.length - limit)} left)`} onClick={() => setLimit(limit + 4 * STEP)} />
      )}
    </div>
  )
}

function Problem({ model, group, isOfOne }: { model: Model; group: ProblemGroup; isOfOne: boolean }): JSX.Element {
  const { severity, message, help, code, phaseName } = group
  return (
    <li class={`problem problem-${severity}`}>
      <span class="problem-icon" title={severity}>
        <Icon name={severity === 'error' ? 'cross' : 'warning'} size={14} />
        <span class="unseen">{severity}: </span>
      </span>
      <div>
        <p class="problem-message">
          <bdi>{message}</bdi>
        </p>
        <p class="problem-help">
          <b>What to do</b> <bdi>{help}</bdi>
        </p>
        <p class="problem-facts">
          <span class="mono">{code}</span>
          <span>{phaseName}</span>
        </p>
        <Places places={group.places} />
        {!isOfOne && <Concerned model={model} group={group} />}
      </div>
    </li>
  )
}

function Places({ places }: { places: readonly string[] }): JSX.Element | null {
  const [isOpen, setOpen] = useState(false)
  if (places.length === 0) return null
  const shown = places.slice(0, isOpen ? STEP * 4 : FEW)
  return (
    <ul class="places" aria-label="Places">
      {shown.map((place) => (
        <li class="problem-place">
          <bdi class="mono">{place}</bdi>
          <CopyButton text={() => place} label="Copy the place" isQuiet />
        </li>
      ))}
      <More shown={shown.length} all={places.length} isOpen={isOpen} what="places" onOpen={() => setOpen(true)} />
    </ul>
  )
}

function Concerned({ model, group }: { model: Model; group: ProblemGroup }): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const members = useMemo(() => membersOfAll(group.endpoints, model.endpoints.length), [group, model])
  if (members.length === 0) return <p class="problem-whole">The description as a whole</p>
  const shown = members.slice(0, isOpen ? STEP * 4 : FEW)
  return (
    <div class="concerned">
      <p>{counted(members.length, 'endpoint')}</p>
      <ul>
        {shown.map((index) => (
          <li>
            <EndpointLink endpoint={model.endpoints[index]!} tab="problems" />
          </li>
        ))}
        <More shown={shown.length} all={members.length} isOpen={isOpen} what="endpoints" onOpen={() => setOpen(true)} />
      </ul>
    </div>
  )
}

interface MoreProps {
  readonly shown: number
  readonly all: number
  readonly isOpen: boolean
  readonly what: string
  readonly onOpen: () => void
}

function More({ shown, all, isOpen, what, onOpen }: MoreProps): JSX.Element | null {
  if (all <= shown) return null
  return (
    <li class="more">
      {isOpen ? (
        <span class="soft">and {number(all - shown)} more</span>
      ) : (
        <button type="button" class="link" onClick={onOpen}>
          All {number(all)} {what}
        </button>
      )}
    </li>
  )
}
