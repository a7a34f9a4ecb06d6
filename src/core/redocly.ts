/** The door to Redocly's library, which is large: what is not named in `src/core/redocly*.ts` is left out of the build. */
export {
  BaseResolver,
  bundleDocument,
  detectSpec,
  getMajorSpecVersion,
  normalizeVisitors,
  resolveDocument,
  ResolveError,
  Source,
  walkDocument,
} from '@redocly/openapi-core'
export type { Config, Document, NormalizedProblem, ResolvedRefMap, SpecVersion, UserContext, WalkContext } from '@redocly/openapi-core'
