/**
 * The only door to Redocly's library, which is large: what is not named here is left out of the package's build, and
 * whoever can do without must not come by here.
 */
export {
  BaseResolver,
  bundleDocument,
  createConfig,
  getMajorSpecVersion,
  getTypes,
  lintDocument,
  loadConfig,
  normalizeVisitors,
  ResolveError,
  Source,
  walkDocument,
} from '@redocly/openapi-core'
export type { Config, Document, NormalizedProblem, ResolvedRefMap, SpecVersion, UserContext } from '@redocly/openapi-core'
