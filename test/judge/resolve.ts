/** Resolves a reference to its target by the rules of URIs, JSON pointers and JSON Schema identifiers. */
import type { Description, ParsedDocument, Resource } from './description.ts'
import { absolute, documentAt } from './description.ts'
import type { Type } from './grammar.ts'
import { indexIdentifiers, resourceWithin } from './identifiers.ts'
import type { Value } from './value.ts'
import { isDict, isList, refOf } from './value.ts'

export interface Component {
  section: string
  name: string
}

export interface Target {
  value: Value
  resource: Resource
  pointer: string[]
  /** The component of the entry document that the target is, or is part of. */
  component: Component | undefined
  /** True when the target is that component itself and not a part of it. */
  isWhole: boolean
  /** Components that the pointer passed through by following a reference in them. */
  via: Component[]
}

const cache = new WeakMap<Resource, Map<string, Target | undefined>>()

export function resolveReference(description: Description, reference: string, resource: Resource, type: Type): Target | undefined {
  const known = cache.get(resource) ?? new Map<string, Target | undefined>()
  cache.set(resource, known)
  const key = `${type} ${reference}`
  if (!known.has(key)) {
    known.set(key, undefined) // A pointer that leads through itself finds nothing.
    known.set(key, find(description, reference, resource, type))
  }
  return known.get(key)
}

function find(description: Description, reference: string, resource: Resource, type: Type): Target | undefined {
  const hash = reference.indexOf('#')
  const uri = hash < 0 ? reference : reference.slice(0, hash)
  const fragment = decode(hash < 0 ? '' : reference.slice(hash + 1))
  if (fragment === undefined) return undefined
  indexIdentifiers(description, description.root, 'root', [], description.root.value)
  for (const candidate of candidates(description, uri, resource)) {
    const target = fragmentTarget(description, candidate, fragment, type)
    if (target !== undefined) return target
  }
  return undefined
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** Many authors mean the document where `$id` or `$self` say otherwise, so that comes second. */
function* candidates(description: Description, uri: string, resource: Resource): Generator<Resource> {
  if (uri === '') {
    yield resource
    yield resource.document.resource
    return
  }
  for (const base of new Set([resource.uri, resource.document.resource.uri, resource.document.location])) {
    const target = absolute(uri, base)
    const found = target === undefined ? undefined : resourceAt(description, target)
    if (found !== undefined) yield found
  }
}

function resourceAt(description: Description, uri: string): Resource | undefined {
  return description.resources.get(uri) ?? documentAt(description, uri)?.resource
}

function fragmentTarget(description: Description, resource: Resource, fragment: string, type: Type): Target | undefined {
  indexWhole(description, resource.document, type, fragment)
  if (fragment === '') return isEntry(resource) ? undefined : follow(description, resource, resource.pointer, type)
  if (fragment.startsWith('/')) return follow(description, resource, [...resource.pointer, ...tokens(fragment)], type)
  const pointer = resource.anchors.get(fragment)
  return pointer && follow(description, resource, pointer, type)
}

/** A whole description is no schema and no parameter: a reference to it leads nowhere. */
const isEntry = ({ document, pointer }: Resource): boolean =>
  pointer.length === 0 && isDict(document.value) && (document.value.has('openapi') || document.value.has('swagger'))

function indexWhole(description: Description, document: ParsedDocument, type: Type, fragment: string): void {
  const isDescription = isDict(document.value) && document.value.has('openapi')
  if (isDescription) indexIdentifiers(description, document, 'root', [], document.value)
  else if (!fragment.startsWith('/')) indexIdentifiers(description, document, type, [], document.value)
}

const tokens = (pointer: string): string[] =>
  pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))

interface Position {
  value: Value
  resource: Resource
  pointer: string[]
  via: Component[]
}

function follow(description: Description, resource: Resource, pointer: string[], type: Type): Target | undefined {
  const { document } = resource
  let at: Position = { value: document.value, resource: document.resource, pointer: [], via: [] }
  for (const token of pointer) {
    const next = step(description, at, token, type)
    if (next === undefined) return undefined
    at = next
  }
  const component = componentAt(description, at.resource.document, at.pointer)
  indexIdentifiers(description, at.resource.document, type, at.pointer, at.value)
  return {
    ...at,
    resource: resourceWithin(description, at.value, at.resource),
    component,
    isWhole: component !== undefined && isWhole(description, at.pointer),
  }
}

function step(description: Description, at: Position, token: string, type: Type): Position | undefined {
  const value = childOf(at.value, token)
  if (value !== undefined) {
    return { value, resource: resourceWithin(description, value, at.resource), pointer: [...at.pointer, token], via: at.via }
  }
  const ref = refOf(at.value)
  const target = ref === undefined ? undefined : resolveReference(description, ref, at.resource, type)
  if (target === undefined) return undefined
  const passed = componentAt(description, at.resource.document, at.pointer)
  return step(description, { ...target, via: [...at.via, ...(passed ? [passed] : []), ...target.via] }, token, type)
}

function childOf(value: Value, token: string): Value | undefined {
  if (isDict(value)) return value.get(token)
  return isList(value) && /^(?:0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined
}

const sections2 = new Set(['definitions', 'parameters', 'responses', 'securityDefinitions'])

/** Length of a pointer to a component: /definitions/D in 2.0, /components/schemas/D from 3.0 on. */
const depthOf = ({ grammar }: Description): number => (grammar.family === '2.0' ? 2 : 3)

const isWhole = (description: Description, pointer: string[]): boolean => pointer.length === depthOf(description)

/** Whether the version knows a kind of component; what stands under another key is no component. */
const isSection = ({ grammar }: Description, name: string): boolean => grammar.fieldType('components', name).startsWith('{')

function componentAt(description: Description, document: ParsedDocument, pointer: string[]): Component | undefined {
  const depth = depthOf(description)
  const [first = '', second = ''] = pointer
  if (document !== description.root || pointer.length < depth) return undefined
  if (depth === 3) return first === 'components' && isSection(description, second) ? { section: second, name: pointer[2] ?? '' } : undefined
  return sections2.has(first) ? { section: first, name: second } : undefined
}
