import {
  type Config,
  detectSpec,
  getMajorSpecVersion,
  type Location,
  normalizeVisitors,
  type NormalizedProblem,
  Source,
  walkDocument,
} from '@redocly/openapi-core'
