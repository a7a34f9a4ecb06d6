import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { counted, number } from '../model/format.ts'
import type { Model } from '../model/model.ts'
import { membersOf, type ProblemEntry } from '../../protocol.ts'
import { EndpointLink } from './endpoint-link.tsx'
import { Icon } from './icons.tsx'
import { Button, CopyButton, Empty } from './parts.tsx'

/** Problems shown before one asks for more, and endpoints of each. */
const STEP = 50
const FEW = 5

interface Props {
  readonly model: Model
  readonly problems: readonly ProblemEntry[]
  /** Whether they are those of one endpoint, which need not name it. */
  readonly isOfOne?: boolean
}

export function ProblemList({ model, problems, isOfOne = false }: Props): JSX.Element {
  const [limit, setLimit] = useState(STEP)
  if (problems.length === 0) {
    return (
      <Empty icon="check" title="No problems">
        <p>{isOfOne ? 'Nothing was found in this endpoint or in what it needs.' : 'Nothing was found.'}</p>
      </Empty>
    )
  }
  return (
    <div class="problems">
      <ul>
        {problems.slice(0, limit).map((problem) => (
          <Problem model={model} problem={problem} isOfOne={isOfOne} />
        ))}
      </ul>
      {problems.length > limit && (
        <Button label={`Show more (${number(problems.length - limit)} left)`} onClick={() => setLimit(limit + 4 * STEP)} />
      )}
    </div>
  )
}

function Problem({ model, problem, isOfOne }: { model: Model; problem: ProblemEntry; isOfOne: boolean }): JSX.Element {
  const { severity, message, help, place, code, phaseName } = problem
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
          {place !== '' && (
            <span class="problem-place">
              <bdi class="mono">{place}</bdi>
              <CopyButton text={() => place} label="Copy the place" isQuiet />
            </span>
          )}
          <span class="mono">{code}</span>
          <span>{phaseName}</span>
        </p>
        {!isOfOne && <Concerned model={model} problem={problem} />}
      </div>
    </li>
  )
}

function Concerned({ model, problem }: { model: Model; problem: ProblemEntry }): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const members = useMemo(() => [...membersOf(problem.endpoints)], [problem])
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
      </ul>
      {members.length > shown.length && !isOpen && <Button label={`All ${number(members.length)}`} onClick={() => setOpen(true)} />}
      {members.length > shown.length && isOpen && <p class="soft">and {number(members.length - shown.length)} more</p>}
    </div>
  )
}
