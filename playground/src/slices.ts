import { endpoints } from 'virtual:openapi-slices'
import type { SliceEndpoint } from '../../src/virtual-types.ts'

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

/** The index of the build, or of the development server: a change of the description loads the page again. */
export const slices: readonly Slice[] = endpoints.map(sliceOf)

export async function loadSlice(slice: Slice): Promise<string> {
  const response = await fetch(addressOf(slice))
  if (!response.ok) throw new Error(`${slice.file}: ${response.status} ${response.statusText}`)
  return response.text()
}

/** Slices are files of the build; the development server has them at the same addresses. */
export function addressOf(slice: Slice): string {
  return new URL(slice.file.split('/').map(encodeURIComponent).join('/'), document.baseURI).href
}

function sliceOf(endpoint: SliceEndpoint): Slice {
  return {
    path: endpoint.path,
    method: endpoint.method,
    summary: endpoint.summary,
    operationId: endpoint.operationId,
    tags: endpoint.tags,
    file: endpoint.file ?? '',
    kilobytes: endpoint.kilobytes,
    schemas: endpoint.schemas,
    parameters: endpoint.parameters,
    responses: endpoint.responses,
    isSecured: endpoint.secured,
    isDeprecated: endpoint.deprecated,
    version: endpoint.version,
    status: endpoint.status,
    failure: endpoint.reason,
  }
}
