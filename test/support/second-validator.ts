import { Validator } from '@seriousme/openapi-schema-validator'

/** It keeps what it has compiled for a version. */
const validator = new Validator()

/**
 * Whether a JSON Schema validator of the OpenAPI Initiative's schemas takes the document. It follows whatever is called
 * `$ref`, in example data too, where a slice keeps the source's text; such data is taken out of its sight.
 */
export async function isAccepted(document: unknown): Promise<boolean> {
  try {
    return (await validator.validate(withoutForeignReferences(document) as Record<string, unknown>)).valid
  } catch {
    return false
  }
}

/** A deep copy in which what refers out of the document is empty, as in a slice that can only be data; and what is merely named `$ref` is gone. */
function withoutForeignReferences(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutForeignReferences)
  if (typeof node !== 'object' || node === null) return node
  const ref = (node as { $ref?: unknown }).$ref
  if (typeof ref === 'string' && !ref.startsWith('#')) return {}
  const entries = Object.entries(node).filter(([key]) => key !== '$ref' || typeof ref === 'string')
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutForeignReferences(value)]))
}
