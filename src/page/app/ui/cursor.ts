import { useState } from 'preact/hooks'

interface Options {
  readonly count: number
  /** Where it stands at first; -1 for nowhere. */
  readonly start: number
  /** Rows of a page. */
  readonly page: number
  readonly reveal: (index: number) => void
  readonly onEnter: (index: number) => void
}

export interface Cursor {
  readonly at: number
  /** Whether the keyboard has moved it since it was set. */
  readonly isMoving: boolean
  set(index: number): void
  /** The list is another one now: nothing is moving any more. */
  rest(): void
  onKeyDown(event: KeyboardEvent): void
}

/** A mark that the keyboard moves through a list of which only a part is in the page. */
export function useCursor({ count, start, page, reveal, onEnter }: Options): Cursor {
  const [state, setState] = useState({ at: start, isMoving: false })
  const at = Math.min(state.at, count - 1)
  return {
    at,
    isMoving: state.isMoving,
    set(index) {
      setState({ at: index, isMoving: false })
      reveal(index)
    },
    rest: () => setState({ at: start, isMoving: false }),
    onKeyDown(event) {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault()
        return onEnter(at)
      }
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: count - 1 }[event.key]
      if (to === undefined || count === 0) return
      event.preventDefault()
      const next = Math.max(0, Math.min(to, count - 1))
      setState({ at: next, isMoving: true })
      reveal(next)
    },
  }
}
