import { KINDS } from '../model/kinds.ts'
import type { Phase, Severity } from '../problems.ts'

/**
 * Rules of Redocly's `spec` set that state no MUST of the specification: they warn. All others are errors, each with
 * the section that makes it one; the list is in `docs/validation.md`.
 */
const ADVISORY = new Set([
  // OAS 3.0.4 §4.7.24: `nullable` without `type` has no effect, which is no violation.
  'nullable-type-sibling',
  // OAS 3.0.4 §4.7.23: what stands beside `$ref` SHALL be ignored.
  'spec-ref-siblings',
  // OAS 3.0.4 §4.7.8 describes paths without forbidding a query.
  'path-not-include-query',
  // OAS 3.2.0 §4.25 demands a `defaultMapping` where the property is optional; the initiative's own examples do without,
  // and a description of an earlier version has none to give.
  'spec-discriminator-defaultMapping',
  // OAS 3.0.4 §4.7.6: a default is required of a declared variable; an undeclared one is not mentioned.
  'no-undefined-server-variable',
])

export const severityOf = (rule: string): Severity => (ADVISORY.has(rule) ? 'warning' : 'error')

/** The phase that a finding belongs to: references have their own, the rest goes by place. */
export function phaseOf(rule: string, tokens: readonly string[]): Phase {
  if (rule === 'no-unresolved-refs' || rule === 'spec-strict-refs') return 4
  const [first, second] = tokens
  if (first === 'paths' || first === 'webhooks') return tokens.includes('responses') ? 3 : 2
  if (first === 'responses' || (first === 'components' && second === 'responses')) return 3
  return ['components', 'definitions', 'parameters', 'securityDefinitions'].includes(first ?? '') ? 7 : 1
}

/** What to do about the findings of a rule, in words that need no knowledge of the rule. */
const HELP: Record<string, string> = {
  'no-unresolved-refs': 'Correct the reference, or add what it refers to.',
  'path-parameters-defined': 'Declare each {name} of the path as a parameter with “in: path”, and no others.',
  'operation-operationId-unique': 'Give each operation an operationId of its own.',
  'operation-parameters-unique': 'Remove one of the parameters with the same name and place.',
  'spec-components-invalid-map-name': 'Use only letters, digits, “.”, “-” and “_” in names of components.',
  'no-duplicated-tag-names': 'Keep one of the tags with the same name.',
  'nullable-type-sibling': 'Add a “type” beside “nullable”; without one it has no effect.',
  'spec-ref-siblings': 'Remove what stands beside “$ref”; tools ignore it.',
  'path-not-include-query': 'Describe the query as parameters with “in: query”.',
}

export const helpFor = (rule: string): string =>
  HELP[rule] ?? `Correct it as the specification asks; see the rule “${rule}” in Redocly's documentation.`

/** The linter's messages in words that name the field and need no knowledge of types. */
export function plainMessage(message: string, tokens: readonly string[]): string {
  const field = nameOf(tokens)
  const [, wanted, found] = /^Expected type `(.+?)`(?: \(\w+\))? but got `(\w+)`/.exec(message) ?? []
  if (wanted) return `${field} must be ${KINDS[wanted] ?? `an object (${wanted})`} but is ${KINDS[found!] ?? found}.`
  const [, missing] = /^The field `(.+?)` must be present on this level/.exec(message) ?? []
  if (missing) return `${quoted(missing)} is missing in ${field}.`
  const [, unknown] = /^Property `(.+?)` is not expected here/.exec(message) ?? []
  if (unknown && tokens.length === 2 && tokens[0] === 'paths') return `${quoted(unknown)} is not a path: each begins with “/”.`
  if (unknown) return `${quoted(unknown)} is not a field of ${nameOf(tokens.slice(0, -1))}.`
  return `${message
    .replace(/['`]\[object Object\]['`]/g, 'an object')
    .replace(/`([^`]*)`/g, '“$1”')
    .replace(/\.$/, '')}.`
}

/** What a pointer leads to, by its key; an item of a list by its position and the list. */
function nameOf(tokens: readonly string[]): string {
  const [list, last] = tokens.slice(-2)
  if (last !== undefined && /^\d+$/.test(last) && LISTS.has(list!)) return `item ${Number(last) + 1} of ${quoted(list!)}`
  return quoted(tokens.at(-1) ?? 'the document')
}

/** The fields whose values are lists; elsewhere a number is a name, such as a response code. */
const LISTS = new Set(['servers', 'tags', 'parameters', 'security', 'allOf', 'oneOf', 'anyOf', 'prefixItems', 'required', 'enum'])

const quoted = (name: string): string => `“${name}”`
