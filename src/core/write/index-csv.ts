import { stringify } from 'csv-stringify/sync'
import { isArray, isObject, type Json, type JsonObject, own, refOf, text } from '../model/json.ts'
import { tokensOf } from '../model/pointer.ts'
import type { LinkedDescription } from '../link/linked.ts'
import type { Endpoint } from '../select/endpoints.ts'
import type { IndexFile } from './index-writer.ts'
import { INDEX } from './names.ts'

/** The columns of `index.csv`, in order. */
export const COLUMNS = [
  'path',
  'method',
  'summary',
  'operation_id',
  'tags',
  'filename',
  'file_size_kb',
  'schema_count',
  'parameter_count',
  'response_codes',
  'security_required',
  'deprecated',
  'created_at',
  'output_oas_version',
  'validation_status',
  'failure_reason',
  'extraction_time_ms',
] as const

export type IndexRow = Record<(typeof COLUMNS)[number], string>

/** `index.csv` (RFC 4180). */
export const indexCsv = (): IndexFile => ({ name: INDEX, head: csvHeader(), textOf: csvOf })

/** Rows as CSV. */
export function csvOf(rows: readonly IndexRow[]): string {
  return stringify(
    rows.map((row) => COLUMNS.map((column) => defused(row[column]))),
    CSV,
  )
}

/**
 * What a spreadsheet would take for a formula, also in the wide letters of East Asia and behind blanks that it drops, and
 * whatever begins with an apostrophe already: so one that is there is always ours, and reading drops it.
 */
const DANGEROUS = /^(?:'|[\t\r\n]|[\s\p{C}]*[=+\-@＝＋－＠])/u

const defused = (cell: string): string => (DANGEROUS.test(cell) ? `'${cell}` : cell)

export const csvHeader = (): string => stringify([[...COLUMNS]], CSV)

/** Many readers end a row at either half of a line end, so both are quoted. */
const CSV = { record_delimiter: '\r\n', quoted_match: /[\r\n]/ }

/** What the index tells of how an endpoint fared. */
export type Fate = Pick<
  IndexRow,
  'filename' | 'file_size_kb' | 'schema_count' | 'created_at' | 'validation_status' | 'failure_reason' | 'extraction_time_ms'
>

/** What the index tells of an endpoint, whether or not its slice was written. */
export function indexRow(linked: LinkedDescription, endpoint: Endpoint, fate: Fate): IndexRow {
  const { value } = endpoint.operation
  return {
    path: endpoint.path,
    method: endpoint.method,
    summary: scalarText(own(value, 'summary')),
    operation_id: scalarText(own(value, 'operationId')),
    tags: endpoint.tags.join(','),
    filename: fate.filename,
    file_size_kb: fate.file_size_kb,
    schema_count: fate.schema_count,
    parameter_count: String(effectiveParameters(linked, endpoint).size),
    response_codes: responseCodes(linked, value).join(','),
    security_required: String(isSecured(own(value, 'security') ?? linked.security?.value)),
    deprecated: String(endpoint.deprecated),
    created_at: fate.created_at,
    output_oas_version: `${linked.source.model.family}.x`,
    validation_status: fate.validation_status,
    failure_reason: fate.failure_reason,
    extraction_time_ms: fate.extraction_time_ms,
  }
}

const scalarText = (value: Json | undefined): string =>
  value === undefined || value === null || typeof value === 'object' ? '' : String(value)

/** Path-level and operation-level parameters; one of the same name and place overrides (OAS 3.0.4 §4.7.10). */
function effectiveParameters(linked: LinkedDescription, { item, operation }: Endpoint): Set<string> {
  const keys = new Set<string>()
  for (const list of [own(item.shared.value, 'parameters'), own(operation.value, 'parameters')]) {
    if (!isArray(list)) continue
    list.forEach((parameter, index) => {
      const found = resolved(linked, parameter)
      const name = text(found, 'name')
      const place = text(found, 'in')
      keys.add(name === undefined ? `#${index}` : `${place ?? ''}\n${name}`)
    })
  }
  return keys
}

function responseCodes({ source }: LinkedDescription, operation: JsonObject): string[] {
  const responses = own(operation, 'responses')
  return isObject(responses) ? source.notes.keys(responses).filter((code) => !code.startsWith('x-')) : []
}

/** Anonymous access is an empty list or an empty alternative (OAS 3.0.4 §4.7.30). */
function isSecured(security: Json | undefined): boolean {
  if (!isArray(security) || security.length === 0) return false
  return security.every((requirement) => isObject(requirement) && Object.keys(requirement).length > 0)
}

/** The component at the end of a chain of references. */
function resolved({ byAddress }: LinkedDescription, node: Json): Json {
  let value = node
  const seen = new Set<Json>()
  for (let ref = refOf(value); ref !== undefined && !seen.has(value); ref = refOf(value)) {
    seen.add(value)
    const [container, name] = (tokensOf(ref) ?? []).slice(-2)
    value = (name === undefined ? undefined : byAddress.get(container!)?.get(name)?.value) ?? value
  }
  return value
}
