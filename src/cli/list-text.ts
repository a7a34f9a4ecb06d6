import { printableJson } from '../core/printable.ts'
import stringWidth from 'fast-string-width'
import { createColors } from 'picocolors'
import type { ListedEndpoint } from '../core/listed-endpoint.ts'
import { plain } from '../report/plain.ts'

/** The selected endpoints of one description. */
export interface Listed {
  /** Name of the description. */
  name: string
  endpoints: readonly ListedEndpoint[]
}

export interface ListStyle {
  colors: boolean
  /** Columns of the terminal; undefined elsewhere, where nothing is cut. */
  width: number | undefined
  isOneOfSeveral: boolean
}

const COLUMNS: Readonly<Record<string, (endpoint: ListedEndpoint) => string>> = {
  METHOD: ({ method }) => method,
  PATH: ({ path }) => path,
  'OPERATION ID': ({ operationId }) => operationId ?? '',
  TAGS: ({ tags }) => tags.join(', '),
  SUMMARY: ({ summary = '', deprecated, problems }) => problems[0]?.message ?? (deprecated ? `(deprecated) ${summary}` : summary),
}

/** A table with a line for each endpoint, without newlines. Columns that nothing stands in are left out. */
export function listLines({ name, endpoints }: Listed, { colors, width, isOneOfSeveral }: ListStyle): string[] {
  const paint = createColors(colors)
  const title = isOneOfSeveral ? [`${plain(name)}:`] : []
  if (endpoints.length === 0) return [...title, 'There are no endpoints.']
  const columns = Object.entries(COLUMNS).map(([head, cellOf]) => [head, ...endpoints.map((endpoint) => plain(cellOf(endpoint)))])
  const filled = columns.filter(([, ...cells]) => cells.some((cell) => cell !== ''))
  // On a terminal a few long cells must not push everything else out of sight.
  const widest = width === undefined ? Infinity : Math.floor(width / 2)
  const widths = filled.map((cells) =>
    Math.min(
      widest,
      cells.reduce((most, cell) => Math.max(most, stringWidth(cell)), 0),
    ),
  )
  const lines = filled[0]!.map((_, row) => lineOf(filled.map((cells) => cells[row]!)))
  return [...title, ...lines.map((line, row) => (row === 0 ? paint.dim(line) : line))]

  function lineOf(cells: readonly string[]): string {
    const line = cells.map((cell, column) => cell + ' '.repeat(Math.max(0, widths[column]! - stringWidth(cell)))).join('  ')
    return cut(line.trimEnd(), width)
  }
}

/** A line as far as it fits. */
export function cut(line: string, width: number | undefined): string {
  if (width === undefined || stringWidth(line) <= width) return line
  let shown = ''
  for (const character of line) {
    if (stringWidth(shown + character) > width - 1) break
    shown += character
  }
  return `${shown}…`
}

/** All endpoints of all descriptions in one list, whatever their number. */
export const listJson = (listed: readonly Listed[]): string =>
  printableJson(listed.flatMap(({ name, endpoints }) => endpoints.map((endpoint) => factsOf(name, endpoint))))

function factsOf(
  spec: string,
  { method, path, operationId, summary, tags, deprecated, isWebhook, file, problems }: ListedEndpoint,
): object {
  return { spec, method, path, operationId, summary, tags, deprecated, isWebhook, file, ...(problems.length > 0 && { problems }) }
}
