import { initRules } from '../../node_modules/@redocly/openapi-core/lib/config/rules.js'
import {
  type BaseResolver,
  type Config,
  detectSpec,
  type Document,
  getMajorSpecVersion,
  type NormalizedProblem,
  normalizeVisitors,
  resolveDocument,
  walkDocument,
  type WalkContext,
} from './redocly.ts'
import { getTypes, normalizeTypes } from './redocly-types.ts'

export interface LintOptions {
  document: Document
  config: Config
  externalRefResolver: BaseResolver
}

/** Redocly's `lintDocument` for descriptions: its own brings along the types of all that it can lint. */
export async function lintDocument({ document, config, externalRefResolver }: LintOptions): Promise<NormalizedProblem[]> {
  const specVersion = detectSpec(document.parsed)
  const types = normalizeTypes(config.extendTypes(getTypes(specVersion), specVersion), config)
  const rules = config.getRulesForSpecVersion(getMajorSpecVersion(specVersion)) as Parameters<typeof initRules>[0]
  const context: WalkContext = { problems: [], specVersion, config, visitorsData: {} }
  for (const kind of ['preprocessors', 'rules'] as const) {
    const visitors = initRules(rules, config, kind, specVersion)
    if (visitors.length === 0) continue
    // Preprocessors may add references.
    const resolvedRefMap = await resolveDocument({ rootDocument: document, rootType: types['Root']!, externalRefResolver })
    const normalizedVisitors = normalizeVisitors(visitors, types)
    walkDocument({ document, rootType: types['Root']!, normalizedVisitors, resolvedRefMap, ctx: context })
  }
  return context.problems.map((problem) => config.addProblemToIgnore(problem))
}
