import type { Converted } from '../convert/convert-linked.ts'
import { SliceError } from '../problems.ts'
import { RenderError } from '../render/render-error.ts'
import type { Renderer } from '../render/renderer.ts'
import type { Group } from '../slice/groups.ts'
import { slice } from '../slice/slice.ts'

/**
 * Refuses a run whose output would be larger than `limit` bytes, before anything is written. Since shared parts are
 * rendered once and kept, the size is exact and this costs little.
 *
 * @throws SliceError `output-too-large`
 */
export function checkSize(converted: Converted, groups: readonly Group[], renderer: Renderer, limit: number): void {
  let size = 0
  for (const group of groups) {
    size += sizeOf(converted, group, renderer)
    if (size <= limit) continue
    throw new SliceError(
      'output-too-large',
      `The slices would take more than ${shown(limit)}.`,
      'Select fewer endpoints (filter), put several into one file (groupBy), or raise the limit (maxOutput).',
    )
  }
}

function sizeOf({ linked, endpointIn }: Converted, { endpoints }: Group, renderer: Renderer): number {
  try {
    const { document } = slice(
      linked,
      endpoints.filter(({ broken }) => !broken).flatMap((endpoint) => endpointIn(endpoint) ?? []),
    )
    return renderer.render(document).reduce((sum, { byteLength }) => sum + byteLength, 0)
  } catch (error) {
    // What cannot be rendered fails by itself, later and with its reason.
    if (error instanceof RenderError || error instanceof RangeError) return 0
    throw error
  }
}

function shown(bytes: number): string {
  if (bytes >= 1e9) return `${bytes / 1e9} GB`
  return bytes >= 1e6 ? `${bytes / 1e6} MB` : `${bytes} bytes`
}
