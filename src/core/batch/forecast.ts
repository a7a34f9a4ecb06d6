import type { Forecast } from '../options/request.ts'
import { SliceError } from '../problems.ts'
import { RenderError } from '../render/render-error.ts'
import type { Renderer } from '../render/renderer.ts'
import { sizeText } from '../size-text.ts'
import type { Slice } from '../slice/slice.ts'

/** What each slice will take, exactly, before any is put together; undefined for those that cannot be rendered. */
export async function sizesOf(
  slices: readonly (Slice | undefined)[],
  renderer: Renderer,
  pause: () => Promise<void>,
): Promise<(number | undefined)[]> {
  for (const slice of slices) {
    await pause()
    if (slice) renderer.expect(slice)
  }
  const sizes: (number | undefined)[] = []
  for (const slice of slices) {
    await pause()
    sizes.push(slice && sizeOf(slice, renderer))
  }
  return sizes
}

/** All of them together. */
export function forecastOf(sizes: readonly (number | undefined)[]): Forecast {
  const known = sizes.filter((size) => size !== undefined)
  return { files: known.length, bytes: known.reduce((sum, size) => sum + size, 0) }
}

/** In bytes; undefined for a slice that cannot be rendered. */
function sizeOf(slice: Slice, renderer: Renderer): number | undefined {
  try {
    return renderer.sizeOf(slice)
  } catch (error) {
    // It fails by itself, later and with its reason.
    if (error instanceof RenderError || error instanceof RangeError) return undefined
    throw error
  }
}

/**
 * Refuses a run whose output would be too large.
 *
 * @param limit in bytes; where it is lifted, the free space is nobody's concern either
 * @param free bytes that there is room for, if that is known
 * @param isMade whether the slices are there already, and cannot be less any more @throws SliceError `output-too-large`
 */
export function checkSize({ files, bytes }: Forecast, limit: number, free: number | undefined, isMade = false): void {
  const room = limit === Infinity ? undefined : free
  if (bytes <= Math.min(limit, room ?? Infinity)) return
  const isFull = room !== undefined && room < limit
  const why = isFull ? `there is room for ${sizeText(room)} only` : `the limit is ${sizeText(limit)}`
  const less = 'Select fewer endpoints (filter), put several into one file (groupBy), write JSON without spaces (minify), or '
  const more = isFull ? 'make room' : 'raise the limit (maxOutput)'
  throw new SliceError(
    'output-too-large',
    `The slices would take ${sizeText(bytes)} in ${files.toLocaleString('en')} ${files === 1 ? 'file' : 'files'}, and ${why}.`,
    isMade ? `${more[0]!.toUpperCase()}${more.slice(1)}.` : `${less}${more}.`,
  )
}
