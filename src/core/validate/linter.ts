import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { NormalizedProblem } from '../redocly.ts'
import type { JsonObject } from '../model/json.ts'
import type { Family } from '../model/object-types.ts'
import { pointerOf, unescapeToken } from '../model/pointer.ts'
import { firstClauseOf, type Place, SliceError } from '../problems.ts'
import { fixedConfig } from '../redocly-config.ts'
import { SPECIFICATION_RULES, SPECIFICATION_SETTINGS } from '../redocly-rules.ts'
import { getTypes, normalizeTypes } from '../redocly-types.ts'
import { reasonOf } from '../write/reason.ts'
import { illegalNames } from './illegal-names.ts'
import { correctTypes, LINTER_VERSIONS, linterTypes, oncePerFamily, walkedTypes } from './linter-types.ts'
import { preparedLint, Stumble } from './prepared-lint.ts'
import { TOO_DEEP, walkable } from './walkable.ts'

/** What the linter says of one place. */
export interface Finding {
  rule: string
  severity: 'error' | 'warning'
  message: string
  /** Where it is in the linted document. */
  tokens: readonly string[]
  /** The same as a JSON Pointer, a URI fragment. */
  pointer: string
}

export interface LintResult {
  findings: Finding[]
  /** Why the linter gave up, if it did. */
  failure: string | undefined
}

export type Lint = (document: JsonObject) => Promise<LintResult>

/** Redocly's linter over documents of a family in memory, with the rules of the specification. */
export const specificationLint = oncePerFamily((family): Lint => {
  const config = fixedConfig({ rules: SPECIFICATION_RULES, ruleSettings: SPECIFICATION_SETTINGS, extendTypes: correctTypes })
  const lint = preparedLint(config, linterTypes(family), LINTER_VERSIONS[family], walkedTypes(family))
  return lintWith(lint, family === '2.0' ? undefined : illegalNames)
})

/** The same with the rules of a `redocly.yaml` of the user. */
export async function rulesetLint(file: string, cwd: string, family: Family): Promise<Lint> {
  const configPath = resolve(cwd, file)
  const { BrokenRuleset, hasRules, loadConfig, unknownRule, unknownSeverity } = await import('../redocly-ruleset.ts')
  const version = LINTER_VERSIONS[family]
  const refusal = (reason: string, help: string, cause?: unknown, place?: Place): SliceError =>
    new SliceError('bad-option', `The ruleset ${file} ${reason}.`, help, place, { cause })
  const config = await readable(configPath)
    .then(() => loadConfig({ configPath }))
    .catch((error: unknown) => {
      if (error instanceof BrokenRuleset) {
        const { reason, spot } = error
        const where = spot ? ` (line ${spot.line}, column ${spot.column})` : ''
        const place = spot && { file, ...spot, pointer: '#' }
        throw refusal(`is not valid YAML: ${reason}${where}`, 'Correct it; the mistake can also be just before this place.', error, place)
      }
      throw refusal(`cannot be read: ${firstClauseOf(error)}`, 'Name a Redocly configuration such as redocly.yaml.', error)
    })
  if (!hasRules(config)) {
    const help = 'Name a Redocly configuration such as redocly.yaml; “rules” stands in it, or “extends” with others that have rules.'
    throw refusal('has no rules', help)
  }
  const unknown = unknownRule(config, version)
  if (unknown !== undefined) throw refusal(`has a rule that does not exist: ${unknown}`, 'Correct the name of the rule, or turn it off.')
  const severity = unknownSeverity(config, version)
  if (severity !== undefined) throw refusal(`has a severity that does not exist: ${severity}`, 'Write “error”, “warn” or “off”.')
  const types = normalizeTypes(config.extendTypes(getTypes(version), version), config)
  return lintWith(preparedLint(config, types, version))
}

/** Redocly would say in the words of Node that it cannot be read. @throws Error */
async function readable(path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' || error.code === 'ENOTDIR' ? new Error('there is no such file') : inPlainWords(error)
  })
  if (found.isDirectory()) throw new Error('it is a folder')
  await access(path, constants.R_OK).catch((error: unknown) => {
    throw inPlainWords(error)
  })
}

const inPlainWords = (error: unknown): Error => new Error(reasonOf(error), { cause: error })

/** @param more what the linter overlooks */
function lintWith(lint: (parsed: JsonObject) => NormalizedProblem[], more: (document: JsonObject) => Finding[] = () => []): Lint {
  return async (given) => {
    const { document, failure } = walkable(given)
    if (failure !== undefined) return { findings: [], failure }
    try {
      const findings = lint(document).flatMap(findingOf)
      const found = new Set(findings.map(({ rule, pointer }) => `${rule} ${pointer}`))
      const overlooked = more(document).filter(({ rule, pointer }) => !found.has(`${rule} ${pointer}`))
      return { findings: [...findings, ...overlooked], failure: undefined }
    } catch (error) {
      if (error instanceof RangeError) return { findings: [], failure: TOO_DEEP }
      return { findings: [], failure: error instanceof Stumble ? error.message : 'it stopped at something that it does not understand' }
    }
  }
}

function findingOf({ ruleId, severity, message, location, ignored }: NormalizedProblem): Finding[] {
  if (ignored) return []
  const [place] = location
  const pointer = place && 'pointer' in place && place.pointer !== undefined ? place.pointer : '#/'
  // The linter does not percent-encode its pointers.
  const tokens = pointer === '#/' ? [] : pointer.slice(2).split('/').map(unescapeToken)
  return [{ rule: ruleId, severity: severity === 'warn' ? 'warning' : 'error', message, tokens, pointer: pointerOf(tokens) }]
}
