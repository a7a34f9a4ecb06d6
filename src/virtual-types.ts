/** An endpoint as `virtual:openapi-slices` lists it: what its row of the index says. */
export interface SliceEndpoint<Id extends string = string> {
  path: string
  /** In capitals; a further one of 3.2 (`additionalOperations`) as it is written. */
  method: string
  summary: string
  operationId: string
  tags: string[]
  /** What stands behind `virtual:openapi-slices/` to import its slice; `null` if it failed. */
  id: Id | null
  /** The file of its slice among the build's assets; `null` if it failed. */
  file: string | null
  /** Bytes / 1024. */
  kilobytes: number
  /** Schemas in its slice. */
  schemas: number
  /** Of path and operation together. */
  parameters: number
  responses: string[]
  /** Whether it may not be called without credentials. */
  secured: boolean
  deprecated: boolean
  /** The family of versions that its slice belongs to, such as `3.1.x`. */
  version: string
  status: 'PASS' | 'FAIL' | 'SKIPPED'
  /** Why it failed, or what its conversion lost; otherwise empty. */
  reason: string
}

/** A slice as an object: an OpenAPI document. */
export interface OpenApiSlice {
  openapi: string
  info: { title: string; version: string; [field: string]: unknown }
  paths?: Record<string, Record<string, unknown>>
  components?: Record<string, Record<string, unknown>>
  [field: string]: unknown
}
