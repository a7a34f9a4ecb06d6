import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { counted, size } from '../model/format.ts'

const BINS = 24

/** How many slices are how large. Sizes differ by powers, so each bar is as much larger as the one before. */
export function Histogram({ sizes }: { sizes: readonly number[] }): JSX.Element | null {
  const bins = useMemo(() => binsOf(sizes), [sizes])
  if (bins.length < 2) return null
  const most = Math.max(...bins.map(({ count }) => count))
  return (
    <figure class="histogram">
      <div role="img" aria-label={`Sizes from ${size(bins[0]!.from)} to ${size(bins.at(-1)!.to)}`}>
        {bins.map(({ from, to, count }) => (
          <span
            class={count === 0 ? 'histogram-none' : ''}
            style={{ blockSize: `${(count / most) * 100}%` }}
            title={`${size(from)} to ${size(to)}: ${counted(count, 'file')}`}
          />
        ))}
      </div>
      <figcaption>
        <span>{size(bins[0]!.from)}</span>
        <span>{size(bins.at(-1)!.to)}</span>
      </figcaption>
    </figure>
  )
}

interface Bin {
  readonly from: number
  readonly to: number
  readonly count: number
}

function binsOf(sizes: readonly number[]): Bin[] {
  const positive = sizes.filter((bytes) => bytes > 0)
  let least = Infinity
  let most = 0
  for (const bytes of positive) {
    least = Math.min(least, bytes)
    most = Math.max(most, bytes)
  }
  if (most <= least) return []
  const width = Math.log(most / least) / BINS
  const counts = Array.from({ length: BINS }, () => 0)
  for (const bytes of positive) counts[Math.min(BINS - 1, Math.floor(Math.log(bytes / least) / width))]!++
  return counts.map((count, bin) => ({ from: least * Math.exp(bin * width), to: least * Math.exp((bin + 1) * width), count }))
}
