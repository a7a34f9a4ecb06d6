import { isArray, isObject, type Json, type JsonObject, own, refOf } from '../model/json.ts'
import type { Family } from '../model/object-types.ts'
import { MAX_NAME } from './walkable.ts'

/** What conditions may ask and tell. */
export interface ConditionContext {
  readonly family: Family
  /** What a reference to a whole component leads to. */
  resolve(ref: string): Json | undefined
  isSchema(text: string): boolean
  noteOperationId(id: Json): void
  find(rule: string, message: string, ...below: readonly string[]): void
}

/** Whether rules beyond `struct` have nothing to say about an object but what it finds. */
export type Condition = (value: JsonObject, key: string, context: ConditionContext) => boolean

/** By the linter's types: under what condition its other rules are content. Each is as strict as the rules that it names. */
export const CONDITIONS: Readonly<Record<string, Condition>> = {
  Schema: (schema, _key, context) => {
    noteNullable(schema, context)
    return hasDefaultMapping(schema, context.family)
  },
  DiscriminatorMapping: (mapping, _key, context) =>
    Object.values(mapping).every((name) => typeof name === 'string' && context.isSchema(name)),
  Server: hasItsVariables,
  // no-example-value-and-externalValue, spec-example-values
  Example: ({ value, externalValue, dataValue, serializedValue }, _key, { family }) => {
    if (family !== '3.2') return !(value && externalValue)
    if (externalValue !== undefined) return value === undefined && serializedValue === undefined
    return value === undefined || (dataValue === undefined && serializedValue === undefined)
  },
  // spec-no-invalid-encoding-combinations
  MediaType: ({ encoding, prefixEncoding, itemEncoding }) => encoding === undefined || (prefixEncoding ?? itemEncoding) === undefined,
  Operation: ({ operationId, parameters }, _key, context) => {
    if (operationId) context.noteOperationId(operationId)
    return areUnique(parametersOf(parameters, context))
  },
  PathItem: isPlainPathItem,
  // spec-no-invalid-tag-parents
  Tag: ({ parent }) => parent === undefined,
}

/** What rules ask of a parameter. */
export interface ParameterKey {
  in: Json | undefined
  name: Json | undefined
}

/** The parameters of a list, references followed; undefined if that cannot be said. */
export function parametersOf(list: Json | undefined, context: Pick<ConditionContext, 'resolve'>): ParameterKey[] | undefined {
  if (list === undefined) return []
  if (!isArray(list)) return undefined
  const found: ParameterKey[] = []
  for (const entry of list) {
    const ref = refOf(entry)
    const parameter = ref === undefined ? entry : context.resolve(ref)
    if (!isObject(parameter) || refOf(parameter) !== undefined) return undefined
    found.push({ in: own(parameter, 'in'), name: own(parameter, 'name') })
  }
  return found
}

/** operation-parameters-unique; spec-querystring-parameters. */
export function areUnique(parameters: readonly ParameterKey[] | undefined): parameters is readonly ParameterKey[] {
  if (!parameters || parameters.some((parameter) => parameter.in === 'querystring')) return false
  return new Set(parameters.map((parameter) => `${parameter.in}___${parameter.name}`)).size === parameters.length
}

/** A path with one name for all templates. An expression would look for the end anew at each brace. */
export function withoutVariables(path: string): string {
  let text = ''
  let at = 0
  for (;;) {
    const open = path.indexOf('{', at)
    const close = open === -1 ? -1 : path.indexOf('}', open + 2)
    if (close === -1) return text + path.slice(at)
    text += `${path.slice(at, open)}{VARIABLE}`
    at = close + 1
  }
}

/** path-parameters-defined: what it takes for templates. */
export const templatesOf = (path: string): ReadonlySet<Json | undefined> =>
  new Set(Array.from(path.matchAll(/\{([a-zA-Z0-9_.-]+)\}+/g), ([, name]) => name))

/** nullable-type-sibling */
function noteNullable(schema: JsonObject, context: ConditionContext): void {
  if (context.family !== '3.0' || !Object.hasOwn(schema, 'nullable') || Object.hasOwn(schema, 'type')) return
  context.find('nullable-type-sibling', 'The `type` field must be defined when the `nullable` field is used.', 'nullable')
}

/** spec-discriminator-defaultMapping */
function hasDefaultMapping({ discriminator, required }: JsonObject, family: Family): boolean {
  const property = family === '3.2' ? own(discriminator, 'propertyName') : undefined
  if (!property) return true
  return own(discriminator, 'defaultMapping') === undefined && isArray(required) && required.includes(property)
}

/** no-undefined-server-variable */
function hasItsVariables({ url, variables }: JsonObject, _key: string, { family }: ConditionContext): boolean {
  if (!url || family === '2.0') return true
  if (typeof url !== 'string' || url.length > MAX_NAME) return false
  const used = (url.match(/{[^}]+}/g) ?? []).map((template) => template.slice(1, -1))
  const defined = isObject(variables) ? Object.keys(variables) : []
  return used.every((name) => defined.includes(name)) && defined.every((name) => used.includes(name))
}

/**
 * path-declaration-must-exist, path-parameters-defined, operation-parameters-unique, for path items that are not under
 * `paths`: callbacks, webhooks and components. With templates or path parameters in play they are left to the linter.
 */
function isPlainPathItem(item: JsonObject, key: string, context: ConditionContext): boolean {
  if (key.includes('{}') || key.includes('?') || templatesOf(key).size > 0) return false
  const lists = [item, ...Object.values(item)].map((holder) => parametersOf(own(holder, 'parameters'), context))
  return areUnique(lists[0]) && lists.every((list) => list?.every((parameter) => parameter.in !== 'path'))
}
