import { SliceError } from '../problems.ts'
import { RenderError } from '../render/render-error.ts'
import type { Renderer } from '../render/renderer.ts'
import type { Slice } from '../slice/slice.ts'

/** Bytes that slices will take, exactly, before any is put together; those that cannot be rendered take none. */
export async function sizeOf(slices: readonly Slice[], renderer: Renderer, pause: () => Promise<void>): Promise<number> {
  let size = 0
  for (const slice of slices) {
    await pause()
    size += sizeOfOne(slice, renderer)
  }
  return size
}

function sizeOfOne(slice: Slice, renderer: Renderer): number {
  try {
    return renderer.sizeOf(slice)
  } catch (error) {
    // It fails by itself, later and with its reason.
    if (error instanceof RenderError || error instanceof RangeError) return 0
    throw error
  }
}

/** Refuses a run whose output would be larger than `limit` bytes. @throws SliceError `output-too-large` */
export function checkSize(size: number, limit: number): void {
  if (size <= limit) return
  throw new SliceError(
    'output-too-large',
    `The slices would take more than ${shown(limit)}.`,
    'Select fewer endpoints (filter), put several into one file (groupBy), or raise the limit (maxOutput).',
  )
}

function shown(bytes: number): string {
  if (bytes >= 1e9) return `${bytes / 1e9} GB`
  return bytes >= 1e6 ? `${bytes / 1e6} MB` : `${bytes} bytes`
}
