import type { Notes } from '../load/notes.ts'
import type { Resource } from '../link/resources.ts'
import { copyOf, isArray, isContainer, isObject, type Json, type JsonObject, put, refOf } from '../model/json.ts'
import type { Field, Model, ObjectType } from '../model/object-types.ts'
import { pointerOf } from '../model/pointer.ts'
import type { Change } from './change.ts'
import { type EditInProgress, editOf } from './edit.ts'
import { excerpt } from '../model/excerpt.ts'
import { componentType, type FieldOf, fieldsFor, REFERENCE, REQUIREMENT } from './fields.ts'
import { below, type Place, placeAt, pointerTo } from './place.ts'
import { addressOf, type Deep, displaced, hoist, type Hoists, referencesOf, type References } from './references.ts'
import type { Context, Rule, Step, Told } from './rule.ts'

interface StepResult {
  document: JsonObject
  changes: Change[]
  /** Where values of the result stood in the document that came in first, as far as the way to them is another. */
  origins: Map<object, string>
}

/** What was made of an object, and which of the changes were made in it. */
interface Known {
  result: Json
  pointer: Place
  first: number
  end: number
}

/** Passes over a document until no reference is displaced any more; each pass can only move more parts. */
const MAX_PASSES = 20

/** One step from a family to the next: a walk by the source's tables, with the rules of the step. */
export function walkStep(
  document: JsonObject,
  notes: Notes,
  model: Model,
  step: Step,
  version: string,
  origins: Map<object, string>,
): StepResult {
  const hoists: Hoists = new Map()
  for (let pass = 0; ; pass++) {
    const { result, missing } = walk(document, notes, model, step, version, origins, hoists)
    if (missing.length === 0 || pass === MAX_PASSES) return result
    hoist(missing, document, hoists)
  }
}

function walk(
  document: JsonObject,
  notes: Notes,
  model: Model,
  step: Step,
  version: string,
  earlier: Map<object, string>,
  hoists: Hoists,
): { result: StepResult; missing: Deep[] } {
  const fieldOf: FieldOf = fieldsFor(model)
  const references: References = referencesOf(document, model, step, hoists)
  const rules = byType(step.rules)
  const changes: Change[] = []
  const origins = new Map<object, string>()
  /** By type, what was made of each object. */
  const known = new Map<string, Map<object, Known | typeof OPEN>>()
  const movedTo = new Map<object, Place>()
  const sharedValues = new Map<string, unknown>()

  const root = convertObject(document, model.root, placeAt('#'), '', '', references.resources.document) as JsonObject
  const whole = withHoisted(root)
  const missing = displaced(references.deep, whole, (node, type) => {
    const found = isContainer(node) ? known.get(type.name)?.get(node) : undefined
    return found === undefined || found === OPEN ? undefined : found.result
  })
  return { result: { document: whole, changes, origins }, missing }

  // Values by what the tables say they are. The fewer calls per level, the deeper a document may nest.

  function convertField(node: Json, field: Field, at: Place, key: string, base: Resource): Json {
    if (!isContainer(node)) {
      return field.holds === 'one' ? convertValue(node, field.type, at, key, key, base) : convertTarget(node, field, base)
    }
    if (field.holds === 'one' && isObject(node)) return convertObject(node, field.type, at, key, key, base)
    if (field.holds === 'free' || field.holds === 'unlisted') return convertFree(node)
    if (field.holds === 'mapping') return mapped(node, (value) => convertTarget(value, field, base))
    const type = 'type' in field ? field.type : field.holds === 'requirements' ? REQUIREMENT : undefined
    // Draft 4 allows an array of schemas in `items`.
    const isExpected = field.holds === 'map' || isArray(node)
    if (!type || !isExpected || (isObject(node) && refOf(node) !== undefined)) return node
    const place = placeOf(node, at)
    let copy: Json[] | Record<string, Json> | undefined
    for (const name of Object.keys(node)) {
      const value = (node as JsonObject)[name]!
      const itemPlace = below(place, name)
      const converted = isObject(value)
        ? convertObject(value, type, itemPlace, key, name, base)
        : convertValue(value, type, itemPlace, key, name, base)
      if (converted !== value) copy = replaced(copy, node, name, converted)
    }
    if (copy) notes.inherit(copy, node as JsonObject)
    // The next step has to know too.
    if (place !== at) origins.set(copy ?? node, pointerTo(place))
    return copy ?? node
  }

  function convertObject(node: JsonObject, type: ObjectType, at: Place, field: string, key: string, base: Resource): Json {
    const place = placeOf(node, at)
    // Which media type it is decides what a Media Type Object means.
    const memo = type.name === 'MediaType' ? `MediaType ${key}` : type.name
    const results = resultsFor(memo)
    const found = results.get(node)
    if (found === OPEN) return node
    if (found) return repeated(found, place)
    results.set(node, OPEN)
    const first = changes.length
    const convert = type === model.root || type.name === 'Operation' || isComponent(place) ? guarded : fresh
    const result = convert(node, type, place, field, key, base)
    results.set(node, { result, pointer: place, first, end: changes.length })
    if (place !== at && isContainer(result)) origins.set(result, pointerTo(place))
    return result
  }

  function convertValue(node: Json, type: ObjectType, place: Place, field: string, key: string, base: Resource): Json {
    let value = node
    for (const rule of rules.of(type.name)?.rules ?? []) {
      if (!rule.value) continue
      const converted = rule.value(value, contextOf(rule, type, place, field, key, base))
      if (converted !== value) tell(rule, place, { before: value, after: converted })
      value = converted
    }
    return value
  }

  function resultsFor(memo: string): Map<object, Known | typeof OPEN> {
    let results = known.get(memo)
    if (!results) known.set(memo, (results = new Map()))
    return results
  }

  /** What nests too deeply to be followed fails by itself, not everything around it. */
  function guarded(node: JsonObject, type: ObjectType, place: Place, field: string, key: string, base: Resource): Json {
    const told = changes.length
    try {
      return fresh(node, type, place, field, key, base)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      changes.length = told
      changes.push(tooDeep(pointerTo(place)))
      if (type.name === 'Schema') return {}
      return type.name === 'Operation' ? { responses: { default: { description: '' } } } : node
    }
  }

  function fresh(node: JsonObject, type: ObjectType, place: Place, field: string, key: string, outer: Resource): Json {
    const isSchema = type.name === 'Schema'
    const base = isSchema ? (references.resources.of(node) ?? outer) : outer
    if (refOf(node) !== undefined && type.component !== undefined && !(isSchema && model.schemaSiblings)) {
      return convertReference(node, type, place, field, key, base)
    }
    const applicable = rules.of(type.name)
    if (applicable && triggers(node, applicable)) return edited(editOf(node, notes), applicable.rules, type, place, field, key, base)
    let copy: Record<string, Json> | undefined
    for (const name of Object.keys(node)) {
      const value = node[name]!
      const converted = isRef(name, value, type)
        ? references.rewrite(value, type, base)
        : convertField(value, fieldOf(type, name), below(place, name), name, base)
      if (converted !== value) copy = replaced(copy, node, name, converted) as Record<string, Json>
    }
    if (copy) notes.inherit(copy, node)
    return copy ?? node
  }

  function edited(
    edit: EditInProgress,
    list: readonly Rule[],
    type: ObjectType,
    place: Place,
    field: string,
    key: string,
    base: Resource,
  ): Json {
    apply(list, undefined, edit, type, place, field, key, base)
    if (edit.replacement !== undefined) return edit.replacement
    for (const name of edit.keys()) {
      if (edit.isDone(name)) continue
      const value = edit.get(name)!
      const converted = isRef(name, value, type)
        ? references.rewrite(value, type, base)
        : convertField(value, fieldOf(type, name), below(place, name), name, base)
      if (converted !== value) edit.exchange(name, converted)
    }
    apply(list, 'children', edit, type, place, field, key, base)
    return edit.result()
  }

  /** In a Schema Object of 3.1 and later `$ref` is a keyword among others. */
  function isRef(name: string, value: Json, type: ObjectType): value is string {
    return name === '$ref' && type.name === 'Schema' && typeof value === 'string'
  }

  /** Whether something stands directly in a container of components. */
  function isComponent(place: Place): boolean {
    if (!('parent' in place) || !('parent' in place.parent)) return false
    const { parent: holder } = place.parent
    if (model.family === '2.0') return !('parent' in holder) && place.parent.token !== 'paths'
    return 'parent' in holder && holder.token === 'components' && !('parent' in holder.parent)
  }

  function convertReference(node: JsonObject, type: ObjectType, place: Place, field: string, key: string, base: Resource): Json {
    const ref = refOf(node)!
    const rewritten = references.rewrite(ref, type, base)
    const applicable = rules.of(REFERENCE.name)
    // Most references are nothing but that and need no look at their siblings.
    const isBare = Object.keys(node).length === 1 && !applicable?.keys.has('$ref')
    if (isBare) return rewritten === ref ? node : { $ref: rewritten }
    const edit = editOf(node, notes)
    apply(applicable?.rules ?? [], undefined, edit, type, place, field, key, base)
    if (edit.replacement !== undefined) return edit.replacement
    if (rewritten !== ref) edit.exchange('$ref', rewritten)
    return edit.result()
  }

  /** A value of a discriminator's mapping: the name of a schema, or a reference. Other values are as they are. */
  function convertTarget(value: Json, { holds }: Field, base: Resource): Json {
    const isTarget = (holds === 'mapping' || holds === 'mappingTarget') && typeof value === 'string' && value.includes('#')
    return isTarget ? references.rewrite(value, componentType(model, 'schemas')!, base) : value
  }

  /** Extensions and unknown fields are left alone, but for references to what is elsewhere now. */
  function convertFree(node: Json): Json {
    if (!isContainer(node) || (!step.rename && hoists.size === 0)) return node
    const results = resultsFor('free')
    const found = results.get(node)
    if (found !== undefined) return found === OPEN ? node : found.result
    results.set(node, OPEN)
    const ref = refOf(node)
    const result = mapped(node, (value, key) =>
      key === '$ref' && ref?.startsWith('#') ? references.rewrite(ref, UNTYPED, references.resources.document) : convertFree(value),
    )
    results.set(node, { result, pointer: placeAt('#'), first: 0, end: 0 })
    return result
  }

  /** A copy with some values replaced, or the value itself if none is. */
  function mapped(node: Json, change: (value: Json, key: string) => Json): Json {
    if (!isContainer(node)) return node
    let copy: Json[] | Record<string, Json> | undefined
    for (const key of Object.keys(node)) {
      const value = (node as JsonObject)[key]!
      const converted = change(value, key)
      if (converted === value) continue
      copy ??= isArray(node) ? [...node] : copyOf(node as JsonObject)
      put(copy, key, converted)
    }
    if (!copy) return node
    notes.inherit(copy, node as JsonObject)
    return copy
  }

  // Rules

  function apply(
    list: readonly Rule[],
    after: 'children' | undefined,
    edit: EditInProgress,
    type: ObjectType,
    place: Place,
    field: string,
    key: string,
    base: Resource,
  ): void {
    for (const rule of list) {
      if (rule.after !== after || !rule.convert || edit.replacement !== undefined) continue
      if (rule.keys && !rule.keys.some((name) => edit.has(name))) continue
      if (rule.applies && !rule.applies(edit.current())) continue
      const words = rule.convert(edit, contextOf(rule, type, place, field, key, base))
      const touched = edit.touched()
      if (touched) tell(rule, place, { ...excerptsOf(touched), ...words })
    }
  }

  function contextOf(rule: Rule, type: ObjectType, place: Place, field: string, key: string, base: Resource): Context {
    return {
      document,
      notes,
      version,
      type,
      place,
      key,
      field,
      base,
      resources: references.resources,
      shared<Value>(name: string, make: () => Value): Value {
        if (!sharedValues.has(name)) sharedValues.set(name, make())
        return sharedValues.get(name) as Value
      },
      resolve(node) {
        const ref = refOf(node)
        return ref === undefined ? node : references.end(ref, base)?.node
      },
      resolvedPlace(node, from) {
        const ref = refOf(node)
        const tokens = ref === undefined ? undefined : references.end(ref, base)?.tokens
        return tokens ? placeAt(pointerOf(tokens)) : from
      },
      convert(node, typeName, from, name = '') {
        const result = convertField(node, { holds: 'one', type: typeFor(typeName) }, from, name, base)
        if (isContainer(result)) origins.set(result, pointerTo(placeOf(node, from)))
        return result
      },
      moved(node, from) {
        // The rule that looked at it first saw it where it stood.
        if (isContainer(node) && !movedTo.has(node)) movedTo.set(node, from)
      },
      stood(result, from) {
        if (isContainer(result)) origins.set(result, pointerTo(from))
      },
      isOpen: (node) => isContainer(node) && [...known.values()].some((results) => results.get(node) === OPEN),
      report: (told) => tell(rule, place, told),
    }
  }

  function tell(rule: Rule, place: Place, told: Told & { token?: string | undefined }): void {
    const { before, after } = told
    changes.push({
      code: told.code ?? rule.code,
      effect: told.effect ?? rule.effect,
      pointer: told.pointer ?? pointerTo(told.token === undefined ? place : below(place, told.token)),
      before: before === undefined ? undefined : excerpt(before),
      after: after === undefined ? undefined : excerpt(after),
      message: told.message ?? rule.message,
      help: told.help ?? rule.help,
    })
  }

  /** What is met again, by an alias, has changed in the same way there. */
  function repeated({ result, pointer, first, end }: Known, place: Place): Json {
    if (first === end) return result
    const from = pointerTo(pointer)
    const to = pointerTo(place)
    if (from === to) return result
    for (const change of changes.slice(first, end)) {
      if (change.pointer.startsWith(from)) changes.push({ ...change, pointer: to + change.pointer.slice(from.length) })
    }
    return result
  }

  // Places

  /** Where a value stood in the document that came in: it may have been moved by this step or by an earlier one. */
  function placeOf(node: Json, at: Place): Place {
    if (!isContainer(node)) return at
    const moved = movedTo.get(node)
    if (moved) {
      movedTo.delete(node)
      origins.set(node, pointerTo(moved))
      return moved
    }
    const before = earlier.get(node)
    return before === undefined ? at : placeAt(before)
  }

  function typeFor(name: string): ObjectType {
    for (const { type } of model.components.values()) if (type.name === name) return type
    const pending: ObjectType[] = [model.root, ...[...model.components.values()].map(({ type }) => type)]
    const seen = new Set<ObjectType>()
    for (let type = pending.pop(); type; type = pending.pop()) {
      if (seen.has(type)) continue
      seen.add(type)
      if (type.name === name) return type
      for (const field of [...type.fields.values(), type.others]) if ('type' in field) pending.push(field.type)
    }
    throw new TypeError(`There is no ${name} in ${model.family}`)
  }

  // Parts that become components

  function withHoisted(converted: JsonObject): JsonObject {
    if (hoists.size === 0) return converted
    const components = copyOf(isObject(converted['components']) ? converted['components'] : {})
    for (const { kind, name, type, tokens, node } of hoists.values()) {
      const container = copyOf(isObject(components[kind]) ? components[kind] : {})
      put(container, name, convertField(node, { holds: 'one', type }, placeAt(pointerOf(tokens)), name, references.baseAt(tokens)))
      if (isObject(components[kind])) notes.inherit(container, components[kind])
      put(components, kind, container)
      changes.push(movedSchema(tokens, ['components', kind, name]))
    }
    const copy = copyOf(converted)
    put(copy, 'components', components)
    notes.inherit(copy, converted)
    return copy
  }
}

/** What a reference in an extension leads to: anything. */
const UNTYPED: ObjectType = { name: 'any', fields: new Map(), others: { holds: 'free' } }

/** Marks an object whose conversion is under way. */
const OPEN: unique symbol = Symbol('open')

const tooDeep = (pointer: string): Change => ({
  code: 'too-deep',
  effect: 'impossible',
  pointer,
  before: undefined,
  after: undefined,
  message: 'This part nests too deeply to be converted.',
  help: 'Check whether it was generated wrongly.',
})

const movedSchema = (from: readonly string[], to: readonly string[]): Change => ({
  code: 'moved-schema',
  effect: 'equal',
  pointer: pointerOf(from),
  before: addressOf(from),
  after: addressOf(to),
  message: 'What a reference leads to became a component, since the way to it is gone.',
  help: 'Nothing needs to be done.',
})

interface RulesOfType {
  rules: Rule[]
  keys: Set<string>
  conditions: ((node: JsonObject) => boolean)[]
  isUnconditional: boolean
}

function byType(rules: readonly Rule[]): { of(type: string): RulesOfType | undefined } {
  const types = new Map<string, RulesOfType>()
  for (const rule of rules) {
    const found = types.get(rule.type) ?? { rules: [], keys: new Set(), conditions: [], isUnconditional: false }
    found.rules.push(rule)
    for (const key of rule.keys ?? []) found.keys.add(key)
    if (rule.applies) found.conditions.push(rule.applies)
    if (!rule.keys && !rule.applies && rule.convert) found.isUnconditional = true
    types.set(rule.type, found)
  }
  return { of: (type) => types.get(type) }
}

/** Most objects need no rule at all, which is found out before anything is copied. */
function triggers(node: JsonObject, { keys, conditions, isUnconditional }: RulesOfType): boolean {
  if (isUnconditional) return true
  for (const key of Object.keys(node)) if (keys.has(key)) return true
  return conditions.some((applies) => applies(node))
}

/** One field is shown by its value, several as an object of them. */
function excerptsOf({ before, after }: { before: Map<string, Json>; after: Map<string, Json> }): Told & { token?: string } {
  const keys = new Set([...before.keys(), ...after.keys()])
  if (keys.size === 1 && before.size === 1) {
    const [key] = keys
    return { token: key!, before: before.get(key!), after: after.get(key!) }
  }
  return { before: objectOf(before), after: objectOf(after) }
}

function objectOf(fields: Map<string, Json>): JsonObject | undefined {
  if (fields.size === 0) return undefined
  const object: Record<string, Json> = {}
  for (const [key, value] of fields) put(object, key, value)
  return object
}

/** A copy of a container with one value replaced; the first time it is made. */
function replaced(
  copy: Json[] | Record<string, Json> | undefined,
  node: JsonObject | readonly Json[],
  key: string,
  value: Json,
): Json[] | Record<string, Json> {
  const target = copy ?? (isArray(node) ? [...node] : copyOf(node as JsonObject))
  put(target, key, value)
  return target
}
