import { containersIn, isArray, isContainer, isObject, type Json, type JsonObject, own, refOf } from '../model/json.ts'
import { fieldOf, type ObjectType } from '../model/object-types.ts'
import { tokensOf } from '../model/pointer.ts'
import type { Context } from './rule.ts'
import { isVain, typesOf } from './schema.ts'
import { addAll, addTo } from '../model/lists.ts'

/** Keywords without which a schema accepts more, unless they say nothing where they stand. */
const WIDENING = new Set([
  ...['contains', 'patternProperties', 'propertyNames', 'dependentRequired', 'dependentSchemas', 'if', 'prefixItems'],
  ...['unevaluatedItems', 'unevaluatedProperties', '$dynamicRef'],
])

/**
 * Whether a schema accepts more after the step from 3.1 to 3.0. Inside `not`, and among the choices of `oneOf`, that
 * would make what is around it accept less.
 */
export function widens(schema: Json, at: Context): boolean {
  const components = at.shared('widening components', () => wideningComponents(at))
  if (components.size === 0 && !at.shared('widening anywhere', () => isAnywhere(at.document))) return false
  const { isWidening, refs } = look(schema, at.type)
  return isWidening || refs.some((ref) => isWideningTarget(ref, components))
}

/** Whether more than one of some choices may hold after the step, since one of them accepts more and nothing keeps them apart. */
export function mayOverlap(choices: readonly Json[], at: Context): boolean {
  const wider = choices.map((choice) => widens(choice, at))
  if (!wider.includes(true)) return false
  const marks = choices.map((choice) => marksOf(choice, at))
  return marks.some((mark, index) =>
    marks.some((other, position) => position < index && (wider[index]! || wider[position]!) && !areApart(mark, other)),
  )
}

/** What tells a choice from others whatever else it says: its types, and required properties with values of their own. */
interface Marks {
  types: ReadonlySet<string> | undefined
  values: ReadonlyMap<string, ReadonlySet<Json>>
}

function marksOf(choice: Json, at: Context, depth = 0): Marks {
  const schema = at.resolve(choice)
  const named = typesOf(schema)?.map((type) => (type === 'integer' ? 'number' : type))
  let types = named && new Set(named)
  const values = new Map<string, ReadonlySet<Json>>()
  const [properties, required, all] = ['properties', 'required', 'allOf'].map((key) => own(schema, key))
  for (const name of isArray(required) ? required : []) {
    const found = typeof name === 'string' ? valuesOf(at.resolve(own(properties, name) ?? true)) : undefined
    if (found) values.set(name as string, found)
  }
  // Few choices are made of more than two layers; without the rest they are only taken to overlap more.
  for (const part of isArray(all) && depth < 3 ? all : []) {
    const inner = marksOf(part, at, depth + 1)
    types ??= inner.types && new Set(inner.types)
    for (const [name, found] of inner.values) if (!values.has(name)) values.set(name, found)
  }
  return { types, values }
}

function valuesOf(schema: Json | undefined): ReadonlySet<Json> | undefined {
  const constant = own(schema, 'const')
  const list = own(schema, 'enum')
  const values = constant === undefined ? list : [constant]
  return isArray(values) && values.every((value) => !isContainer(value)) ? new Set(values) : undefined
}

function areApart(a: Marks, b: Marks): boolean {
  if (a.types && b.types && isDisjoint(a.types, b.types)) return true
  // Properties tell objects apart, and nothing else.
  const areObjects = [a, b].every(({ types }) => types?.size === 1 && types.has('object'))
  return areObjects && [...a.values].some(([name, values]) => b.values.has(name) && isDisjoint(values, b.values.get(name)!))
}

const isDisjoint = <Value>(a: ReadonlySet<Value>, b: ReadonlySet<Value>): boolean => [...a].every((value) => !b.has(value))

/** The components that accept more, themselves or by what they refer to. */
function wideningComponents({ document, type }: Context): Set<string> {
  const schemas = own(own(document, 'components'), 'schemas')
  const found = new Set<string>()
  const users = new Map<string, string[]>()
  for (const [name, schema] of isObject(schemas) ? Object.entries(schemas) : []) {
    const { isWidening, refs } = look(schema, type)
    if (isWidening) found.add(name)
    for (const ref of refs) {
      const used = componentOf(ref)
      if (used !== undefined) addTo(users, used, name)
    }
  }
  // A set grows while it is iterated, so users of users are found.
  for (const name of found) for (const user of users.get(name) ?? []) found.add(user)
  return found
}

function look(root: Json, type: ObjectType): { isWidening: boolean; refs: string[] } {
  const refs: string[] = []
  const seen = new Set<object>()
  const pending: Json[] = [root]
  let isWidening = false
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isObject(node) || seen.has(node)) continue
    seen.add(node)
    const ref = refOf(node)
    if (ref !== undefined) refs.push(ref)
    for (const [key, value] of Object.entries(node)) {
      if (WIDENING.has(key) && !isVain(key, node)) isWidening = true
      addAll(pending, schemasIn(key, value, type))
    }
  }
  return { isWidening, refs }
}

function schemasIn(key: string, value: Json, type: ObjectType): readonly Json[] {
  const field = fieldOf(type, key)
  if (!('type' in field) || field.type !== type || !isContainer(value)) return []
  return field.holds === 'one' && !isArray(value) ? [value] : (Object.values(value) as Json[])
}

/** What is not known by its pointer is taken to accept more. */
function isWideningTarget(ref: string, components: ReadonlySet<string>): boolean {
  const name = componentOf(ref)
  return name === undefined || components.has(name)
}

function componentOf(ref: string): string | undefined {
  const tokens = ref.startsWith('#/components/schemas/') ? tokensOf(ref) : undefined
  return tokens?.[2]
}

/** A look at names alone, whatever they are names of: where there are none, nothing has to be followed. */
function isAnywhere(document: JsonObject): boolean {
  for (const node of containersIn(document)) if (Object.keys(node).some((key) => WIDENING.has(key))) return true
  return false
}
