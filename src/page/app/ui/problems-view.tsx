import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { counted, number } from '../model/format.ts'
import { wordsOf } from '../model/filters.ts'
import type { Model } from '../model/model.ts'
import { Icon } from './icons.tsx'
import { ProblemList } from './problem-list.tsx'

const SEVERITIES = { all: 'All', error: 'Errors', warning: 'Warnings' } as const

type Severity = keyof typeof SEVERITIES

/** All problems of the run, what they mean and what to do. */
export function ProblemsView({ model }: { model: Model }): JSX.Element {
  const [text, setText] = useState('')
  const [severity, setSeverity] = useState<Severity>('all')
  const { problems, problemsLeftOut } = model.report
  const shown = useMemo(() => {
    const words = wordsOf(text)
    return problems.filter((problem) => {
      if (severity !== 'all' && problem.severity !== severity) return false
      const haystack = `${problem.message}\n${problem.help}\n${problem.code}\n${problem.place}`.toLowerCase()
      return words.every((word) => haystack.includes(word))
    })
  }, [problems, text, severity])
  const count = (wanted: Severity): number => problems.filter((problem) => wanted === 'all' || problem.severity === wanted).length
  return (
    <section class="page-view" id="content" tabIndex={-1} aria-label="Problems">
      <div class="view-head">
        <h2>Problems</h2>
        <p>What was found in the description, where it stands there, and what to do about it.</p>
      </div>
      <search class="view-tools">
        <label class="search">
          <Icon name="search" />
          <span class="unseen">Search problems</span>
          <input
            type="search"
            placeholder="Message, code, place"
            autocomplete="off"
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        <fieldset class="segments">
          <legend class="unseen">Severity</legend>
          {(Object.entries(SEVERITIES) as [Severity, string][]).map(([value, label]) => (
            <label>
              <input type="radio" name="severity" checked={severity === value} onChange={() => setSeverity(value)} />
              <span>
                {label} <small>{number(count(value))}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <p class="soft" role="status">
          {counted(shown.length, 'problem')}
        </p>
      </search>
      <ProblemList key={`${severity} ${text}`} model={model} problems={shown} />
      {problemsLeftOut > 0 && (
        <p class="soft">
          {counted(problemsLeftOut, 'more problem')} did not fit into this page. All are in <code>problems.json</code>.
        </p>
      )}
    </section>
  )
}
