import type { JsonObject } from '../model/json.ts'
import { BaseResolver, type Config, type NormalizedProblem, ResolveError, Source } from '../redocly.ts'
import { lintDocument } from '../redocly-lint.ts'

/** Slices are self-contained: whatever they still refer to outside is not to be had. */
class ClosedResolver extends BaseResolver {
  override loadExternalRef(reference: string): Promise<Source> {
    return Promise.reject(new ResolveError(new Error(`${reference} is outside the document`)))
  }
}

/** Redocly's linter as it is, over a document in memory. */
export function closedLint(parsed: JsonObject, config: Config): Promise<NormalizedProblem[]> {
  const document = { source: new Source('slice.yaml', ''), parsed }
  return lintDocument({ document, config, externalRefResolver: new ClosedResolver() })
}
