/** The small door to Redocly's library: only what it knows of the object types of each version, which is little code. */
export { getTypes, normalizeTypes } from '@redocly/openapi-core'
export type { NormalizedNodeType } from '@redocly/openapi-core'
