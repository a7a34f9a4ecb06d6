import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { matches } from '../model/filters.ts'
import { methodClass } from '../model/format.ts'
import type { Verdict } from '../model/model.ts'
import { Icon, type IconName } from './icons.tsx'

export const Method = ({ method }: { method: string }): JSX.Element => <span class={`method ${methodClass(method)}`}>{method}</span>

/** A path with its parameters set off, and what was searched for marked. */
export const Path = ({ path, words = [] }: { path: string; words?: readonly string[] }): JSX.Element => (
  <bdi class="path">{pathParts(path, words)}</bdi>
)

/** A path on one line: where there is no room, the end stays, for it tells paths apart. */
export function ShortPath({ path, words = [] }: { path: string; words?: readonly string[] }): JSX.Element {
  const end = Math.max(0, path.lastIndexOf('/', path.length - 2))
  return (
    <bdi class="path path-short">
      <span class="path-start">{pathParts(path.slice(0, end), words)}</span>
      <span class="path-end">{pathParts(path.slice(end), words)}</span>
    </bdi>
  )
}

const pathParts = (path: string, words: readonly string[]): ComponentChildren =>
  path
    .split(/(\{[^{}]*\})/)
    .map((part, index) => (index % 2 === 1 ? <span class="path-parameter">{marked(part, words)}</span> : marked(part, words)))

export const marked = (text: string, words: readonly string[]): ComponentChildren =>
  words.length === 0 ? text : matches(text, words).map((part, index) => (index % 2 === 1 ? <mark>{part}</mark> : part))

const VERDICTS: Record<Verdict, { icon: IconName; text: string }> = {
  passed: { icon: 'check', text: 'Passed' },
  warned: { icon: 'warning', text: 'Passed with warnings' },
  failed: { icon: 'cross', text: 'Failed' },
  skipped: { icon: 'pause', text: 'Not written: a dry run' },
}

export const verdictText = (verdict: Verdict): string => VERDICTS[verdict].text

export const VerdictIcon = ({ verdict }: { verdict: Verdict }): JSX.Element => (
  <span class={`verdict verdict-${verdict}`}>
    <Icon name={VERDICTS[verdict].icon} size={13} />
  </span>
)

/** The icon where there is no room for its text. */
export const VerdictMark = ({ verdict }: { verdict: Verdict }): JSX.Element => (
  <span title={VERDICTS[verdict].text}>
    <VerdictIcon verdict={verdict} />
    <span class="unseen">{VERDICTS[verdict].text}</span>
  </span>
)

/** What stands where there is nothing else to show. */
export const Empty = ({ icon, title, children }: { icon: IconName; title: string; children?: ComponentChildren }): JSX.Element => (
  <div class="empty">
    <span class="empty-icon">
      <Icon name={icon} size={22} />
    </span>
    <p class="empty-title">{title}</p>
    {children}
  </div>
)

/** A share as a bar; what it says stands beside it as text. */
export const Bar = ({ share, tone = '' }: { share: number; tone?: string }): JSX.Element => (
  <span class={`bar ${tone}`} aria-hidden="true">
    <span style={{ inlineSize: `${Math.min(share, 1) * 100}%` }} />
  </span>
)

interface ButtonProps {
  readonly icon?: IconName
  readonly label: string
  /** Shows the icon alone. */
  readonly isQuiet?: boolean
  readonly onClick: () => void
}

export const Button = ({ icon, label, isQuiet, onClick }: ButtonProps): JSX.Element => (
  <button type="button" class={isQuiet ? 'button button-quiet' : 'button'} onClick={onClick} title={isQuiet ? label : undefined}>
    {icon && <Icon name={icon} size={14} />}
    <span class={isQuiet ? 'unseen' : undefined}>{label}</span>
  </button>
)

/** Copies a text and says so for a moment. */
export function CopyButton({ text, label, isQuiet }: { text: () => string; label: string; isQuiet?: boolean }): JSX.Element {
  const [said, say] = useState<string>()
  useEffect(() => {
    if (said === undefined) return
    const timer = setTimeout(() => say(undefined), 1_600)
    return () => clearTimeout(timer)
  }, [said])
  const copy = (): void =>
    void navigator.clipboard.writeText(text()).then(
      () => say('Copied'),
      () => say('The browser refused'),
    )
  return (
    <>
      <Button icon={said === 'Copied' ? 'check' : 'copy'} label={said ?? label} isQuiet={isQuiet ?? false} onClick={copy} />
      <span class="unseen" role="status">
        {said}
      </span>
    </>
  )
}

interface Choice<Value extends string> {
  readonly value: Value
  readonly label: string
  /** In a small badge behind it. */
  readonly count?: number | undefined
}

interface TabsProps<Value extends string> {
  readonly label: string
  readonly choices: readonly Choice<Value>[]
  readonly value: Value
  readonly panel: string
  readonly onChoose: (value: Value) => void
}

/** Tabs as ARIA has them: one stop for the tab key, arrows between them. */
export function Tabs<Value extends string>({ label, choices, value, panel, onChoose }: TabsProps<Value>): JSX.Element {
  const move = (event: KeyboardEvent): void => {
    const at = choices.findIndex((choice) => choice.value === value)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: choices.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const next = choices[(to + choices.length) % choices.length]!
    onChoose(next.value)
    const tabs = event.currentTarget as HTMLElement
    tabs.querySelector<HTMLElement>(`[data-value="${next.value}"]`)?.focus()
  }
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {choices.map((choice) => (
        <button
          type="button"
          role="tab"
          data-value={choice.value}
          aria-selected={choice.value === value}
          aria-controls={panel}
          tabIndex={choice.value === value ? 0 : -1}
          onClick={() => onChoose(choice.value)}
        >
          {choice.label}
          {choice.count !== undefined && choice.count > 0 && <span class="badge">{choice.count}</span>}
        </button>
      ))}
    </div>
  )
}
