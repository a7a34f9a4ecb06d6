import type { ComponentChildren, JSX } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import { type Code, linesWith, MAX_LINE, type Token, tokensOf } from '../model/code.ts'
import { matches } from '../model/filters.ts'
import { number } from '../model/format.ts'
import { Button } from './parts.tsx'
import { CodeOutline } from './code-outline.tsx'
import { useRows } from './virtual.ts'

const LINE = 20

interface Props {
  readonly code: Code
  /** The name of the file. */
  readonly label: string
  /** By component (`schemas/User`): what it weighs. */
  readonly sizes: ReadonlyMap<string, { kind: string; bytes: number }>
  /** What else can be done with it. */
  readonly children?: ComponentChildren
}

/** A text with colours, of which only the lines in sight are in the page. References lead to what they name. */
export function CodeView({ code, label, sizes, children }: Props): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useRows({ count: code.lines.length, height: LINE, scroller, overscan: 20, padding: 12 })
  const [target, setTarget] = useState(-1)
  const [wanted, setWanted] = useState('')
  const hits = useMemo(() => linesWith(code, wanted), [code, wanted])
  const jump = (line: number): void => {
    setTarget(line)
    rows.reveal(line, 'center')
  }
  const follow = (pointer: string): void => {
    const line = code.places.get(pointer)
    if (line !== undefined) jump(line)
  }
  const next = (step: 1 | -1): void => {
    const after = step === 1 ? hits.find((line) => line > target) : hits.findLast((line) => line < target)
    const line = after ?? (step === 1 ? hits[0] : hits.at(-1))
    if (line !== undefined) jump(line)
  }
  const digits = String(code.lines.length).length
  return (
    <div class="code">
      <div class="code-bar">
        <bdi class="code-name">{label}</bdi>
        <span class="code-size">{number(code.lines.length)} lines</span>
        <Find wanted={wanted} hits={hits.length} at={hits.indexOf(target)} onWanted={setWanted} onNext={next} />
        <span class="code-tools">{children}</span>
      </div>
      <div class="code-body">
        <div class="code-scroller" ref={scroller} tabIndex={0} role="region" aria-label={`Text of ${label}`}>
          <pre class="code-lines" style={{ blockSize: `${rows.total}px`, minInlineSize: `${code.width + digits + 6}ch` }}>
            {rows.items.map(({ index, start }) => (
              <div key={index} class="line" data-target={index === target ? '' : undefined} style={{ transform: `translateY(${start}px)` }}>
                <span class="line-number" style={{ inlineSize: `${digits + 3}ch` }}>
                  {index + 1}
                </span>
                <code>
                  {tokensOf(code, index).map((token) => (
                    <Coloured token={token} wanted={wanted} onFollow={code.places.has(token.target ?? '') ? follow : undefined} />
                  ))}
                  {code.lines[index]!.length > MAX_LINE && <em> and {number(code.lines[index]!.length - MAX_LINE)} characters more</em>}
                </code>
              </div>
            ))}
          </pre>
        </div>
        <CodeOutline code={code} sizes={sizes} onJump={jump} />
      </div>
    </div>
  )
}

interface ColouredProps {
  readonly token: Token
  readonly wanted: string
  readonly onFollow: ((pointer: string) => void) | undefined
}

function Coloured({ token: { type, text, target }, wanted, onFollow }: ColouredProps): JSX.Element {
  const content =
    wanted === '' ? text : matches(text, [wanted.toLowerCase()]).map((part, index) => (index % 2 ? <mark>{part}</mark> : part))
  if (!onFollow || target === undefined) return <span class={`token-${type}`}>{content}</span>
  return (
    <a
      class="token-ref"
      href={target}
      title="Go to what it refers to"
      onClick={(event) => {
        event.preventDefault()
        onFollow(target)
      }}
    >
      {content}
    </a>
  )
}

interface FindProps {
  readonly wanted: string
  readonly hits: number
  readonly at: number
  readonly onWanted: (wanted: string) => void
  readonly onNext: (step: 1 | -1) => void
}

/** The browser's own search would only see the lines that are in the page. */
function Find({ wanted, hits, at, onWanted, onNext }: FindProps): JSX.Element {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') onNext(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape' && wanted !== '') onWanted('')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <span class="find">
      <input
        type="search"
        aria-label="Find in the slice"
        placeholder="Find"
        autocomplete="off"
        spellcheck={false}
        value={wanted}
        onInput={({ currentTarget }) => onWanted(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {wanted !== '' && (
        <>
          <span role="status">{hits === 0 ? 'none' : `${at === -1 ? '' : `${number(at + 1)} of `}${number(hits)}`}</span>
          <Button icon="up" label="Previous" isQuiet onClick={() => onNext(-1)} />
          <Button icon="down" label="Next" isQuiet onClick={() => onNext(1)} />
        </>
      )}
    </span>
  )
}
