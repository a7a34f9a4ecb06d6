import { basename } from 'node:path'
import type { LinkedDescription } from '../link/linked.ts'
import { own, text } from '../model/json.ts'
import type { Slice } from '../slice/slice.ts'

/** What stands above a slice, as bytes. */
export type Header = (slice: Slice) => Uint8Array

/**
 * A comment that says which endpoints a slice has and what it was made of. There is nothing in it that would be another on
 * another machine, or another day.
 *
 * @param input the root file of the description
 */
export function yamlHeader(input: string, { source }: LinkedDescription): Header {
  const info = own(source.root, 'info')
  const about = [text(info, 'title'), text(info, 'version')].filter((part) => part !== undefined).join(' ')
  const origin = comment(`Source: ${basename(input)}${about && ` (${about})`}`)
  const end = comment('Sliced by unplugin-openapi-slice; changes belong into the source.')
  return ({ endpoints }) => Buffer.from(`${endpoints.map(({ id }) => comment(`Endpoint: ${id}`)).join('')}${origin}${end}`)
}

/** Characters of a line. A title, or a path, may be as long as it likes. */
const MAX_LINE = 200

/** Whatever ends a line for some reader, cannot be shown, or lets text be shown elsewhere than it stands. */
const UNSAFE = /[\s\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\p{Surrogate}]+/gu

/** One line, whatever the text. */
function comment(line: string): string {
  const characters = Array.from(line.slice(0, 2 * MAX_LINE).replace(UNSAFE, ' '))
  const isCut = line.length > 2 * MAX_LINE || characters.length > MAX_LINE
  return `# ${characters.slice(0, MAX_LINE).join('').trimEnd()}${isCut ? '…' : ''}\n`
}
