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
  // No file is larger than all of them in one; for most descriptions that settles it.
  const whole = sizeOf(converted, { endpoints: groups.flatMap(({ endpoints }) => endpoints) }, renderer)
  if (whole > 0 && whole * groups.length <= limit) return
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

/** In bytes; 0 where something cannot be rendered: that fails by itself, later and with its reason. */
function sizeOf({ linked, endpointIn }: Converted, { endpoints }: Pick<Group, 'endpoints'>, renderer: Renderer): number {
  try {
    const { document } = slice(
      linked,
      endpoints.filter(({ broken }) => !broken).flatMap((endpoint) => endpointIn(endpoint) ?? []),
    )
    return renderer.render(document).reduce((sum, { byteLength }) => sum + byteLength, 0)
  } catch (error) {
    if (error instanceof RenderError || error instanceof RangeError) return 0
    throw error
  }
}

function shown(bytes: number): string {
  if (bytes >= 1e9) return `${bytes / 1e9} GB`
  return bytes >= 1e6 ? `${bytes / 1e6} MB` : `${bytes} bytes`
}
