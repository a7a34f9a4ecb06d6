/** Judges a row of the index against the operation it is about and the text of its slice. */
import type { Description } from './description.ts'
import { createDescription, familyOf, parseText } from './description.ts'
import type { Operation } from './endpoints.ts'
import { effectiveSecurity, fields } from './endpoints.ts'
import type { Finding } from './finding.ts'
import { Findings } from './finding.ts'
import type { Node } from './node.ts'
import { inlined } from './node.ts'
import { chainOf } from './reference-chain.ts'
import { schemaSection, sectionOf } from './components.ts'
import { tagNames } from './tags.ts'
import { isDict, isList, scalarText } from './value.ts'

/** Spreadsheets run cells that begin like this, maybe behind blanks, so an apostrophe stands before them, and before an apostrophe. */
const guarded = (text: string): string => (/^['\t\r\n]|^[\s\p{C}]*[=+@＝＋－＠-]/u.test(text) ? `'${text}` : text)

export function judgeRowOf(description: Description, operation: Operation, row: Record<string, string>, text: string): Finding[] {
  const findings = new Findings()
  for (const [column, expected] of Object.entries(expectedRow(description, operation, text))) {
    const actual = Object.hasOwn(row, column) ? row[column] : undefined
    if (actual === undefined) findings.add(`row-${column}`, `the column ${column} is missing`)
    else if (actual !== expected) findings.add(`row-${column}`, `${column} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`)
  }
  return findings.list
}

function expectedRow(description: Description, operation: Operation, text: string): Record<string, string> {
  const own = fields(description, operation.node, 'operation')
  const field = (key: string): string => textOf(description, own.get(key))
  return {
    path: guarded(operation.path),
    method: guarded(operation.method),
    summary: guarded(field('summary')),
    operation_id: guarded(field('operationId')),
    tags: guarded(tagNames(description, operation.node).map(scalarText).join(',')),
    file_size_kb: (Buffer.byteLength(text) / 1024).toFixed(2),
    schema_count: String(schemaCount(text)),
    parameter_count: String(parameterCount(description, operation)),
    response_codes: guarded(responseCodes(description, own.get('responses')).join(',')),
    security_required: String(isSecured(description, operation.node)),
    deprecated: String(own.get('deprecated')?.value === true),
    output_oas_version: `${familyOf(description.root.value)}.x`,
    validation_status: 'PASS',
  }
}

const textOf = (description: Description, node: Node | undefined): string =>
  node === undefined ? '' : scalarText(inlined(description, node, 'plain').value)

function schemaCount(text: string): number {
  const slice = createDescription(parseText(text), 'memory://slice/openapi.yaml', text)
  return sectionOf(slice, schemaSection(slice)).size
}

/** Parameters of the operation and its path item; one of the operation replaces its namesake. */
function parameterCount(description: Description, { node, pathItem }: Operation): number {
  const lists = [fields(description, pathItem, 'pathItem').get('parameters'), fields(description, node, 'operation').get('parameters')]
  const parameters = lists.flatMap((list) => parametersIn(description, list))
  return new Set(parameters.map((parameter, index) => identity(description, parameter, index))).size
}

function parametersIn(description: Description, list: Node | undefined): Node[] {
  const found = list && inlined(description, list, '[parameter')
  return found && isList(found.value) ? found.value.map((value) => ({ value, resource: found.resource })) : []
}

/** What makes a parameter the same: its name and location. A lost one is like no other. */
function identity(description: Description, parameter: Node, index: number): string {
  const { end, lost } = chainOf(description, parameter, 'parameter')
  if (lost !== undefined || !isDict(end.value)) return `lost ${index}`
  return JSON.stringify([scalarText(end.value.get('in')), scalarText(end.value.get('name'))])
}

function responseCodes(description: Description, responses: Node | undefined): string[] {
  if (responses === undefined) return []
  const found = fields(description, inlined(description, responses, 'responses'), 'responses')
  return [...found.keys()].filter((code) => !code.startsWith('x-'))
}

/** Required means: there is a requirement, and no empty one that lets everybody in. */
function isSecured(description: Description, operation: Node): boolean {
  const security = effectiveSecurity(description, operation)
  const requirements = security && inlined(description, security, description.grammar.fieldType('operation', 'security')).value
  if (!isList(requirements) || requirements.length === 0) return false
  return !requirements.some((requirement) => isDict(requirement) && requirement.size === 0)
}
