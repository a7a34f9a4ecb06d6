import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'

interface Rows {
  readonly count: number
  /** Height of each, in pixels. */
  readonly height: number
  readonly scroller: RefObject<HTMLElement | null>
  /** Rows beyond those in sight, so that scrolling shows no gaps. */
  readonly overscan?: number
  /** Space above the first row and below the last. */
  readonly padding?: number
}

export interface VirtualRows {
  readonly items: readonly { readonly index: number; readonly start: number }[]
  /** The first that is in sight. */
  readonly first: number
  /** Height of all, with the space around them. */
  readonly total: number
  /** Scrolls no further than needed, unless told to the middle. */
  reveal(index: number, align?: 'nearest' | 'center'): void
}

/**
 * The few rows of a long list that are in sight: only those are in the page. All have one height, which is why this needs
 * no library: those that measure every row are larger than everything else here but the layout of graphs.
 */
export function useRows({ count, height, scroller, overscan = 8, padding = 0 }: Rows): VirtualRows {
  const [{ first, visible }, setWindow] = useState({ first: 0, visible: 0 })
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = (): void => {
      const next = { first: Math.floor(element.scrollTop / height), visible: Math.ceil(element.clientHeight / height) + 1 }
      setWindow((last) => (last.first === next.first && last.visible === next.visible ? last : next))
    }
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    look()
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller.current, height, count])

  const from = Math.max(0, first - overscan)
  const items = Array.from({ length: Math.max(0, Math.min(count, first + visible + overscan) - from) }, (_, offset) => ({
    index: from + offset,
    start: padding + (from + offset) * height,
  }))
  return {
    items,
    first,
    total: count * height + 2 * padding,
    reveal(index, align = 'nearest') {
      const element = scroller.current
      if (!element) return
      const top = padding + index * height
      const [above, below] = [top - padding, top + height + padding - element.clientHeight]
      if (align === 'center') element.scrollTop = top - (element.clientHeight - height) / 2
      else if (element.scrollTop > above) element.scrollTop = above
      else if (element.scrollTop < below) element.scrollTop = below
    },
  }
}
