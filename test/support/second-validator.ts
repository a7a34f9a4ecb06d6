import { Validator } from '@seriousme/openapi-schema-validator'
import { familyOf } from '../judge/description.ts'
import { Grammar, type Type } from '../judge/grammar.ts'
import type { Dict } from '../judge/value.ts'

/** It keeps what it has compiled for a version. */
const validator = new Validator()

/** Whether a JSON Schema validator of the OpenAPI Initiative's schemas takes the document, where these say what the specification says. */
export async function isAccepted(document: unknown): Promise<boolean> {
  try {
    const grammar = new Grammar(familyOf(new Map(Object.entries(document as object)) as Dict))
    return (await validator.validate(seen(document, 'root', grammar) as Record<string, unknown>)).valid
  } catch {
    return false
  }
}

/** A deep copy without what the validator would take for something else than it is. */
function seen(node: unknown, type: Type, grammar: Grammar): unknown {
  if (Array.isArray(node)) return node.map((item) => seen(item, grammar.itemType(type), grammar))
  if (!isMap(node)) return node
  const ref = node['$ref']
  if (typeof ref === 'string') {
    // In a slice only data can lead out of the document.
    if (!ref.startsWith('#')) return {}
    // OAS 3.0.4 §4.7.23: what stands beside a reference SHALL be ignored.
    if (grammar.isReferencePlace(type) && !grammar.isJsonSchema) return { $ref: ref }
  }
  const entries = Object.entries(node).filter(([key, value]) => isMeant(key, value, type))
  return corrected(Object.fromEntries(entries.map(([key, value]) => [key, seen(value, grammar.fieldType(type, key), grammar)])), type)
}

/**
 * It follows references and notes identifiers in data and extensions, too, which a slice keeps as they are (OAS 3.0.4
 * §4.7.19); and in whatever is named `$ref`.
 */
function isMeant(key: string, value: unknown, type: Type): boolean {
  if (type === 'data' || type === 'extension') return !POINTING.has(key)
  return key !== '$ref' || typeof value === 'string'
}

const POINTING = new Set(['$ref', '$id', '$anchor', '$dynamicRef', '$dynamicAnchor', '$schema'])

/** Without what a schema asks and the text of the specification does not: the schemas of earlier versions do not ask it of the source. */
function corrected(node: Record<string, unknown>, type: Type): unknown {
  const { parameters, name } = node
  // OAS 3.1.2 §4.8.20: Map[string, Any | {expression}], of which the schemas of 3.1 and 3.2 make a map of strings.
  if (type === 'link' && isMap(parameters)) return { ...node, parameters: {} }
  // The schema of 3.2 wants a header's name to be a token, for RFC 9110 §5.1; OAS 3.2.0 §4.12 says of it that it is a string.
  const isHeader = type === 'parameter' && node['in'] === 'header' && typeof name === 'string'
  return isHeader ? { ...node, name: name.replace(NO_TOKEN, '_') || '_' } : node
}

const NO_TOKEN = /[^0-9A-Za-z!#$%&'*+.^_`|~-]/g

const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
