/** The door to Redocly's library, which is large: what is not named in `src/core/redocly*.ts` is left out of the build. */
export { bundleDocument, getMajorSpecVersion, normalizeVisitors, walkDocument } from '@redocly/openapi-core'
export type {
  BaseResolver,
  Config,
  Document,
  NormalizedProblem,
  ResolvedRefMap,
  Source,
  SpecVersion,
  UserContext,
} from '@redocly/openapi-core'
/** Its rules for references, which its package entry does not have. */
export { escapePointerFragment, isAnchor, joinPointer, Location, parseRef } from '../../node_modules/@redocly/openapi-core/lib/ref-utils.js'
