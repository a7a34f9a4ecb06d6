import { resolve } from 'node:path'
import {
  BaseResolver,
  type Config,
  createConfig,
  lintDocument,
  loadConfig,
  type NormalizedProblem,
  ResolveError,
  Source,
} from '../redocly.ts'
import type { JsonObject } from '../model/json.ts'
import { pointerOf, unescapeToken } from '../model/pointer.ts'
import { messageOf, SliceError } from '../problems.ts'

/** What the linter says of one place. */
export interface Finding {
  rule: string
  severity: 'error' | 'warning'
  message: string
  /** JSON Pointer as a URI fragment into the linted document. */
  pointer: string
}

export interface LintResult {
  findings: Finding[]
  /** Why the linter gave up, if it did. */
  failure: string | undefined
}

export type Lint = (document: JsonObject) => Promise<LintResult>

/** Slices are self-contained: whatever they still refer to outside is not to be had. */
class ClosedResolver extends BaseResolver {
  override loadExternalRef(reference: string): Promise<Source> {
    return Promise.reject(new ResolveError(new Error(`${reference} is outside the document`)))
  }
}

/** Redocly's linter over documents in memory, with the rules of the specification. */
export async function specificationLint(): Promise<Lint> {
  return lintWith(await createConfig({ extends: ['spec'], plugins: [{ id: 'slice', typeExtension: { oas3: correctTypes } }] }))
}

/** The same with the rules of a `redocly.yaml` of the user. */
export async function rulesetLint(file: string, cwd: string): Promise<Lint> {
  try {
    return lintWith(await loadConfig({ configPath: resolve(cwd, file) }))
  } catch (error) {
    throw new SliceError(
      'bad-option',
      `The ruleset ${file} cannot be read: ${messageOf(error)}.`,
      'Name a Redocly configuration such as redocly.yaml.',
      undefined,
      { cause: error },
    )
  }
}

function lintWith(config: Config): Lint {
  const externalRefResolver = new ClosedResolver()
  return async (parsed) => {
    try {
      const document = { source: new Source('slice.yaml', ''), parsed }
      const problems = await lintDocument({ document, config, externalRefResolver })
      return { findings: problems.flatMap(findingOf), failure: undefined }
    } catch (error) {
      return { findings: [], failure: messageOf(error) }
    }
  }
}

function findingOf({ ruleId, severity, message, location, ignored }: NormalizedProblem): Finding[] {
  if (ignored) return []
  const [place] = location
  const pointer = place && 'pointer' in place && place.pointer !== undefined ? place.pointer : '#/'
  // The linter does not percent-encode its pointers.
  const tokens = pointer === '#/' ? [] : pointer.slice(2).split('/').map(unescapeToken)
  return [{ rule: ruleId, severity: severity === 'warn' ? 'warning' : 'error', message, pointer: pointerOf(tokens) }]
}

interface LinterType {
  required?: unknown
  properties?: Record<string, unknown>
  additionalProperties?: unknown
}

/**
 * Where the linter's types are narrower than the specification: JSON Schema 2020-12 core §4.3.1 allows unknown
 * keywords, and the table of the device flow (OAS 3.2.0 §4.28) makes the linter throw.
 */
function correctTypes<Types>(types: Types, version: string): Types {
  const corrected = { ...types } as unknown as Record<string, LinterType>
  if (version === 'oas3_1' || version === 'oas3_2') {
    // `null` means “known, not looked into”; extensions are recognised before.
    corrected['Schema'] = { ...corrected['Schema'], additionalProperties: () => null }
  }
  if (version === 'oas3_2') {
    // OAS 3.2.0 §4.17: `description` is no longer required, `summary` is new.
    const response = corrected['Response']
    corrected['Response'] = { ...response, required: [], properties: { ...response?.properties, summary: { type: 'string' } } }
    // The schema of OAS 3.2 and the initiative's own examples give media types a description.
    const mediaType = corrected['MediaType']
    corrected['MediaType'] = { ...mediaType, properties: { ...mediaType?.properties, description: { type: 'string' } } }
    // OAS 3.2.0 §4.7: components of media types are Media Type Objects, not maps of them.
    corrected['NamedMediaTypes'] = { ...corrected['NamedMediaTypes'], additionalProperties: () => 'MediaType' }
    const flow = corrected['DeviceAuthorization']
    corrected['DeviceAuthorization'] = { ...flow, properties: { ...flow?.properties, scopes: SCOPES } }
  }
  return corrected as unknown as Types
}

const SCOPES = { name: 'Scopes', properties: {}, additionalProperties: { type: 'string' } }
