import { type NodeType, Oas2Types, Oas3_1Types, Oas3_2Types, Oas3Types, type SpecVersion } from '@redocly/openapi-core'

/** The small door to Redocly's library: only what it knows of the object types of each version, which is little code. */
export { normalizeTypes } from '@redocly/openapi-core'
export type { NodeType, NormalizedNodeType } from '@redocly/openapi-core'

/** Redocly's function of this name knows more than the versions of OpenAPI, and has the types of all. */
export function getTypes(version: SpecVersion): Record<string, NodeType> {
  const types = TYPES[version as keyof typeof TYPES] as Record<string, NodeType> | undefined
  if (!types) throw new Error(`${version} is no version of OpenAPI`)
  return types
}

const TYPES = { oas2: Oas2Types, oas3_0: Oas3Types, oas3_1: Oas3_1Types, oas3_2: Oas3_2Types }
