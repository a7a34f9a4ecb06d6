import { parseRecords } from './csv.ts'

/** A row of the index. */
export interface Slice {
  path: string
  method: string
  summary: string
  operationId: string
  tags: string[]
  file: string
  kilobytes: number
  schemas: number
  parameters: number
  responses: string[]
  isSecured: boolean
  isDeprecated: boolean
  version: string
  status: string
  /** Why there is no file; empty if there is one. */
  failure: string
}

const FOLDER = new URL('slices/', document.baseURI)

/** The index of the last build, or `undefined` where there was none. */
export async function loadIndex(): Promise<Slice[] | undefined> {
  const response = await fetch(new URL('index.csv', FOLDER))
  const text = response.ok ? await response.text() : ''
  // A development server answers with the page itself for what it does not know.
  return text.startsWith('path,method,') ? parseRecords(text).map(sliceOf) : undefined
}

export async function loadSlice(slice: Slice): Promise<string> {
  const response = await fetch(addressOf(slice))
  if (!response.ok) throw new Error(`${slice.file}: ${response.status} ${response.statusText}`)
  return response.text()
}

export function addressOf(slice: Slice): string {
  return new URL(slice.file.split('/').map(encodeURIComponent).join('/'), FOLDER).href
}

function sliceOf(record: ReadonlyMap<string, string>): Slice {
  const text = (column: string): string => withoutGuard(record.get(column) ?? '')
  const list = (column: string): string[] => text(column).split(',').filter(Boolean)
  return {
    path: text('path'),
    method: text('method').toUpperCase(),
    summary: text('summary'),
    operationId: text('operation_id'),
    tags: list('tags'),
    file: text('filename'),
    kilobytes: Number(text('file_size_kb')),
    schemas: Number(text('schema_count')),
    parameters: Number(text('parameter_count')),
    responses: list('response_codes'),
    isSecured: text('security_required') === 'true',
    isDeprecated: text('deprecated') === 'true',
    version: text('output_oas_version'),
    status: text('validation_status'),
    failure: text('failure_reason'),
  }
}

/** In the index, an apostrophe keeps spreadsheets from running cells that look like formulas. */
const withoutGuard = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r])/, '')
