/** What refers to components by their bare names: discriminator mappings and security requirements. */
import { componentTarget, schemaSection, securitySection } from './components.ts'
import type { Description } from './description.ts'
import type { Node } from './node.ts'
import type { Target } from './resolve.ts'
import { resolveReference } from './resolve.ts'

/** A mapping value is the name of a schema component if there is one of that name, and a URI otherwise. */
export function mappingTarget(description: Description, text: string, { resource }: Node): Target | undefined {
  return (
    componentTarget(description, { section: schemaSection(description), name: text }) ??
    resolveReference(description, text, resource, 'schema')
  )
}

/** Names of security schemes are those of the entry document; since 3.2 a requirement may give a URI. */
export function schemeTarget(description: Description, name: string, { resource }: Node): Target | undefined {
  const found = componentTarget(description, { section: securitySection(description), name })
  const mayBeUri = description.grammar.family === '3.2'
  return found ?? (mayBeUri ? resolveReference(description, name, resource, 'securityScheme') : undefined)
}
