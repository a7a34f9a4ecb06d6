/** The components of an entry document, whatever the version calls the place they are kept in. */
import type { Description } from './description.ts'
import type { Type } from './grammar.ts'
import type { Component, Target } from './resolve.ts'
import { resourceWithin } from './identifiers.ts'
import type { Dict, Value } from './value.ts'
import { isDict } from './value.ts'

const sections2 = ['definitions', 'parameters', 'responses', 'securityDefinitions']

export const componentKey = ({ section, name }: Component): string => `${section}/${name}`

export const rootDict = ({ root }: Description): Dict => (isDict(root.value) ? root.value : new Map())

export function sectionsOf(description: Description): [string, Value][] {
  const root = rootDict(description)
  if (description.grammar.family === '2.0') {
    return sections2.flatMap((name): [string, Value][] => (root.has(name) ? [[name, root.get(name) ?? null]] : []))
  }
  const components = root.get('components')
  return isDict(components) ? [...components] : []
}

export function sectionOf(description: Description, section: string): Dict {
  const root = rootDict(description)
  const components = root.get('components')
  const holder = description.grammar.family === '2.0' ? root : isDict(components) ? components : undefined
  const found = holder?.get(section)
  return isDict(found) ? found : new Map()
}

export function schemaSection(description: Description): string {
  return description.grammar.family === '2.0' ? 'definitions' : 'schemas'
}

export function securitySection(description: Description): string {
  return description.grammar.family === '2.0' ? 'securityDefinitions' : 'securitySchemes'
}

export function componentType({ grammar }: Description, section: string): Type {
  const type = grammar.fieldType(grammar.family === '2.0' ? 'root' : 'components', section)
  return type.startsWith('{') ? type.slice(1) : 'extension'
}

export function componentTarget(description: Description, { section, name }: Component): Target | undefined {
  const value = sectionOf(description, section).get(name)
  if (value === undefined) return undefined
  const holder = description.grammar.family === '2.0' ? [] : ['components']
  const resource = resourceWithin(description, value, description.root.resource)
  return { value, resource, pointer: [...holder, section, name], component: { section, name }, isWhole: true, via: [] }
}
